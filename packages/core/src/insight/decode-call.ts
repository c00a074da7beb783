import { vaultInterface } from '../pool/abi';
import type { Address, Hex, Seconds, Shares, Wei } from '../units';
import { Calldata, OddValueError, TruncatedError } from './calldata';

/** What a call to a vault does, as a person would name it. */
export type StakingAction =
  | {
      readonly kind: 'stake';
      readonly receiver: Address;
      /** Who is told to have brought the stake; the zero address for nobody. */
      readonly referrer: Address;
      readonly assets: Wei;
      /** Root of the report that it brings in first; `null` when it brings in none. */
      readonly reportRoot: Hex | null;
      /** Plain ETH without calldata. */
      readonly isPlain: boolean;
    }
  | { readonly kind: 'update'; readonly reportRoot: Hex }
  | { readonly kind: 'exit'; readonly shares: Shares; readonly receiver: Address }
  | { readonly kind: 'redeem'; readonly shares: Shares; readonly receiver: Address }
  | { readonly kind: 'claim'; readonly ticket: bigint; readonly requestedAt: Seconds; readonly queueIndex: bigint }
  | { readonly kind: 'several'; readonly calls: readonly StakingCall[] }
  /** A method that is known, cut off before its arguments end. */
  | { readonly kind: 'truncated'; readonly selector: Hex }
  | { readonly kind: 'unknown'; readonly selector: Hex };

/** An action with the calldata that asks for it. */
export type StakingCall = StakingAction & {
  readonly data: Hex;
  /** Bytes follow the call that belong to none of its arguments. Contracts ignore them. */
  readonly hasTrailingBytes: boolean;
};

/** A call that is no bundle of others. */
export type SingleCall = Exclude<StakingCall, { readonly kind: 'several' }>;

/** A transaction as a wallet shows it before signing. */
export type UnsignedTransaction = {
  readonly from: Address;
  readonly to: Address;
  readonly value: Wei;
  readonly data: Hex;
};

/** Deeper nesting of `multicall` than this, and more calls in all, are shown as unknown: nobody honest goes so far. */
const deepestNesting = 16;
const mostCalls = 200;

export const zeroAddress: Address = `0x${'0'.repeat(40)}`;

type Sender = Pick<UnsignedTransaction, 'from' | 'value'>;
type Reader = (args: Calldata, sender: Sender, nested: (data: Hex) => StakingCall) => StakingAction;

/** The items of a `bytes[]`, the only argument or answer. */
function readBytesList(args: Calldata): Hex[] {
  const { start, count } = args.list(0);
  if (count > mostCalls) {
    throw new OddValueError('Nobody honest asks for so many calls at once.');
  }
  return Array.from(
    { length: count },
    (_, index): Hex => `0x${args.dynamicBytes(start + args.size(start + 32 * index))}`,
  );
}

/** The root of the report in a `HarvestParams` argument, read to its end. */
function readReport(args: Calldata, at: number): Hex {
  const place = args.size(at);
  const proof = place + args.size(place + 96);
  args.bytes(proof + 32, 32 * args.size(proof));
  return args.word(place);
}

const stake = (args: Calldata, { value }: Sender, reportRoot: Hex | null): StakingAction => ({
  kind: 'stake',
  receiver: args.address(0),
  referrer: args.address(32),
  assets: value,
  reportRoot,
  isPlain: false,
});

/** A later time than JavaScript can count is no time of a request. */
const toSeconds = (value: bigint): Seconds => (value > 2n ** 40n ? Number.MAX_SAFE_INTEGER : Number(value));

const readers: Readonly<Record<string, Reader>> = {
  deposit: (args, sender) => stake(args, sender, null),
  updateStateAndDeposit: (args, sender) => stake(args, sender, readReport(args, 64)),
  updateState: (args) => ({ kind: 'update', reportRoot: readReport(args, 0) }),
  enterExitQueue: (args) => ({ kind: 'exit', shares: args.uint(0), receiver: args.address(32) }),
  redeem: (args) => ({ kind: 'redeem', shares: args.uint(0), receiver: args.address(32) }),
  claimExitedAssets: (args) => ({
    kind: 'claim',
    ticket: args.uint(0),
    requestedAt: toSeconds(args.uint(32)),
    queueIndex: args.uint(64),
  }),
  multicall: (args, _, nested) => ({ kind: 'several', calls: readBytesList(args).map(nested) }),
};

const readerOf = new Map(Object.entries(readers).map(([name, read]) => [vaultInterface.selector(name), read]));

/**
 * Decodes calldata for a vault; plain ETH (empty data) is a stake for the sender. Calldata that ends before its arguments
 * do is `truncated`; what cannot be told otherwise is `unknown`. It never throws.
 */
export function decodeStakingCall({ from, value, data }: Omit<UnsignedTransaction, 'to'>): StakingCall {
  let left = mostCalls;
  const decode = (given: Hex, depth: number): StakingCall => {
    left -= 1;
    if (left < 0) {
      throw new OddValueError('Nobody honest asks for so many calls at once.');
    }
    if (given === '0x') {
      const action = { kind: 'stake', receiver: from, referrer: zeroAddress, assets: value, reportRoot: null } as const;
      return { ...action, isPlain: true, data: given, hasTrailingBytes: false };
    }
    const selector = given.slice(0, 10) as Hex;
    const read = readerOf.get(selector);
    const args = new Calldata(given.slice(10));
    const nothing = { data: given, hasTrailingBytes: false };
    if (!read || depth > deepestNesting) {
      return { kind: 'unknown', selector, ...nothing };
    }
    try {
      const action = read(args, { from, value }, (inner) => decode(inner, depth + 1));
      return { ...action, data: given, hasTrailingBytes: args.hasTrailingBytes };
    } catch (error) {
      if (error instanceof TruncatedError || error instanceof OddValueError) {
        return { kind: error instanceof TruncatedError ? 'truncated' : 'unknown', selector, ...nothing };
      }
      throw error;
    }
  };
  return decode(data.toLowerCase() as Hex, 0);
}

/** The calls inside a call, in order, without their wrapping; a single call is a list of one. */
export function flattenCalls(call: StakingCall): readonly SingleCall[] {
  return call.kind === 'several' ? call.calls.flatMap(flattenCalls) : [call];
}

/** The answer of a transaction's simulation beside each of its single calls; `null` where it does not tell. */
export function pairAnswers(
  call: StakingCall,
  answer: Hex | null,
): readonly { readonly call: SingleCall; readonly answer: Hex | null }[] {
  if (call.kind !== 'several') {
    return [{ call, answer }];
  }
  const answers = answer === null ? [] : answersOf(answer);
  return call.calls.flatMap((inner, index) => pairAnswers(inner, answers[index] ?? null));
}

/** The answers inside the answer of a multicall; none when it does not hold any. */
function answersOf(answer: Hex): Hex[] {
  try {
    return readBytesList(new Calldata(answer.slice(2)));
  } catch {
    return [];
  }
}
