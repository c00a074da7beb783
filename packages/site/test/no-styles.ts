/** What a style sheet is to the unit tests: they draw no pixels. */
export {};
