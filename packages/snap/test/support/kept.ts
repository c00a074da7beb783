type Json = Record<string, unknown>;

/** The unencrypted state of a wallet: what stays when the Snap is installed anew. */
export type Kept = { value: Json };

/** The same with another value at a path. */
export const withValue = (state: unknown, [key, ...rest]: readonly string[], value: unknown): unknown =>
  key === undefined ? value : { ...(state as Json), [key]: withValue((state as Json | undefined)?.[key], rest, value) };

const pathOf = (params: unknown): string[] => (params as { key?: string } | undefined)?.key?.split('.') ?? [];

/** Answers `snap_getState`. */
export const readKept = (kept: Kept, params: unknown): unknown =>
  pathOf(params).reduce<unknown>((state, each) => (state as Json | null)?.[each] ?? null, kept.value) ?? null;

/** Does `snap_setState`. */
export function writeKept(kept: Kept, params: unknown): void {
  const { value } = params as { value: unknown };
  kept.value = withValue(kept.value, pathOf(params), JSON.parse(JSON.stringify(value))) as Json;
}
