import { isSameCall, type Call } from './fate';

/** What a wallet says of several calls that it was asked to carry out together (EIP-5792). */
export type BundleStatus =
  | { readonly kind: 'pending' }
  /** One transaction holds all of them: what became of it is what became of them. */
  | { readonly kind: 'mined'; readonly hash: string }
  /** An end that no transaction alone tells. */
  | {
      readonly kind: 'ended';
      readonly stage: 'confirmed' | 'failed' | 'partial' | 'abandoned';
      /** The newest block that holds any of them. */
      readonly blockNumber: number | null;
    };

type Fields = Readonly<Record<string, unknown>>;
type Receipt = { readonly hash: string; readonly isSuccess: boolean; readonly blockNumber: number };

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Receipts that are some; a wallet's answer may hold anything. */
function receiptsOf(receipts: unknown): readonly Receipt[] {
  return (Array.isArray(receipts) ? (receipts as unknown[]) : []).filter(isFields).flatMap((receipt) => {
    const { transactionHash: hash, status, blockNumber } = receipt;
    const block = typeof blockNumber === 'string' && blockNumber !== '' ? Number(blockNumber) : Number.NaN;
    return typeof hash === 'string' && /^0x[\da-f]{64}$/iu.test(hash) && Number.isSafeInteger(block)
      ? [{ hash, isSuccess: Number(status) === 1, blockNumber: block }]
      : [];
  });
}

/**
 * Reads an answer to `wallet_getCallsStatus`. Its codes count by hundreds, as EIP-5792 has them: 1xx pending, 2xx carried
 * out, 4xx given up before any network had it, 5xx reverted, 6xx carried out in parts.
 *
 * A single receipt is followed as a transaction where it says the same: an account that others send for may fail within a
 * transaction that succeeds.
 * @throws Error when it is no such answer.
 */
export function readBundleStatus(answer: unknown): BundleStatus {
  const { status, receipts: given } = isFields(answer) ? answer : {};
  const receipts = receiptsOf(given);
  const [only, another] = receipts;
  const blockNumber = receipts.length > 0 ? Math.max(...receipts.map((each) => each.blockNumber)) : null;
  switch (Math.floor(Number(status) / 100)) {
    case 1:
      return { kind: 'pending' };
    case 2:
      return only?.isSuccess && !another
        ? { kind: 'mined', hash: only.hash }
        : { kind: 'ended', stage: 'confirmed', blockNumber };
    case 4:
      return { kind: 'ended', stage: 'abandoned', blockNumber: null };
    case 5:
      return only && !only.isSuccess && !another
        ? { kind: 'mined', hash: only.hash }
        : { kind: 'ended', stage: 'failed', blockNumber };
    case 6:
      return { kind: 'ended', stage: 'partial', blockNumber };
    default:
      throw new Error('The wallet gave no status of calls.');
  }
}

const word = (digits: string): string => digits.toLowerCase().replace(/^0x/u, '').padStart(64, '0');

/**
 * Whether a transaction of an account carries these calls: it is the one call, or the account calls itself with all of them
 * in their order, each as receiver, amount and data, as accounts with code do (ERC-7821).
 */
export function carriesCalls(carrier: Call, account: string, calls: readonly Call[]): boolean {
  const [only, another] = calls;
  if (!only || !another) {
    return only !== undefined && isSameCall(only, carrier);
  }
  const carried = carrier.data.toLowerCase();
  let at = 0;
  return (
    carrier.to.toLowerCase() === account.toLowerCase() &&
    calls.every(({ to, value, data }) =>
      [`${word(to)}${word(value)}`, data.toLowerCase().replace(/^0x/u, '')].every((part) => {
        const found = carried.indexOf(part, at);
        at = found + part.length;
        return found >= 0;
      }),
    )
  );
}
