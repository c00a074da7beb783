import { networks, type Network, type Pool, type PoolOnNetwork } from '../networks/index';
import { takersOn } from '../networks/tokens';
import type { PlainCall, StakingCall } from '../staking/call';
import { isSameAddress, type Address, type Hex, type Wei } from '../units';
import type { Concern, Concerns, Part } from './concern';
import type { Door, ProtocolInsight } from './protocol';
import { readTokenCall, type TokenAction } from './token-calls';
import { holdsBytes, unwrap, type Leaf } from './unwrap';
import { isMulticall, type Call } from './wrappers';

const knownPools: readonly PoolOnNetwork[] = networks.flatMap((network) =>
  network.pools.map((pool) => ({ network, pool })),
);

/** First and last hex digits, which is what people compare of an address. */
const shownDigits = 4;

const ends = (address: string): string => address.slice(2, 2 + shownDigits) + address.slice(-shownDigits);

/** What the address of a contract alone tells. `chainId` as wallets name it: `eip155:1`; `escrows` and `found` as below. */
export function concernOfAddress(
  protocols: readonly ProtocolInsight[],
  chainId: string,
  to: Address,
  value: Wei,
  escrows: readonly Address[] = [],
  found: readonly Door[] = [],
): Concern | undefined {
  const network = networks.find((each) => `eip155:${each.chainId}` === chainId);
  const address = to.toLowerCase();
  const of = knownPools.find(({ pool }) => ends(pool.address.toLowerCase()) === ends(address));
  const same = knownPools.filter(({ pool }) => isSameAddress(pool.address, to));
  const here = same.find((each) => each.network === network);
  if (here) {
    return { kind: 'pool', ...here };
  }
  const contracts = network ? protocols.map((protocol) => protocol.contractsOn(network)) : [];
  const doors = [...contracts.flatMap((each) => each.doors ?? []), ...found];
  const door = doors.find((each) => isSameAddress(each.address, to));
  if (network && door) {
    return { kind: 'pool', network, pool: door.pool };
  }
  if (same[0]) {
    return { kind: 'other-chain', of: same[0] };
  }
  if (of) {
    return { kind: 'look-alike', of };
  }
  if (!network || value === 0n) {
    return undefined;
  }
  if ([...contracts.flatMap((each) => each.escrows), ...escrows].some((escrow) => isSameAddress(escrow, to))) {
    return { kind: 'escrow', network };
  }
  const contract = contracts.flatMap((each) => each.others).find((each) => isSameAddress(each.address, to));
  return contract ? { kind: 'protocol-contract', network, name: contract.name } : undefined;
}

/**
 * What the call of a token tells by itself. A plain transfer to a contract of a protocol, the chain's own money as a token
 * among what is sent, is lost: no such contract takes a stake by it. An approval matters by who may take the tokens.
 */
function concernOfToken(
  protocols: readonly ProtocolInsight[],
  network: Network,
  to: Address,
  action: TokenAction,
  found: readonly Door[],
): Concern | undefined {
  const contracts = protocols.map((protocol) => protocol.contractsOn(network));
  if (action.kind === 'approval') {
    const { spender, amount } = action;
    const isTaker = takersOn(network).some((address) => isSameAddress(address, spender));
    const asked = contracts
      .flatMap(({ approvals = [] }) => approvals)
      .find(({ address }) => isSameAddress(address, to));
    return asked && !isTaker && amount !== 0n
      ? { kind: 'pool', network, pool: asked.pool }
      : { kind: 'approval', network, isTaker };
  }
  const { token, amount, receiver } = action;
  const known = [
    token.address,
    ...network.pools.map(({ address }) => address),
    ...contracts.flatMap(({ escrows, others, doors = [] }) => [
      ...escrows,
      ...[...others, ...doors].map(({ address }) => address),
    ]),
    ...found.map(({ address }) => address),
  ];
  return known.some((address) => isSameAddress(address, receiver))
    ? { kind: 'token-sent', network, asset: token, assets: amount, receiver }
    : undefined;
}

