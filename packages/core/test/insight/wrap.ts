import type { PlainCall } from '../../src/staking/call';
import { AbiCoder, Interface, concat, solidityPacked, toBeHex, zeroPadValue } from 'ethers';
import type { Address, Hex } from '../../src/units';

/** Calls put into a wrapper by an encoder that is not the product's own. */
export type Encode = (calls: readonly PlainCall[]) => Hex;

export const account: Address = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8';
export const delegate: Address = '0x90f79bf6eb2c4f870365e785982e1f101e93b906';
export const multiSend: Address = '0x9641d764fc13c8b624c04430c7356c1c7c8102e2';
const nobody: Address = `0x${'00'.repeat(20)}`;
const coder = AbiCoder.defaultAbiCoder();
const zeros = `0x${'00'.repeat(32)}`;

const tuples = (calls: readonly PlainCall[]): unknown[] => calls.map(({ to, value, data }) => [to, value, data]);
const last = (calls: readonly PlainCall[]): PlainCall => {
  const call = calls.at(-1);
  if (!call) {
    throw new Error('A wrapper needs a call.');
  }
  return call;
};

function encode(signature: string, args: readonly unknown[]): Hex {
  const abi = new Interface([`function ${signature}`]);
  return abi.encodeFunctionData(signature.slice(0, signature.indexOf('(')), args) as Hex;
}

export const callsType = '(address,uint256,bytes)[]';
const one =
  (signature: string, ...more: unknown[]): Encode =>
  (calls) =>
    encode(signature, [...Object.values(pick(last(calls))), ...more]);
const pick = ({ to, value, data }: PlainCall) => ({ to, value, data });
const list =
  (signature: string, ...more: unknown[]): Encode =>
  (calls) =>
    encode(signature, [tuples(calls), ...more]);
const parallel =
  (signature: string): Encode =>
  (calls) =>
    encode(signature, [calls.map(({ to }) => to), calls.map(({ value }) => value), calls.map(({ data }) => data)]);
const mapped =
  (signature: string, toItem: (call: PlainCall) => unknown, before: unknown[] = [], after: unknown[] = []): Encode =>
  (calls) =>
    encode(signature, [...before, calls.map(toItem), ...after]);

/** Modes of ERC-7579 and ERC-7821. */
export const modes = {
  single: zeros,
  singleTry: `0x0001${'00'.repeat(30)}`,
  delegate: `0xff${'00'.repeat(31)}`,
  batch: `0x01${'00'.repeat(31)}`,
  batchTry: `0x0101${'00'.repeat(30)}`,
  operation: `0x01000000000078210001${'00'.repeat(22)}`,
  batches: `0x01000000000078210002${'00'.repeat(22)}`,
} as const;

export const batchOf = (calls: readonly PlainCall[]): string => coder.encode([callsType], [tuples(calls)]);
export const singleOf = ({ to, value, data }: PlainCall): string =>
  solidityPacked(['address', 'uint256', 'bytes'], [to, value, data]);
export const batchesOf = (groups: readonly (readonly PlainCall[])[]): string =>
  coder.encode(
    ['bytes[]'],
    [groups.map((calls, index) => coder.encode([callsType, 'bytes'], [tuples(calls), `0x0${index}ff`]))],
  );
export const execute = (mode: string, data: string): Hex => encode('execute(bytes32,bytes)', [mode, data]);

/** Safe's packed list; `operation` 1 makes delegatecalls. */
export const packedOf = (calls: readonly PlainCall[], operation = 0): Hex =>
  concat(
    calls.map(({ to, value, data }) =>
      solidityPacked(
        ['uint8', 'address', 'uint256', 'uint256', 'bytes'],
        [operation, to, value, (data.length - 2) / 2, data],
      ),
    ),
  ) as Hex;

/** A Safe's transaction; by default of one call, which the Safe makes itself. */
export const execTransaction = ({ to, value, data }: PlainCall, operation = 0): Hex =>
  encode('execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)', [
    ...[to, value, data, operation, 0n, 0n, 0n, nobody, nobody],
    `0x${'11'.repeat(65)}`,
  ]);

const operation6 = (sender: Address, initCode: string, callData: string): unknown[] => [
  ...[sender, 1n, initCode, callData, 2n, 3n, 4n, 5n, 6n],
  ...['0xabcdef', '0x1234'],
];
const operation7 = (sender: Address, initCode: string, callData: string): unknown[] => [
  ...[sender, 1n, initCode, callData, zeros, 2n, zeros],
  ...['0xabcdef', '0x1234'],
];
const type6 = '(address,uint256,bytes,bytes,uint256,uint256,uint256,uint256,uint256,bytes,bytes)';
const type7 = '(address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes)';
export const handleOps6 = (callData: string, sender = account, initCode = '0x'): Hex =>
  encode(`handleOps(${type6}[],address)`, [[operation6(sender, initCode, callData)], nobody]);
