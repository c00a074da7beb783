import { isSameAddress, type Address, type Hex, type Wei } from '../units';
import { Calldata, OddValueError } from './calldata';

/** A call of a transaction as the chain would make it. */
export type Call = {
  /** The account whose stake and ETH the call moves: the smart account that makes it, not the relay that passes it on. */
  readonly owner: Address;
  /** Who the called contract sees as its caller. */
  readonly from: Address;
  readonly to: Address;
  readonly value: Wei;
  /** Lower case. */
  readonly data: Hex;
  /** The code of `to` runs in the name of `from`, as its own code. */
  readonly isDelegate: boolean;
};

/** A call as it stands inside a wrapper. */
type Inner = Pick<Call, 'to' | 'value' | 'data'> & Partial<Pick<Call, 'from' | 'owner' | 'isDelegate'>>;

/** In whose name the calls inside a wrapper are made. */
type Maker =
  /** In its own: it is an account, and what it calls moves its own stake. */
  | 'account'
  /** In its own, with what its caller gave it: it holds nothing itself. */
  | 'relay'
  /** In the name of the wrapper's caller: a contract that calls itself again, once for each of several calls. */
  | 'caller';

/** A method whose arguments are calls. */
export type Wrapper = {
  readonly selector: Hex;
  readonly signature: string;
  readonly maker: Maker;
  /** The calls in its arguments, in order. Throws where they are no such arguments. */
  readonly read: (args: Calldata, wrapper: Call) => readonly Inner[];
};

/** More calls in one list than these are not looked into: nobody honest makes so many at once. */
export const mostListedCalls = 1_000;

const zero: Address = `0x${'0'.repeat(40)}`;

/** Whose account runs the code of a call. */
export function accountOf({ isDelegate, from, to }: Call): Address {
  return isDelegate ? from : to;
}

/** Where the fields of a call stand in its tuple or among the arguments, counted in words. */
type Fields = {
  readonly to: number;
  /** None: no ETH goes along. */
  readonly value?: number;
  readonly data: number;
  /** A kind of call, and which of its numbers makes a delegatecall; `always` where every call is one. */
  readonly delegate?: { readonly at: number; readonly is: bigint } | 'always';
};

const usual: Fields = { to: 0, value: 1, data: 2 };
const withoutValue: Fields = { to: 0, data: 1 };

function readCall(args: Calldata, start: number, { to, value, data, delegate }: Fields): Inner {
  return {
    to: args.looseAddress(start + 32 * to),
    value: value === undefined ? 0n : args.uint(start + 32 * value),
    data: `0x${args.dynamicBytes(start + args.size(start + 32 * data))}`,
    isDelegate: delegate === 'always' || (delegate ? args.uint(start + 32 * delegate.at) === delegate.is : false),
  };
}

/** Where each item of a list begins whose offset stands at `at`, both counted from `base`. */
function itemsOf(args: Calldata, at: number, base = 0): number[] {
  const { start, count } = args.list(at, base);
  if (count > mostListedCalls) {
    throw new OddValueError('Nobody honest asks for so many calls at once.');
  }
  return Array.from({ length: count }, (_, index) => start + 32 * index);
}

/** Where each item of a list of tuples or `bytes` begins, which have their own offsets. */
function placesOf(args: Calldata, at: number, base = 0): number[] {
  const items = itemsOf(args, at, base);
  const [start = 0] = items;
  return items.map((item) => start + args.size(item));
}

/** The items of a `bytes[]` whose offset stands at `at`. Throws where they are none. */
export function listOfBytes(args: Calldata, at: number): Hex[] {
  return placesOf(args, at).map((place): Hex => `0x${args.dynamicBytes(place)}`);
}

const callsAt = (args: Calldata, at: number, base = 0, fields = usual): Inner[] =>
  placesOf(args, at, base).map((place) => readCall(args, place, fields));

type Read = Wrapper['read'];

/** One call, its parts among the arguments. */
const one =
  (fields: Fields): Read =>
  (args) => [readCall(args, 0, fields)];

/** A list of tuples at an argument. */
const list =
  (argument: number, fields = usual): Read =>
  (args) =>
    callsAt(args, 32 * argument, 0, fields);

