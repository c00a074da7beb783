import type { Network } from '../networks/index';
import type { GrantReach, PlainCall } from '../staking/call';
import type { Address, Hex } from '../units';
import { Calldata, OddValueError } from './calldata';
import type { LeavingMethod, ProtocolInsight } from './protocol';
import { addressOf, bytesOf, isFields, type Fields } from './typed-data';
import { isMulticall, isWrapperSelector, readCallList, wrappers } from './wrappers';

/**
 * What a signed delegation of MetaMask's delegation framework lets somebody do with a pool: nothing, certain calls, or
 * more than these caveats list.
 */
export type Delegated =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'calls'; readonly calls: readonly PlainCall[] }
  | { readonly kind: 'grant'; readonly delegate: Address; readonly reach: GrantReach };

/** Authority of a delegation that gives what is the account's own, not what it was given itself. */
const rootAuthority = 'f'.repeat(64);

/** Enforcers of the framework's version 1.3.0, which stand at the same addresses on every chain. Lower case. */
const enforcers = {
  targets: '0x7f20f61b1f09b08d970938f6fa563634d65c4eeb',
  methods: '0x2c21fd0cb9dc8445cb3fb0dc5e7bb0aca01842b5',
  /** Some bytes of the calldata at a place. */
  allowedCalldata: '0xc2b0d624c1c4319760c96503ba27c347f3260f55',
  exactCalldata: '0x99f2e9bf15ce5ec84685604836f71ab835dbbded',
  exactCalldataBatch: '0x982fd5c86bbf425d7d1451f974192d4525113dfd',
  exactExecution: '0x146713078d39ecc1f5338309c28405ccf85abfbb',
  exactExecutionBatch: '0x1e141e455d08721dd5bcda1baa6ea5633afd5017',
  actionAndTransfer: '0x6649b61c873f6f9686a1e1ae9ee98ac380c7ba13',
} as const;

/** They allow nothing but transfers of tokens, or handing over the ownership of a contract. */
const tokensOnly: readonly string[] = [
  '0xf100b0819427117ecf76ed94b358b1a5b5c6d2fc', // ERC20TransferAmount
  '0x474e3ae7e169e940607cc624da8a15eb120139ab', // ERC20PeriodTransfer
  '0x56c97ae02f233b29fa03502ecc0457266d9be00e', // ERC20Streaming
  '0x3790e6b7233f779b09da74c72b6e94813925b9af', // ERC721Transfer
  '0xfb2f1a9bd76d3701b730e5d69c3219d42d80ebb7', // MultiTokenPeriod
  '0x7eef9734e7092032b5c56310eb9bbd1f4a524681', // OwnershipTransfer
];

/** They limit when, by whom, how often, or how much ETH goes along: an exit passes them all. */
const passing: readonly string[] = [
  '0x5d9818df0ae3f66e9c3d0c5029daf99d1823ca6c', // BlockNumber
  '0x24ff2aa430d53a8cd6788018e902e098083dccd2', // Deployed
  '0xcdf6ab796408598cea671d79506d7d48e97a5437', // ERC20BalanceChange
  '0x8afdf96edbbe7e1ed3f5cd89c7e084841e12a09e', // ERC721BalanceChange
  '0x63c322732695cafbbd488fc6937a0a7b66fc001a', // ERC1155BalanceChange
  '0xc8b5d93463c893401094cc70e66a206fb5987997', // Id
  '0x04658b29f6b82ed55274221a06fc97d318e25416', // LimitedCalls
  '0xbd7b277507723490cd50b12eaafe87c616be6880', // NativeBalanceChange
  '0x44b8c6ae3c304213c3e298495e12497ed3e56e41', // ArgsEqualityCheck
  '0x4803a326dded6ddbc60e659e5ed12d85c7582811', // NativeTokenPayment
  '0xf71af580b9c3078fbc2bbf16fbb8eed82b330320', // NativeTokenTransferAmount
  '0xd10b97905a320b13a0608f7e9cc506b56747df19', // NativeTokenStreaming
  '0x9bc0faf4aca5ae429f4c06aeeac517520cb16bd9', // NativeTokenPeriodTransfer
  '0xde4f2fac4b3d87a1d9953ca5fc09fca7f366254f', // Nonce
  '0xe144b0b2618071b4e56f746313528a669c7e65c5', // Redeemer
  '0x1046bb45c8d673d4ea75321280db34899413c069', // Timestamp
  '0x92bf12322527caa612fd31a0e810472bbb106a8f', // ValueLte
];