export const handleOps7 = (callData: string, sender = account, initCode = '0x'): Hex =>
  encode(`handleOps(${type7}[],address)`, [[operation7(sender, initCode, callData)], nobody]);

const delegationType = '(address,address,bytes32,(address,bytes,bytes)[],uint256,bytes)[]';
/** Delegations from an account to another one, by way of a third: the root stands last. */
export const contextOf = (delegator: Address): string =>
  coder.encode(
    [delegationType],
    [
      [
        [delegate, multiSend, zeros, [], 1n, '0x5678'],
        [multiSend, delegator, `0x${'ff'.repeat(32)}`, [[nobody, '0x1234', '0x']], 2n, '0x9abc'],
      ],
    ],
  );
export const redeem = (contexts: readonly string[], given: readonly string[], data: readonly string[]): Hex =>
  encode('redeemDelegations(bytes[],bytes32[],bytes[])', [contexts, given, data]);

const sequenceCall = ({ to, value, data }: PlainCall): unknown[] => [false, true, 0n, to, value, data];
const sequenceType = '(bool,bool,uint256,address,uint256,bytes)[]';

/** What a wrapper is sent to, where it is not the account itself. */
export const relay: Address = '0xca11bde05977b3631167028862be2a173976ca11';

/**
 * Every wrapper that has calls of its own receivers, by signature. `account` owns what those of the first kind call, and
 * makes the calls itself; those of the second kind pass on what their caller gives them.
 */
export const ofAccount: Readonly<Record<string, Encode>> = {
  'execute(bytes32,bytes)': (calls) => execute(modes.batch, batchOf(calls)),
  'executeFromExecutor(bytes32,bytes)': (calls) =>
    encode('executeFromExecutor(bytes32,bytes)', [modes.batches, batchesOf([calls, []])]),
  'execute((address,uint256,bytes))': (calls) => encode('execute((address,uint256,bytes))', tuples([last(calls)])),
  'execute(address,uint256,bytes)': one('execute(address,uint256,bytes)'),
  'execute(address,uint256,bytes,uint8)': one('execute(address,uint256,bytes,uint8)', 0),
  'executeCall(address,uint256,bytes)': one('executeCall(address,uint256,bytes)'),
  'execute_ncC(address,uint256,bytes)': one('execute_ncC(address,uint256,bytes)'),
  'execTransactionFromEntrypoint(address,uint256,bytes)': one('execTransactionFromEntrypoint(address,uint256,bytes)'),
  'executeFromPluginExternal(address,uint256,bytes)': one('executeFromPluginExternal(address,uint256,bytes)'),
  'executeBatch((address,uint256,bytes)[])': list(`executeBatch(${callsType})`),
  'execute((address,uint256,bytes)[])': list(`execute(${callsType})`),
  'executeBatch(address[],uint256[],bytes[])': parallel('executeBatch(address[],uint256[],bytes[])'),
  'executeBatch_y6U(address[],uint256[],bytes[])': parallel('executeBatch_y6U(address[],uint256[],bytes[])'),
  'executeBatchCall(address[],uint256[],bytes[])': parallel('executeBatchCall(address[],uint256[],bytes[])'),
  'executeBatch(address[],bytes[])': (calls) =>
    encode('executeBatch(address[],bytes[])', [calls.map(({ to }) => to), calls.map(({ data }) => data)]),
  'executeWithoutChainIdValidation(bytes[])': (calls) =>
    encode('executeWithoutChainIdValidation(bytes[])', [[execute(modes.batch, batchOf(calls))]]),
  'executeWithRuntimeValidation(bytes,bytes)': (calls) =>
    encode('executeWithRuntimeValidation(bytes,bytes)', [execute(modes.batch, batchOf(calls)), '0x1234']),
  'execute((address,uint256,bytes)[],bytes)': list(`execute(${callsType},bytes)`, '0x1234'),
  'executeBySender((address,uint256,bytes)[])': list(`executeBySender(${callsType})`),
  'executeBySelf((address,uint256,bytes)[])': list(`executeBySelf(${callsType})`),
  'executeMultiple(((address,uint256,bytes)[],bytes)[])': (calls) =>
    encode(`executeMultiple((${callsType},bytes)[])`, [
      [
        [[], '0x12'],
        [tuples(calls), '0x34'],
      ],
    ]),
  'execute(((address,uint256,bytes)[],bool))': (calls) =>
    encode(`execute((${callsType},bool))`, [[tuples(calls), true]]),
  'execute((((address,uint256,bytes)[],bool),uint256,bytes32,address,uint256),bytes)': (calls) =>
    encode(`execute(((${callsType},bool),uint256,bytes32,address,uint256),bytes)`, [
      [[tuples(calls), true], 1n, zeros, nobody, 2n],
      '0x1234',
    ]),
  'execute((bool,bool,uint256,address,uint256,bytes)[],uint256,bytes)': mapped(
    `execute(${sequenceType},uint256,bytes)`,
    sequenceCall,
    [],
    [1n, '0x1234'],
  ),
  'selfExecute((bool,bool,uint256,address,uint256,bytes)[])': mapped(`selfExecute(${sequenceType})`, sequenceCall),
  'multiCall(address,(address,uint256,bytes)[])': (calls) =>
    encode(`multiCall(address,${callsType})`, [account, tuples(calls)]),
  'execute(uint256,address,uint256,bytes)': (calls) =>
    encode('execute(uint256,address,uint256,bytes)', [0n, ...Object.values(pick(last(calls)))]),
  'execute(address,bytes)': (calls) => encode('execute(address,bytes)', [last(calls).to, last(calls).data]),
  'executeDelegateCall(address,bytes)': (calls) =>
    encode('executeDelegateCall(address,bytes)', [multiSend, encode('multiSend(bytes)', [packedOf(calls)])]),
  'execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)': (calls) =>
    execTransaction({ to: multiSend, value: 0n, data: encode('multiSend(bytes)', [packedOf(calls)]) }, 1),
  'execTransactionFromModule(address,uint256,bytes,uint8)': one(
    'execTransactionFromModule(address,uint256,bytes,uint8)',
    0,
  ),
  'execTransactionFromModuleReturnData(address,uint256,bytes,uint8)': one(
    'execTransactionFromModuleReturnData(address,uint256,bytes,uint8)',
    0,
  ),
  'executeUserOp(address,uint256,bytes,uint8)': one('executeUserOp(address,uint256,bytes,uint8)', 0),
  'executeUserOpWithErrorString(address,uint256,bytes,uint8)': one(
    'executeUserOpWithErrorString(address,uint256,bytes,uint8)',
    0,
  ),
  [`executeUserOp(${type7},bytes32)`]: (calls) =>
    encode(`executeUserOp(${type7},bytes32)`, [
      operation7(account, '0x', concat(['0x8dd7712f', execute(modes.batch, batchOf(calls))])),
      zeros,
    ]),
  [`handleOps(${type6}[],address)`]: (calls) => handleOps6(execute(modes.batch, batchOf(calls))),
  [`handleOps(${type7}[],address)`]: (calls) =>
    handleOps7(concat(['0x8dd7712f', execute(modes.batch, batchOf(calls))])),
  [`handleAggregatedOps((${type6}[],address,bytes)[],address)`]: (calls) =>
    encode(`handleAggregatedOps((${type6}[],address,bytes)[],address)`, [
      [[[operation6(account, '0x', execute(modes.batch, batchOf(calls)))], nobody, '0x12']],
      nobody,
    ]),
  [`handleAggregatedOps((${type7}[],address,bytes)[],address)`]: (calls) =>
    encode(`handleAggregatedOps((${type7}[],address,bytes)[],address)`, [
      [
        [[], nobody, '0x'],
        [[operation7(account, '0x', execute(modes.batch, batchOf(calls)))], nobody, '0x12'],
      ],
      nobody,
    ]),
  'redeemDelegations(bytes[],bytes32[],bytes[])': (calls) =>
    redeem([contextOf(account), contextOf(account)], [modes.batch, modes.batch], [batchOf([]), batchOf(calls)]),
};

