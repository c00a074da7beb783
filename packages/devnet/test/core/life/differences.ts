import { inspect } from 'node:util';

const most = 12;
const longest = 300;

function show(value: unknown): string {
  const text =
    typeof value === 'bigint' ? value.toString() : inspect(value, { depth: 3, breakLength: Infinity, compact: 100 });
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** True for the same plain values: arrays, maps and objects field by field, wherever they were made. */
function isSame(left: unknown, right: unknown): boolean {
  if (left instanceof Map && right instanceof Map) {
    return (
      left.size === right.size && [...left].every(([key, value]) => right.has(key) && isSame(value, right.get(key)))
    );
  }
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return Object.is(left, right);
  }
  const [fields, others] = [Object.entries(left), Object.keys(right)];
  return (
    Array.isArray(left) === Array.isArray(right) &&
    fields.length === others.length &&
    fields.every(([key, value]) => key in right && isSame(value, (right as Record<string, unknown>)[key]))
  );
}

/** Collects what does not agree, in words. */
export class Differences {
  readonly #lines: string[] = [];

  /** Notes it when the product's figure is not the expected one. */
  compare(what: string, found: unknown, expected: unknown): void {
    if (!isSame(found, expected)) {
      const by = typeof found === 'bigint' && typeof expected === 'bigint' ? ` (${found - expected} wei)` : '';
      this.#lines.push(`${what}: found ${show(found)}, expected ${show(expected)}${by}`);
    }
  }

  /** Notes it when something that must hold does not. */
  require(what: string, holds: boolean): void {
    if (!holds) {
      this.#lines.push(what);
    }
  }

  /** @throws Error with every difference that was noted. */
  throwIfAny(where: string): void {
    if (this.#lines.length > 0) {
      const more = this.#lines.length > most ? [`and ${this.#lines.length - most} more`] : [];
      throw new Error([where, ...this.#lines.slice(0, most), ...more].join('\n  '));
    }
  }
}
