/**
 * How many times a random test is run: `npm run test:long` makes so many runs that their passing says something, `npm test`
 * a share of them, so that it stays quick.
 */
export const runsOf = (inAll: number, inShort: number): number => (process.env['TEST_LONG'] === '1' ? inAll : inShort);