export const ofRelay: Readonly<Record<string, Encode>> = {
  'multiSend(bytes)': (calls) => encode('multiSend(bytes)', [packedOf(calls)]),
  'aggregate((address,bytes)[])': mapped('aggregate((address,bytes)[])', ({ to, data }) => [to, data]),
  'blockAndAggregate((address,bytes)[])': mapped('blockAndAggregate((address,bytes)[])', ({ to, data }) => [to, data]),
  'tryAggregate(bool,(address,bytes)[])': mapped('tryAggregate(bool,(address,bytes)[])', ({ to, data }) => [to, data], [
    true,
  ]),
  'tryBlockAndAggregate(bool,(address,bytes)[])': mapped(
    'tryBlockAndAggregate(bool,(address,bytes)[])',
    ({ to, data }) => [to, data],
    [false],
  ),
  'aggregate3((address,bool,bytes)[])': mapped('aggregate3((address,bool,bytes)[])', ({ to, data }) => [
    to,
    true,
    data,
  ]),
  'aggregate3Value((address,bool,uint256,bytes)[])': mapped(
    'aggregate3Value((address,bool,uint256,bytes)[])',
    ({ to, value, data }) => [to, false, value, data],
  ),
};

/** Contracts that call themselves again: no receiver, the caller stays. */
export const ofCaller: Readonly<Record<string, (data: readonly string[]) => Hex>> = {
  'multicall(bytes[])': (data) => encode('multicall(bytes[])', [data]),
  'multicall(uint256,bytes[])': (data) => encode('multicall(uint256,bytes[])', [1n, data]),
  'multicall(bytes32,bytes[])': (data) => encode('multicall(bytes32,bytes[])', [zeros, data]),
};

/** A number as a word, without `0x`. */
export const word = (value: bigint | number): string => zeroPadValue(toBeHex(value), 32).slice(2);