const wordBytes = 32;
const addressBytes = 20;

/** A pool that a delegate may reach, with the methods by which a stake leaves an account. */
type ReachedPool = { readonly address: Address; readonly leaving: readonly LeavingMethod[] };

/** Bytes cut into pieces of equal length, without what is left over. */
function pieces(digits: string, bytes: number): string[] {
  return Array.from({ length: Math.floor(digits.length / (2 * bytes)) }, (_, index): string =>
    digits.slice(2 * bytes * index, 2 * bytes * (index + 1)),
  );
}

/** Bytes that calldata must have at certain places, as two hex digits each. */
type Pins = ReadonlyMap<number, string>;

/** Further into calldata than this nothing of a call to a vault is decided. */
const furthestPin = 2 ** 20;

/** What a caveat asks of a call; all caveats of a delegation hold together. */
type Caveat = {
  readonly allows: (to: Address, selector: string) => boolean;
  readonly pins: Pins;
  /** The only calls that it lets be made; `null` where it does not list them. */
  readonly calls: readonly PlainCall[] | null;
};

const anyCall: Caveat = { allows: () => true, pins: new Map(), calls: null };

/** Pins of the enforcer AllowedCalldata: where the bytes begin, then the bytes, of which there is at least one. */
function pinsOf(terms: string): Pins {
  const start = new Calldata(terms).uint(0);
  const bytes = pieces(terms.slice(2 * wordBytes), 1);
  if (bytes.length === 0) {
    throw new OddValueError('The enforcer refuses these terms.');
  }
  return new Map(start > BigInt(furthestPin) ? [] : bytes.map((byte, index) => [Number(start) + index, byte] as const));
}

/** A caveat in the terms of its enforcer. Throws where the enforcer itself refuses the terms. */
function readCaveat(enforcer: Address, terms: string, delegator: Address, pools: readonly ReachedPool[]): Caveat {
  /** Calldata whose receiver the delegate may choose: at worst a pool, or the account itself where it carries calls. */
  const toPools = (data: Hex): PlainCall[] => {
    const selector = data.slice(0, 10);
    const leaves = ({ leaving }: ReachedPool): boolean => leaving.some((method) => method.selector === selector);
    const reached = pools.filter((pool) => isMulticall({ data }) || leaves(pool)).map(({ address }) => address);
    const targets = reached.length === 0 && isWrapperSelector(selector) ? [delegator] : reached;
    return targets.map((to) => ({ to, value: 0n, data }));
  };
  const only = (calls: readonly PlainCall[]): Caveat => ({ ...anyCall, calls });
  switch (enforcer) {
    case enforcers.targets: {
      const targets = pieces(terms, addressBytes);
      return { ...anyCall, allows: (to) => targets.includes(to.slice(2)) };
    }
    case enforcers.methods: {
      const methods = pieces(terms, 4);
      return { ...anyCall, allows: (_, selector) => methods.includes(selector.slice(2)) };
    }
    case enforcers.allowedCalldata:
      return { ...anyCall, pins: pinsOf(terms) };
    case enforcers.exactCalldata:
      return only(toPools(`0x${terms}`));
    case enforcers.exactCalldataBatch:
      return only(readCallList(terms).flatMap(({ data }) => toPools(data)));
    case enforcers.exactExecutionBatch:
      return only(readCallList(terms));
    case enforcers.exactExecution:
      return only([readPacked(terms, 0, true)]);
    case enforcers.actionAndTransfer:
      return only([readPacked(terms, 72, false)]);
    default:
      return { ...anyCall, allows: () => !tokensOnly.includes(enforcer) };
  }
}

/** The pins of all caveats; `null` where they contradict each other, so that no call can be made. */
function join(caveats: readonly Caveat[]): Pins | null {
  const joined = new Map<number, string>();
  for (const [at, byte] of caveats.flatMap(({ pins }) => [...pins])) {
    if ((joined.get(at) ?? byte) !== byte) {
      return null;
    }
    joined.set(at, byte);
  }
  return joined;
}

/** True when calldata may have some bytes at a place. */
function mayHave(pins: Pins, at: number, digits: string): boolean {
  return pieces(digits, 1).every((byte, index) => (pins.get(at + index) ?? byte) === byte);
}

