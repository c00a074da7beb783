import type { UnsignedTransaction, StakingCall, StakingAction } from '../../../staking/call';
import { vaultSelectors } from '../vault/selectors';
import { zeroAddress, type Hex, type Seconds } from '../../../units';
import { Calldata, OddValueError, TruncatedError } from '../../../insight/calldata';
import { listOfBytes } from '../../../insight/wrappers';

type Sender = Pick<UnsignedTransaction, 'from' | 'value'>;
type Reader = (args: Calldata, sender: Sender) => StakingAction;

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

const readers: Readonly<Record<keyof typeof vaultSelectors, Reader>> = {
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
  donateAssets: (_, { value }) => ({ kind: 'donation', assets: value }),
  // One that can be opened is not decoded: what is left are those that end too early, and more calls than are looked into.
  multicall: (args) => {
    listOfBytes(args, 0);
    return { kind: 'unknown', selector: vaultSelectors.multicall };
  },
};

const osToken =
  (selector: Hex, mints: boolean): Reader =>
  (args, { value }) => ({ kind: 'os-token', selector, receiver: mints ? args.address(0) : null, assets: value });

/** Methods of other kinds of vaults than the known pools, with the account that gets new tokens in front or none. */
const osTokenReaders = (
  [
    // mintOsToken, depositAndMintOsToken, updateStateAndDepositAndMintOsToken
    ['0x201b9eb5', true],
    ['0x36fe59d2', true],
    ['0x01d523b6', true],
    // burnOsToken, transferOsTokenPositionToEscrow, liquidateOsToken, redeemOsToken
    ['0x066055e0', false],
    ['0x9267842a', false],
    ['0x2999ad3f', false],
    ['0x43e82a79', false],
  ] as const
).map(([selector, mints]) => [selector, osToken(selector, mints)] as const);

/** Those of them that stake ETH first. */
export const stakingOsTokenSelectors: readonly Hex[] = ['0x36fe59d2', '0x01d523b6'];

const readerOf = new Map<string, Reader>([
  ...(Object.keys(readers) as (keyof typeof readers)[]).map((name) => [vaultSelectors[name], readers[name]] as const),
  ...osTokenReaders,
]);

/**
 * Decodes one call of a vault, already taken out of whatever was wrapped around it; plain ETH (empty data) is a stake for
 * the sender. Calldata that ends before its arguments do is `truncated`; what cannot be told otherwise is `unknown`. It
 * never throws.
 */
export function decodeStakingCall({ from, value, data: given }: Omit<UnsignedTransaction, 'to'>): StakingCall {
  const data = given.toLowerCase() as Hex;
  if (data === '0x') {
    const action = { kind: 'stake', receiver: from, referrer: zeroAddress, assets: value, reportRoot: null } as const;
    return { ...action, isPlain: true, data, hasTrailingBytes: false };
  }
  const selector = data.slice(0, 10) as Hex;
  const read = readerOf.get(selector);
  const args = new Calldata(data.slice(10));
  const nothing = { data, hasTrailingBytes: false };
  if (!read) {
    return { kind: 'unknown', selector, ...nothing };
  }
  try {
    const action = read(args, { from, value });
    // Of methods of other vaults only what matters is read, so that what follows is no surplus.
    return { ...action, data, hasTrailingBytes: action.kind !== 'os-token' && args.hasTrailingBytes };
  } catch (error) {
    if (error instanceof TruncatedError || error instanceof OddValueError) {
      return { kind: error instanceof TruncatedError ? 'truncated' : 'unknown', selector, ...nothing };
    }
    throw error;
  }
}

/** True for a call of a method that only such vaults have. */
export function isVaultMethod(call: StakingCall): boolean {
  return (
    call.kind === 'exit' ||
    call.kind === 'claim' ||
    ((call.kind === 'donation' || call.kind === 'os-token') && call.assets > 0n) ||
    (call.kind === 'stake' && !call.isPlain && (call.reportRoot !== null || call.assets > 0n))
  );
}