/** Lists side by side: of receivers, of amounts where there are any, and of data. */
const parallel =
  ({ to, value, data }: Fields): Read =>
  (args) => {
    const [targets, calldata] = [itemsOf(args, 32 * to), listOfBytes(args, 32 * data)];
    const amounts = value === undefined ? [] : itemsOf(args, 32 * value);
    if (targets.length !== calldata.length || (value !== undefined && amounts.length !== targets.length)) {
      throw new OddValueError('The lists are not equally long.');
    }
    return targets.map((place, index): Inner => {
      const amount = amounts[index];
      return {
        to: args.looseAddress(place),
        value: amount === undefined ? 0n : args.uint(amount),
        data: calldata[index] ?? '0x',
      };
    });
  };

/** Calldata for the wrapper itself, one after the other. */
const toItself: Read = (args, wrapper) =>
  listOfBytes(args, 0).map((data) => ({ to: accountOf(wrapper), value: 0n, data }));

/** The same with the caller and the ETH of the wrapper, as `multicall` does. */
const again =
  (argument: number): Read =>
  (args, { to, value }) =>
    listOfBytes(args, 32 * argument).map((data) => ({ to, value, data }));

/** Where the packed calls of ERC-7579 and `multiSend` have their parts, in bytes. */
const addressBytes = 20;
const wordBytes = 32;

/**
 * The calls of ERC-7579 and ERC-7821: the mode's first byte says how many and of which kind, and its selector tells
 * batches of batches. The data of an operation behind a batch authorizes it and calls nothing.
 */
function readExecution(mode: Hex, digits: string): Inner[] {
  const kind = mode.slice(2, 4);
  const calls = new Calldata(digits);
  if (kind === '00') {
    const data: Hex = `0x${digits.slice(2 * (addressBytes + wordBytes))}`;
    return [{ to: `0x${calls.bytes(0, addressBytes)}`, value: calls.uint(addressBytes), data }];
  }
  if (kind === 'ff') {
    const data: Hex = `0x${digits.slice(2 * addressBytes)}`;
    return [{ to: `0x${calls.bytes(0, addressBytes)}`, value: 0n, data, isDelegate: true }];
  }
  if (kind !== '01') {
    throw new OddValueError('No standard knows this mode.');
  }
  return mode.slice(14, 22) === '78210002'
    ? placesOf(calls, 0).flatMap((place) => callsAt(new Calldata(calls.dynamicBytes(place)), 0))
    : callsAt(calls, 0);
}

const execution: Read = (args) => readExecution(args.word(0), args.dynamicBytes(args.size(32)));

/** The packed list of Safe's `multiSend`: kind of call, receiver, amount, length and data of each. */
const packed: Read = (args) => {
  const digits = args.dynamicBytes(args.size(0));
  const calls = new Calldata(digits);
  const found: Inner[] = [];
  const head = 1 + addressBytes + 2 * wordBytes;
  for (let at = 0; 2 * at < digits.length;) {
    if (found.length === mostListedCalls) {
      throw new OddValueError('Nobody honest asks for so many calls at once.');
    }
    const length = calls.size(at + head - wordBytes);
    found.push({
      to: `0x${calls.bytes(at + 1, addressBytes)}`,
      value: calls.uint(at + 1 + addressBytes),
      data: `0x${calls.bytes(at + head, length)}`,
      isDelegate: calls.bytes(at, 1) === '01',
    });
    at += head + length;
  }
  return found;
};

/** Selector by which EntryPoint hands over a whole operation; accounts run what stands behind it in the calldata. */
const executeUserOp = '8dd7712f';
/** Marks an account of EIP-7702 where the maker of an account stands. */
const accountMarker = '7702';

const withoutUserOp = (digits: string): Hex => `0x${digits.startsWith(executeUserOp) ? digits.slice(8) : digits}`;

/** The fields of an ERC-4337 operation that make calls; `maker` and `callData` as hex digits without `0x`. */
export type Operation = { readonly sender: Address; readonly maker: string; readonly callData: string };