/** True when a caveat lets a call be made, whatever list of calls it has. */
function takes({ allows, pins }: Caveat, { to, data }: PlainCall): boolean {
  return allows(to, data.slice(0, 10)) && [...pins].every(([at, byte]) => data.slice(2 + 2 * at, 4 + 2 * at) === byte);
}

const callers = wrappers.filter(({ maker }) => maker === 'caller');

/** What calls the caveats leave: none that touches a stake, exits to the account itself alone, or others as well. */
function reachOf(
  caveats: readonly Caveat[],
  delegator: Address,
  pools: readonly ReachedPool[],
): 'nothing' | 'exit-to-owner' | 'anything' {
  const pins = join(caveats);
  if (!pins) {
    return 'nothing';
  }
  const allows = (to: Address, selector: string): boolean =>
    mayHave(pins, 0, selector.slice(2)) && caveats.every((caveat) => caveat.allows(to, selector));
  // An account that may be made to call itself can be made to call anything, and so can a pool with `multicall`.
  const opens =
    wrappers.some(({ selector }) => allows(delegator, selector)) ||
    pools.some(({ address }) => callers.some(({ selector }) => allows(address, selector)));
  if (opens) {
    return 'anything';
  }
  const padding = '00'.repeat(wordBytes - addressBytes);
  const open = pools.flatMap(({ address, leaving }) =>
    leaving.filter(({ selector, receiverAt }) => mayHave(pins, receiverAt, padding) && allows(address, selector)),
  );
  if (open.length === 0) {
    return 'nothing';
  }
  const owner = pieces(delegator.slice(2), 1);
  const isOwner = open.every(({ receiverAt }) => {
    const start = receiverAt + wordBytes - addressBytes;
    return owner.every((byte, index) => pins.get(start + index) === byte);
  });
  return isOwner ? 'exit-to-owner' : 'anything';
}

/** A receiver, an amount where there is one, and the rest as data. */
function readPacked(digits: string, at: number, hasValue: boolean): PlainCall {
  const terms = new Calldata(digits);
  return {
    to: `0x${terms.bytes(at, 20)}`,
    value: hasValue ? terms.uint(at + 20) : 0n,
    data: `0x${digits.slice(2 * (at + (hasValue ? 52 : 20)))}`,
  };
}

/**
 * What a delegation allows with the pools of a network, from its caveats alone, all of which must hold. A delegation of
 * what the account was given by another one touches nothing of its own. Terms that cannot be read let nothing through, as
 * the enforcer itself refuses them.
 *
 * @param message of typed data with the type `Delegation`.
 */
export function readDelegation(
  protocols: readonly ProtocolInsight[],
  message: Fields,
  delegator: Address,
  network: Network,
): Delegated {
  const { authority, caveats, delegate } = message;
  if (bytesOf(authority).slice(2) !== rootAuthority) {
    return { kind: 'nothing' };
  }
  const pools = network.pools.map(({ address, protocol }) => ({
    address: address.toLowerCase() as Address,
    leaving: protocols.find((each) => each.protocol === protocol)?.leaving ?? [],
  }));
  const given = (Array.isArray(caveats) ? caveats : []).filter(isFields).map((caveat) => ({
    enforcer: addressOf(caveat['enforcer']) ?? '0x',
    terms: bytesOf(caveat['terms']).slice(2),
  }));
  const read: Caveat[] = [];
  for (const { enforcer, terms } of given) {
    try {
      read.push(readCaveat(enforcer, terms, delegator, pools));
    } catch {
      return { kind: 'nothing' };
    }
  }
  if (read.some(({ calls }) => calls !== null)) {
    const calls = read.flatMap((caveat) => caveat.calls ?? []);
    return { kind: 'calls', calls: calls.filter((call) => read.every((caveat) => takes(caveat, call))) };
  }
  const reach = reachOf(read, delegator, pools);
  const to = addressOf(delegate) ?? '0x';
  if (reach !== 'anything') {
    return reach === 'nothing' ? { kind: 'nothing' } : { kind: 'grant', delegate: to, reach };
  }
  const known: readonly string[] = [...passing, ...Object.values(enforcers)];
  const isCertain = given.every(({ enforcer }) => known.includes(enforcer));
  return { kind: 'grant', delegate: to, reach: isCertain ? 'anything' : 'unknown' };
}
