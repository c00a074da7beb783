import { vaultInterface } from '../pool/abi';
import type { Address, Hex, Seconds, Shares, Wei } from '../units';

/** A call to a vault, as a person would name it. */
export type StakingCall =
  | { readonly kind: 'stake'; readonly receiver: Address; readonly assets: Wei; readonly withUpdate: boolean }
  | { readonly kind: 'update' }
  | { readonly kind: 'exit'; readonly shares: Shares; readonly receiver: Address }
  | { readonly kind: 'redeem'; readonly shares: Shares; readonly receiver: Address }
  | { readonly kind: 'claim'; readonly ticket: bigint; readonly requestedAt: Seconds; readonly queueIndex: bigint }
  | { readonly kind: 'several'; readonly calls: readonly StakingCall[] }
  | { readonly kind: 'unknown'; readonly selector: Hex };

/** A transaction as a wallet shows it before signing. */
export type UnsignedTransaction = {
  readonly from: Address;
  readonly to: Address;
  readonly value: Wei;
  readonly data: Hex;
};

/** Deeper nesting of `multicall` than this is shown as unknown: nobody honest nests further. */
const deepestNesting = 4;

/**
 * Decodes calldata for a vault; plain ETH (empty data) is a stake for the sender. Calldata that does not fit the method it
 * names, or is longer than it, is `unknown`: it never throws.
 */
export function decodeStakingCall({ from, value, data }: Omit<UnsignedTransaction, 'to'>, depth = 0): StakingCall {
  if (data === '0x') {
    return { kind: 'stake', receiver: from, assets: value, withUpdate: false };
  }
  const unknown: StakingCall = { kind: 'unknown', selector: data.slice(0, 10) as Hex };
  const parsed = parse(data);
  if (!parsed) {
    return unknown;
  }
  const { name, args } = parsed;
  switch (name) {
    case 'deposit':
    case 'updateStateAndDeposit':
      return { kind: 'stake', receiver: args[0] as Address, assets: value, withUpdate: name !== 'deposit' };
    case 'updateState':
      return { kind: 'update' };
    case 'enterExitQueue':
      return { kind: 'exit', shares: args[0] as bigint, receiver: args[1] as Address };
    case 'redeem':
      return { kind: 'redeem', shares: args[0] as bigint, receiver: args[1] as Address };
    case 'claimExitedAssets':
      return {
        kind: 'claim',
        ticket: args[0] as bigint,
        // A later time than JavaScript can count is no time of a request.
        requestedAt: (args[1] as bigint) > 2n ** 40n ? Number.MAX_SAFE_INTEGER : Number(args[1]),
        queueIndex: args[2] as bigint,
      };
    case 'multicall':
      return depth >= deepestNesting
        ? unknown
        : {
            kind: 'several',
            calls: (args[0] as Hex[]).map((inner) => decodeStakingCall({ from, value, data: inner }, depth + 1)),
          };
    default:
      return unknown;
  }
}

/** Name and arguments of calldata that encodes exactly one call of the vault's interface. */
function parse(data: Hex): { name: string; args: readonly unknown[] } | undefined {
  try {
    const parsed = vaultInterface.parseTransaction({ data });
    const args = parsed ? [...parsed.args] : [];
    return parsed && vaultInterface.encodeFunctionData(parsed.name, args) === data.toLowerCase()
      ? { name: parsed.name, args }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The calls inside a call, in order, without their wrapping; a single call is a list of one. */
export function flattenCalls(call: StakingCall): readonly StakingCall[] {
  return call.kind === 'several' ? call.calls.flatMap(flattenCalls) : [call];
}
