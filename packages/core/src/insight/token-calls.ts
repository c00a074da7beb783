import { tokenHashes } from '../assets/token';
import { tokensOn, type Token } from '../networks/tokens';
import type { Network } from '../networks/types';
import type { StakingAction } from '../staking/call';
import { isSameAddress, type Wei } from '../units';
import { Calldata } from './calldata';
import type { Call } from './wrappers';

/** What a call of a token does, as far as all tokens have it. */
export type TokenAction = Extract<StakingAction, { kind: 'transfer' | 'approval' }>;

/** No token of a pool has as many whole units: METIS has ten million at the most. */
const mostWhole = 10n ** 9n;

/** What somebody may take of a token; `null` for more than there can ever be. */
export function allowedAmount({ decimals }: Pick<Token, 'decimals'>, amount: Wei): Wei | null {
  return amount >= mostWhole * 10n ** BigInt(decimals) ? null : amount;
}

const { transfer, transferFrom, approve } = tokenHashes;
/** `increaseAllowance`, `decreaseAllowance` and `permit` (EIP-2612), which many tokens have as well. */
const [increase, decrease, permit] = ['0x39509351', '0xa457c2d7', '0xd505accf'];

/**
 * What a call of one of the network's tokens does: the chain's own money as a token is one of them. `undefined` for any
 * other call, and for one that the token would refuse. Never throws.
 */
export function readTokenCall(
  network: Network,
  { to, from, data }: Pick<Call, 'to' | 'from' | 'data'>,
): TokenAction | undefined {
  const selector = data.slice(0, 10);
  const token = tokensOn(network).find(({ address }) => isSameAddress(address, to));
  if (!token) {
    return undefined;
  }
  const args = new Calldata(data.slice(10));
  // Compilers of old read the last 20 bytes of an address, whatever stands before them.
  const approval = (place: number, amount: Wei): TokenAction => {
    return { kind: 'approval', token, spender: args.looseAddress(place), amount: allowedAmount(token, amount) };
  };
  const sent = (place: number): TokenAction => {
    return { kind: 'transfer', token, receiver: args.looseAddress(place), amount: args.uint(place + 32) };
  };
  try {
    switch (selector) {
      case transfer:
        return sent(0);
      case transferFrom:
        // What is taken from somebody else is none of the account's own.
        return isSameAddress(args.looseAddress(0), from) ? sent(32) : undefined;
      case approve:
      case increase:
        return approval(0, args.uint(32));
      case decrease:
        // Whatever is left, nobody may take more than before.
        return approval(0, 0n * args.uint(32));
      case permit:
        return approval(32, args.uint(64));
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}
