import { networks, type Hex } from '@pooled-staking/core';
import { AbiCoder } from 'ethers';
import fc from 'fast-check';
import { contracts as known, oddCalls } from '../../../core/test/insight/odd-calls';
import { ofAccount, ofRelay } from '../../../core/test/insight/wrap';
import { vault } from './chain';

/** The fields of a transaction as a wallet may hand them over, whatever they hold. */
export type OddTransaction = Record<string, unknown>;

const pools = networks.flatMap((network) => network.pools.map(({ address }) => address));
const contracts = [
  ...known,
  ...networks.flatMap(({ stakewise, multicall3 }) => [
    ...(stakewise ? [stakewise.keeper, stakewise.vaultsRegistry] : []),
    multicall3,
  ]),
];
const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString('hex')}`;
const bytes = (maxLength: number): fc.Arbitrary<string> => fc.uint8Array({ maxLength }).map(hex);
const anyAddress = fc.uint8Array({ minLength: 20, maxLength: 20 }).map(hex);
const lookAlike = fc
  .tuple(fc.constantFrom(...pools), anyAddress)
  .map(([pool, middle]) => `${pool.slice(0, 6)}${middle.slice(6, 38)}${pool.slice(-4)}`);
export const address = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...pools) },
  { weight: 2, arbitrary: anyAddress },
  { weight: 1, arbitrary: lookAlike },
  { weight: 3, arbitrary: fc.constantFrom(...contracts) },
);

/** The same, as arguments of calls are encoded from. */
const account = address.map((each) => each.toLowerCase());

const uint = fc.oneof(
  fc.bigInt({ min: 0n, max: 10n }),
  fc.bigInt({ min: 0n, max: 2n ** 128n }),
  fc.constantFrom(2n ** 256n - 1n, 2n ** 255n, 2n ** 64n, 10n ** 18n),
);
const root = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(hex);
const int160 = fc.bigInt({ min: -(2n ** 159n), max: 2n ** 159n - 1n });
const uint160 = fc.bigInt({ min: 0n, max: 2n ** 160n - 1n });
const report = fc.tuple(root, int160, uint160, fc.array(root, { maxLength: 3 }));

const call = (method: string, ...args: fc.Arbitrary<unknown>[]): fc.Arbitrary<string> =>
  fc.tuple(...args).map((values) => vault.encodeFunctionData(method, values));

const single = fc.oneof(
  call('deposit', account, account),
  call('updateStateAndDeposit', account, account, report),
  call('updateState', report),
  call('enterExitQueue', uint, account),
  call('redeem', uint, account),
  call('claimExitedAssets', uint, uint, uint),
);

/** Well-formed calls of a vault, nested at times. */
const whole: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    single,
    fc.array(tie('any'), { maxLength: 4 }).map((calls) => vault.encodeFunctionData('multicall', [calls])),
  ),
})).any;

/** A call with a part of it cut out, doubled or replaced. */
const broken = fc.tuple(whole, fc.nat(), fc.nat({ max: 70 }), bytes(40)).map(([data, place, length, filling]) => {
  const at = 10 + (place % Math.max(1, data.length - 9));
  return `${data.slice(0, at)}${filling.slice(2)}${data.slice(at + length)}`;
});

/** A known selector with words behind it that may be offsets. */
const words = fc
  .tuple(
    fc.constantFrom('f9609f08', '18f72950', '1a7ff553', '8ceab9aa', '8697d2c2', 'ac9650d8', 'e9ae5c53'),
    fc.array(uint, { maxLength: 10 }),
  )
  .map(([selector, list]) => `0x${selector}${list.map((each) => each.toString(16).padStart(64, '0')).join('')}`);

const batch = fc.array(fc.tuple(account, uint, whole), { maxLength: 4 }).map((calls) => {
  const coder = AbiCoder.defaultAbiCoder();
  const encoded = coder.encode(['(address,uint256,bytes)[]'], [calls]);
  return `0xe9ae5c53${coder.encode(['bytes32', 'bytes'], [`0x01${'00'.repeat(31)}`, encoded]).slice(2)}`;
});

/** Calls in each wrapper that is known. */
const wrappings = [...Object.values(ofAccount), ...Object.values(ofRelay)].map((wrap) =>
  wrap(
    pools.map((pool) => ({
      to: pool,
      value: 10n ** 18n,
      data: vault.encodeFunctionData('enterExitQueue', [1n, pool]) as Hex,
    })),
  ),
);

/** The same, whole or with a part of it replaced. */
const wrapped = fc
  .tuple(fc.constantFrom(...wrappings), fc.nat(), fc.nat({ max: 70 }), fc.option(bytes(40), { nil: null }))
  .map(([wrapping, place, length, filling]) => {
    const at = 10 + (place % (wrapping.length - 9));
    return filling === null ? wrapping : `${wrapping.slice(0, at)}${filling.slice(2)}${wrapping.slice(at + length)}`;
  });

/** Of every method of all pools' contracts. */
const ofAnyPool = oddCalls(20_261, 500);

const data = fc.oneof(
  whole,
  broken,
  ofAnyPool,
  words,
  batch,
  wrapped,
  bytes(200),
  fc.constantFrom('0x', '', '0x1', '0xac9650d8'),
);
const quantity = uint.map((value) => `0x${value.toString(16)}`);
const junk = fc.oneof(fc.string(), fc.integer(), fc.constantFrom(null, undefined, true, '0x', '0xzz'), fc.object());

const usual = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary }, { weight: 1, arbitrary: junk });

/** Transactions of every kind: whole, broken, with missing or senseless fields. */
export const oddTransaction: fc.Arbitrary<OddTransaction> = fc
  .record(
    {
      from: usual(address),
      to: usual(address),
      value: usual(quantity),
      data: usual(data),
      nonce: usual(quantity),
      gas: junk,
    },
    { requiredKeys: [] },
  )
  .chain((transaction) =>
    // A batch is one of an account's calls to itself.
    fc
      .boolean()
      .map((isOwn) => (isOwn && 'from' in transaction ? { ...transaction, to: transaction.from } : transaction)),
  );

export const chainIds = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('eip155:31337', ...networks.map(({ chainId }) => `eip155:${chainId}`)) },
  { weight: 1, arbitrary: fc.constantFrom('eip155:137', 'eip155:', 'solana:x', '', null, 1) },
);