/** What one ERC-4337 operation calls: the maker of the account where there is one, then the account. */
export function callsOfOperation({ sender, maker, callData }: Operation): (Pick<Call, 'to' | 'value' | 'data'> & {
  readonly owner: Address;
})[] {
  const data = withoutUserOp(callData);
  const madeBy: Address = maker.startsWith(accountMarker) ? sender : `0x${maker.slice(0, 40).padEnd(40, '0')}`;
  const made: Hex = `0x${maker.slice(40)}`;
  return [
    ...(made === '0x' ? [] : [{ to: madeBy, value: 0n, data: made, owner: sender }]),
    ...(data === '0x' ? [] : [{ to: sender, value: 0n, data, owner: sender }]),
  ];
}

const readOperation = (args: Calldata, start: number): Inner[] =>
  callsOfOperation({
    sender: args.looseAddress(start),
    maker: args.dynamicBytes(start + args.size(start + 64)),
    callData: args.dynamicBytes(start + args.size(start + 96)),
  });

const operations: Read = (args) => placesOf(args, 0).flatMap((place) => readOperation(args, place));

const aggregatedOperations: Read = (args) =>
  placesOf(args, 0).flatMap((group) => placesOf(args, 0, group).flatMap((place) => readOperation(args, place)));

/** The account that a chain of ERC-7710 delegations begins with; `null` for a caller that acts for itself. */
function delegatorOf(digits: string): Address | null {
  if (digits === '') {
    return null;
  }
  const context = new Calldata(digits);
  const root = placesOf(context, 0).at(-1);
  return root === undefined ? null : context.looseAddress(root + 32);
}

/** The calls that delegations allow, each in the name of the account that gave it. */
const delegations: Read = (args, wrapper) => {
  const [contexts, modes, calldata] = [listOfBytes(args, 0), itemsOf(args, 32), listOfBytes(args, 64)];
  if (contexts.length !== modes.length || modes.length !== calldata.length) {
    throw new OddValueError('The lists are not equally long.');
  }
  return modes.flatMap((place, index) => {
    const account = delegatorOf((contexts[index] ?? '0x').slice(2)) ?? wrapper.from;
    return readExecution(args.word(place), (calldata[index] ?? '0x').slice(2)).map((call) => ({
      ...call,
      from: account,
      owner: account,
    }));
  });
};

const entry = (selector: Hex, signature: string, maker: Maker, read: Read): Wrapper => ({
  selector,
  signature,
  maker,
  read,
});

const call = '(address,uint256,bytes)';
const operation6 = '(address,uint256,bytes,bytes,uint256,uint256,uint256,uint256,uint256,bytes,bytes)';
const operation7 = '(address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes)';
const sequenceCall = '(bool,bool,uint256,address,uint256,bytes)';
const sequence: Fields = { to: 3, value: 4, data: 5, delegate: { at: 0, is: 1n } };
const withOperation: Fields = { ...usual, delegate: { at: 3, is: 1n } };

