export type StartOptions = {
  poolVersion: '1' | '2';
  forkUrl?: string | undefined;
  rewardsUrl?: string | undefined;
  port: number;
  page?: string | undefined;
  books?: boolean;
};

export type StartOption = {
  readonly description: string;
  readonly default?: string | number;
  /** @throws Error in words that say what to give instead. */
  readonly parse?: (text: string) => string | number;
  /** What its value is called; absent where it has none. */
  readonly value?: string;
};

export const defaultPort: number;
/** @throws Error for what is no port whose five next ones are ports too. */
export function parsePort(text: string): number;
/** The options of a start by their names on the command line. */
export const startOptions: Readonly<Record<string, StartOption>>;
/** @throws Error that names the option which does not fit; arguments of other commands pass. */
export function checkStartArguments(args: readonly string[]): void;
