import type { Call, Fate, Sent } from './fate';

/** What comes out of a store: anything may be in there. */
type Stored<Type> = Partial<Record<keyof Type, unknown>>;

const stages: readonly unknown[] = [
  'sent',
  'confirmed',
  'failed',
  'replaced',
  'cancelled',
  'dropped',
] satisfies Fate['stage'][];

/** Letters of the longest calldata that is kept. */
const longestData = 100_000;

const isHash = (value: unknown): boolean => typeof value === 'string' && /^0x[\da-f]{64}$/iu.test(value);
const isAddress = (value: unknown): boolean => typeof value === 'string' && /^0x[\da-f]{40}$/iu.test(value);

/** True for a count, a block or a time. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** The same where `null` says that it is not known. */
export const isCountOrNull = (value: unknown): value is number | null => value === null || isCount(value);

/** True for a call that was kept. */
export function isCall(value: unknown): value is Call {
  const { to, value: wei, data } = (value ?? {}) as Stored<Call>;
  return (
    isAddress(to) &&
    typeof wei === 'string' &&
    /^0x[\da-f]{1,64}$/iu.test(wei) &&
    typeof data === 'string' &&
    data.length <= longestData
  );
}

/** True for a sent transaction that was kept. */
export function isSent(value: unknown): value is Sent {
  const { hash, account, chainId, call, nonce, isNonceSeen, knownAt } = (value ?? {}) as Stored<Sent>;
  return (
    isHash(hash) &&
    isAddress(account) &&
    isCount(chainId) &&
    (call === null || isCall(call)) &&
    isCountOrNull(nonce) &&
    typeof isNonceSeen === 'boolean' &&
    isCountOrNull(knownAt)
  );
}

/** True for what became of one, as it was kept. */
export function isFate(value: unknown): value is Fate {
  const { stage, blockNumber, replacement } = (value ?? {}) as Stored<Fate>;
  return stages.includes(stage) && isCountOrNull(blockNumber) && (replacement === null || isHash(replacement));
}