/** Every method that is known to carry calls. The selectors are written out, since hashing them all takes longer than an insight. */
export const wrappers: readonly Wrapper[] = [
  // Contracts that call themselves again: vaults, routers, anything of OpenZeppelin's `Multicall`.
  entry('0xac9650d8', 'multicall(bytes[])', 'caller', again(0)),
  entry('0x5ae401dc', 'multicall(uint256,bytes[])', 'caller', again(1)),
  entry('0x1f0464d1', 'multicall(bytes32,bytes[])', 'caller', again(1)),
  // ERC-7579 and ERC-7821: Kernel, Nexus, Safe7579, Porto, MetaMask's smart accounts.
  entry('0xe9ae5c53', 'execute(bytes32,bytes)', 'account', execution),
  entry('0xd691c964', 'executeFromExecutor(bytes32,bytes)', 'account', execution),
  entry('0x5c1c6dcd', `execute(${call})`, 'account', (args) => [readCall(args, args.size(0), usual)]),
  // Accounts of ERC-4337, ERC-6900 and ERC-6551: SimpleAccount, Coinbase, Alchemy, Biconomy, tokens' accounts.
  entry('0xb61d27f6', 'execute(address,uint256,bytes)', 'account', one(usual)),
  entry('0x51945447', 'execute(address,uint256,bytes,uint8)', 'account', one(withOperation)),
  entry('0x9e5d4c49', 'executeCall(address,uint256,bytes)', 'account', one(usual)),
  entry('0x0000189a', 'execute_ncC(address,uint256,bytes)', 'account', one(usual)),
  entry('0x70641a22', 'execTransactionFromEntrypoint(address,uint256,bytes)', 'account', one(usual)),
  entry('0x38997b11', 'executeFromPluginExternal(address,uint256,bytes)', 'account', one(usual)),
  entry('0x34fcd5be', `executeBatch(${call}[])`, 'account', list(0)),
  entry('0x3f707e6b', `execute(${call}[])`, 'account', list(0)),
  entry('0x47e1da2a', 'executeBatch(address[],uint256[],bytes[])', 'account', parallel(usual)),
  entry('0x00004680', 'executeBatch_y6U(address[],uint256[],bytes[])', 'account', parallel(usual)),
  entry('0x912ccaa3', 'executeBatchCall(address[],uint256[],bytes[])', 'account', parallel(usual)),
  entry('0x18dfb3c7', 'executeBatch(address[],bytes[])', 'account', parallel(withoutValue)),
  entry('0x2c2abd1e', 'executeWithoutChainIdValidation(bytes[])', 'account', toItself),
  entry('0xf2680c0f', 'executeWithRuntimeValidation(bytes,bytes)', 'account', (args, wrapper) => [
    { to: accountOf(wrapper), value: 0n, data: `0x${args.dynamicBytes(args.size(0))}` },
  ]),
  // Ambire, Calibur, Sequence, Argent, and accounts of ERC-725.
  entry('0x6171d1c9', `execute(${call}[],bytes)`, 'account', list(0)),
  entry('0xabc5345e', `executeBySender(${call}[])`, 'account', list(0)),
  entry('0x6769de82', `executeBySelf(${call}[])`, 'account', list(0)),
  entry('0xa2ea6766', `executeMultiple((${call}[],bytes)[])`, 'account', (args) =>
    placesOf(args, 0).flatMap((place) => callsAt(args, 0, place)),
  ),
  entry('0x99e1d016', `execute((${call}[],bool))`, 'account', (args) => callsAt(args, 0, args.size(0))),
  entry('0xc3c16ee4', `execute(((${call}[],bool),uint256,bytes32,address,uint256),bytes)`, 'account', (args) => {
    const signed = args.size(0);
    return callsAt(args, 0, signed + args.size(signed));
  }),
  entry('0x7a9a1628', `execute(${sequenceCall}[],uint256,bytes)`, 'account', list(0, sequence)),
  entry('0x61c2926c', `selfExecute(${sequenceCall}[])`, 'account', list(0, sequence)),
  entry('0xa5efb235', `multiCall(address,${call}[])`, 'account', (args) => {
    const account = args.looseAddress(0);
    return callsAt(args, 32).map((each) => ({ ...each, from: account, owner: account }));
  }),
  entry(
    '0x44c028fe',
    'execute(uint256,address,uint256,bytes)',
    'account',
    one({ to: 1, value: 2, data: 3, delegate: { at: 0, is: 4n } }),
  ),
  // Proxies that run code in their own name.
  entry('0x1cff79cd', 'execute(address,bytes)', 'account', one(withoutValue)),
  entry('0xb68df16d', 'executeDelegateCall(address,bytes)', 'account', one({ ...withoutValue, delegate: 'always' })),
  // Safe, its modules, and its way to send several.
  entry(
    '0x6a761202',
    'execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)',
    'account',
    one(withOperation),
  ),
  entry('0x468721a7', 'execTransactionFromModule(address,uint256,bytes,uint8)', 'account', one(withOperation)),
  entry(
    '0x5229073f',
    'execTransactionFromModuleReturnData(address,uint256,bytes,uint8)',
    'account',
    one(withOperation),
  ),
  entry('0x7bb37428', 'executeUserOp(address,uint256,bytes,uint8)', 'account', one(withOperation)),
  entry('0x541d63c8', 'executeUserOpWithErrorString(address,uint256,bytes,uint8)', 'account', one(withOperation)),
  entry('0x8d80ff0a', 'multiSend(bytes)', 'relay', packed),
  // Multicall3 and the ones before it.
  entry('0x252dba42', 'aggregate((address,bytes)[])', 'relay', list(0, withoutValue)),
  entry('0xc3077fa9', 'blockAndAggregate((address,bytes)[])', 'relay', list(0, withoutValue)),
  entry('0xbce38bd7', 'tryAggregate(bool,(address,bytes)[])', 'relay', list(1, withoutValue)),
  entry('0x399542e9', 'tryBlockAndAggregate(bool,(address,bytes)[])', 'relay', list(1, withoutValue)),
  entry('0x82ad56cb', 'aggregate3((address,bool,bytes)[])', 'relay', list(0, { to: 0, data: 2 })),
  entry(
    '0x174dea71',
    'aggregate3Value((address,bool,uint256,bytes)[])',
    'relay',
    list(0, { to: 0, value: 2, data: 3 }),
  ),
  // ERC-4337's EntryPoint: version 0.6, and 0.7 to 0.9.
  entry('0x1fad948c', `handleOps(${operation6}[],address)`, 'relay', operations),
  entry('0x765e827f', `handleOps(${operation7}[],address)`, 'relay', operations),
  entry('0x4b1d7cf5', `handleAggregatedOps((${operation6}[],address,bytes)[],address)`, 'relay', aggregatedOperations),
  entry('0xdbed18e0', `handleAggregatedOps((${operation7}[],address,bytes)[],address)`, 'relay', aggregatedOperations),
  entry('0x8dd7712f', `executeUserOp(${operation7},bytes32)`, 'account', (args, wrapper) => {
    const start = args.size(0);
    const data = withoutUserOp(args.dynamicBytes(start + args.size(start + 96)));
    return [{ to: accountOf(wrapper), value: 0n, data }];
  }),
  // ERC-7710: MetaMask's delegations.
  entry('0xcef6d209', 'redeemDelegations(bytes[],bytes32[],bytes[])', 'relay', delegations),
];

