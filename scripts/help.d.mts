export declare function answerHelp(file: string): void;
