/** A figure that did not come out as recorded. */
export type ReplayDifference = { step: number; user: string; field: string; expected: string; got: string };

/** What a replay compared; `states` counts the steps that carry one. */
export type ReplayReport = { states: number; figures: number; differences: ReplayDifference[] };

/** Counts comparisons and keeps those that fail. */
export class Comparison {
  states = 0;
  figures = 0;
  readonly differences: ReplayDifference[] = [];

  compare(step: number, user: string, field: string, expected: unknown, got: unknown): void {
    this.figures += 1;
    if (String(expected) !== String(got)) {
      this.differences.push({ step, user, field, expected: String(expected), got: String(got) });
    }
  }

  /** Compares what may fail: a failure is a difference. */
  async attempt(step: number, user: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.compare(step, user, 'read', 'an answer', error instanceof Error ? error.message : String(error));
    }
  }

  get report(): ReplayReport {
    const { states, figures, differences } = this;
    return { states, figures, differences };
  }
}