/** The calls of an ABI-encoded list of receiver, amount and data; none where it is no such list. Never throws. */
export function readCallList(digits: string): readonly Pick<Call, 'to' | 'value' | 'data'>[] {
  try {
    return callsAt(new Calldata(digits), 0);
  } catch {
    return [];
  }
}

/** True for calldata of a method that carries calls. */
export function isWrapperSelector(selector: string): boolean {
  return wrapperOf.has(selector);
}

const wrapperOf: ReadonlyMap<string, Wrapper> = new Map(wrappers.map((each) => [each.selector, each]));

/** True for a contract's call of itself, which vaults have as well. */
export function isMulticall({ data }: Pick<Call, 'data'>): boolean {
  return wrapperOf.get(data.slice(0, 10))?.maker === 'caller';
}

/** What a wrapper holds. */
export type Opened = {
  /** The calls are the wrapper's own message again: they share its ETH, and its answer holds theirs. */
  readonly isSameMessage: boolean;
  readonly calls: readonly Call[];
  /** Bytes follow that belong to none of the arguments. */
  readonly hasTrailingBytes: boolean;
};

/** The calls inside a call; `null` when it is no wrapper, or cannot be read as one. Never throws. */
export function openCall(outer: Call): Opened | null {
  const wrapper = wrapperOf.get(outer.data.slice(0, 10));
  if (!wrapper) {
    return null;
  }
  const args = new Calldata(outer.data.slice(10));
  try {
    const account = accountOf(outer);
    const isSameMessage = wrapper.maker === 'caller';
    const owner = wrapper.maker === 'account' ? account : outer.owner;
    const calls = wrapper.read(args, outer).map((inner): Call => ({
      owner: inner.owner ?? owner,
      from: inner.from ?? (isSameMessage ? outer.from : account),
      // Accounts of ERC-7821 take no receiver for themselves.
      to: isSameAddress(inner.to, zero) ? (inner.from ?? account) : inner.to,
      value: inner.value,
      data: inner.data,
      isDelegate: isSameMessage ? outer.isDelegate : (inner.isDelegate ?? false),
    }));
    return { isSameMessage, calls, hasTrailingBytes: args.hasTrailingBytes };
  } catch {
    return null;
  }
}
