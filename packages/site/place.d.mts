/**
 * Copies a built site so that it works under a path.
 * @param prefix the path, or `null` for any.
 */
export function placeSite(from: string, to: string, prefix: string | null): void;