/** Bytes that tell that a call is made of a pool, as hex digits in lower case. */
type Needles = {
  /** Addresses of the known pools. */
  readonly pools: readonly string[];
  /** Methods of pools that no other contract has. */
  readonly methods: readonly string[];
};

const digitsOf = (texts: readonly string[]): readonly string[] => texts.map((text) => text.slice(2).toLowerCase());

/** True when a pool's address or a method that only pools have stands in calldata. */
function namesPool({ pools, methods }: Needles, data: Hex): boolean {
  return [...pools, ...methods].some((needle) => holdsBytes(data, needle));
}

/** Methods of tokens that name accounts and carry no calls: `transferFrom`, `safeTransferFrom`, `permit`. */
const plainSelectors: readonly string[] = ['0x23b872dd', '0x42842e0e', '0xd505accf'];

/** Digits of the shortest calldata with a pool's address that can hold a call of two arguments as well. */
const fewestDigits = 2 + 2 * (4 + 20 + 4 + 64);

/** True when a call that could not be opened may carry one to a pool: it names one, and has room for it or sends ETH. */
function hidesPool(needles: Needles, { to, value, data, isDelegate }: Leaf): boolean {
  if (isDelegate) {
    return needles.pools.includes(to.slice(2)) || namesPool(needles, data);
  }
  // Its own selector is no call inside it.
  const from = 10;
  return (
    needles.methods.some((needle) => holdsBytes(data, needle, from)) ||
    ((value > 0n || data.length >= fewestDigits) &&
      !plainSelectors.includes(data.slice(0, from)) &&
      needles.pools.some((needle) => holdsBytes(data, needle, from)))
  );
}

/** The protocol that a pool belongs to. */
function protocolOfPool(protocols: readonly ProtocolInsight[], { protocol }: Pool): ProtocolInsight | undefined {
  return protocols.find((each) => each.protocol === protocol);
}

/** The protocol in whose terms a call of an address that matters by itself is read; none for what takes no stakes. */
function protocolOfConcern(protocols: readonly ProtocolInsight[], concern: Concern): ProtocolInsight | undefined {
  switch (concern.kind) {
    case 'pool':
      return protocolOfPool(protocols, concern.pool);
    case 'look-alike':
    case 'other-chain':
      return protocolOfPool(protocols, concern.of.pool);
    default:
      return undefined;
  }
}

/** A call that no protocol reads. */
function unknownCall({ data }: Leaf): StakingCall {
  return { kind: 'unknown', selector: data.slice(0, 10) as Hex, data, hasTrailingBytes: false };
}

/**
 * Tells which of the calls that an account makes concern pools, and how, without asking anybody: from their own bytes and
 * the addresses that the product carries. Everything that is known to carry calls is opened (`wrappers`), at any depth,
 * in bounded time. `undefined` when none concerns a pool.
 *
 * A known pool, its look-alikes and a protocol's own contracts are known by address; any other contract only when a
 * pool's own method is used on it. Generic methods (`multicall`, `redeem`) on unknown contracts concern none. Where the
 * view ends while a pool's address or a pool's own method stands in the bytes, the contract is among `hiddenBehind`.
 *
 * @param chainId as wallets name it: `eip155:1`.
 * @param from the account in whose name the calls are made: the sender of a transaction, or the smart account of a
 * signature. It owns what they move, unless they tell of another account.
 * @param escrows addresses that pools answered to `mevEscrow()`, as far as they were read: ETH sent there is given away.
 * @param found doors that only the chain names, as far as they were read.
 * @returns parts in the order in which the calls are made. Never throws.
 */
export function findConcernsOfCalls(
  protocols: readonly ProtocolInsight[],
  chainId: string,
  from: Address,
  calls: readonly PlainCall[],
  escrows: readonly Address[] = [],
  found: readonly Door[] = [],
): Concerns | undefined {
  const network = networks.find((each) => `eip155:${each.chainId}` === chainId);
  const account = from.toLowerCase() as Address;
  const roots = calls.map(({ to, value, data, isDelegate = false }): Call => {
    const [target, digits] = [to.toLowerCase() as Address, data.toLowerCase() as Hex];
    return { owner: account, from: account, to: target, value, data: digits, isDelegate };
  });
  const tokenCallOf = (call: Call): TokenAction | undefined => network && readTokenCall(network, call);
  // What goes to an address that matters by itself is no wrapper, whatever its bytes look like.
  const concernOf = (call: Call): Concern | undefined => {
    const { to, value, isDelegate } = call;
    const action = isDelegate ? undefined : tokenCallOf(call);
    const ofToken = network && action && concernOfToken(protocols, network, to, action, found);
    return isDelegate ? undefined : (ofToken ?? concernOfAddress(protocols, chainId, to, value, escrows, found));
  };
  const needles: Needles = {
    pools: digitsOf(knownPools.map(({ pool }) => pool.address)),
    methods: digitsOf(protocols.flatMap(({ ownSelectors }) => ownSelectors)),
  };
  const { leaves, isCut } = unwrap(roots, (call) => isMulticall(call) || concernOf(call) === undefined);
  const decoded = leaves.map((leaf) => {
    const concern = concernOf(leaf);
    const moving =
      network && !concern && !leaf.isDelegate
        ? protocols.find(
            ({ protocol, movingSelectors }) =>
              movingSelectors.includes(leaf.data.slice(0, 10) as Hex) &&
              network.pools.some((pool) => pool.protocol === protocol),
          )
        : undefined;
    return { leaf, concern, moving };
  });
  // Every call of a contract on which a pool's own method is used is one of that pool.
  const pools = new Map(
    decoded.flatMap(({ leaf, moving }) => (moving?.isOwnMethod(moving.decodeCall(leaf)) ? [[leaf.to, moving]] : [])),
  );
  const parts = decoded.flatMap(({ leaf, concern }, position): Part[] => {
    const protocol = concern ? protocolOfConcern(protocols, concern) : pools.get(leaf.to);
    const about =
      concern ?? (network && protocol && { kind: 'pool-method' as const, network, protocol: protocol.protocol });
    if (!about || leaf.isDelegate) {
      return [];
    }
    const action = tokenCallOf(leaf);
    const meaning = action
      ? { ...action, data: leaf.data, hasTrailingBytes: false }
      : (protocol?.decodeCall(leaf) ?? unknownCall(leaf));
    // What its deployer has there may be honest: only what is meant for the pool, or pays, goes astray.
    if (
      about.kind === 'other-chain' &&
      protocol?.sharesAddresses === true &&
      meaning.kind === 'unknown' &&
      leaf.value === 0n
    ) {
      return [];
    }
    const whole = { ...meaning, hasTrailingBytes: meaning.hasTrailingBytes || leaf.hasTrailingBytes };
    const { owner, from: maker, to, value, message, path } = leaf;
    return [{ owner, from: maker, to, value, message, path, call: whole, concern: about, position }];
  });
  const isNamed = roots.some(({ to, data }) => needles.pools.includes(to.slice(2)) || namesPool(needles, data));
  const read = new Set(parts.flatMap(({ call, position }) => (call.kind === 'unknown' ? [] : [position])));
  const opaque = isNamed ? leaves.filter((leaf, position) => !read.has(position) && hidesPool(needles, leaf)) : [];
  const hiddenBehind = [
    ...new Set([...opaque.map(({ to }) => to), ...(isCut && isNamed ? roots.map(({ to }) => to) : [])]),
  ];
  if (parts.length === 0 && hiddenBehind.length === 0) {
    return undefined;
  }
  const places = new Set(parts.map(({ position }) => position));
  const others = leaves.filter((_, position) => !places.has(position));
  const isOwn = ({ to, owner, data, isDelegate }: Leaf): boolean => isDelegate || (to === owner && data !== '0x');
  return {
    parts,
    otherCalls: others.length,
    hiddenBehind,
    hasUnknown: hiddenBehind.length > 0 || isCut || others.some(isOwn),
    paid: others.flatMap(({ to, value }) => (value > 0n ? [{ to, value }] : [])),
  };
}
