import { describe, expect, it } from '@jest/globals';
import {
  andromeda,
  artemis,
  artemisPool,
  eMetisPool,
  metisSequencers,
  seMetisPool,
  type Address,
  type Asset,
  type Hex,
  type PoolContext,
  type Protocol,
  type Quote,
} from '@pooled-staking/core';
import { tokenAbi } from '../../../core/src/assets/token';
import type { ContractAbi } from '../../../core/src/chain/contract-abi';
import { ethereum, sequencerPool } from '../../../core/src/networks/ethereum';
import { artemisAbi } from '../../../core/src/protocols/metis/artemis/abi';
import { enkiAbi, queueAbi, vaultAbi, vestingAbi } from '../../../core/src/protocols/metis/enki/abi';
import { eMetisProtocol, seMetisProtocol } from '../../../core/src/protocols/metis/enki/protocols';
import { lockingInfoAbi, lockingPoolAbi } from '../../../core/src/protocols/metis/sequencers/abi';
import {
  blockHeader,
  decodeAggregate,
  encodeOutcomes,
  marks,
  multicallInterface,
} from '../../../core/test/recorded-chain';
import type { Intent } from './activity';
import { checkTransaction } from './check-transaction';

const METIS = 10n ** 18n;
const account: Address = `0x${'ab'.repeat(20)}`;
const at = (digit: string): Address => `0x${digit.repeat(40)}`;
const [queue, vesting, dispatcher, treasury, config] = ['1', '2', '3', '4', '5'].map(at) as [
  ...[Address, Address, Address, Address, Address],
];
const { enki: enkiContracts, nativeToken } = andromeda;
const enki = enkiContracts?.enki as Asset;
const now = { block: 20_000_000, timestamp: 1_790_000_000 };

const abis: readonly ContractAbi[] = [
  ...[multicallInterface, tokenAbi, artemisAbi, enkiAbi, queueAbi, vaultAbi, vestingAbi],
  ...[lockingPoolAbi, lockingInfoAbi],
];

/** Getters that every contract of a chain answers alike: an account that has everything and approved nothing. */
const answers: Readonly<Record<string, (args: readonly unknown[]) => readonly unknown[]>> = {
  ...Object.fromEntries(Object.entries(marks).map(([name, read]) => [name, (args) => [read(now, args)]])),
  getEthBalance: () => [1_000n * METIS],
  // Tickets are as many as logs tell: none.
  balanceOf: () => [1_000n * METIS],
  allowance: () => [1n],
  totalSupply: () => [10_000n * METIS],
  totalAssets: () => [11_000n * METIS],
  totalDeposits: () => [11_000n * METIS],
  paused: () => [false],
  isPublic: () => [true],
  isPaused: () => [false],
  hasRole: () => [false],
  vestingRatio: () => [500_000n],
  getUserWithdrawRequestLength: () => [1n],
  getUserWithdrawRequest: () => [METIS, METIS, 1_700_000_000n],
  nextUnlockNonce: () => [5n],
  config: () => [config],
  redemptionQueue: () => [queue],
  vesting: () => [vesting],
  rewardDispatcher: () => [dispatcher],
  protocolTreasury: () => [treasury],
  metis: () => [nativeToken],
  eMetis: () => [enkiContracts?.eMetis],
  seMetis: () => [enkiContracts?.seMetis],
  enki: () => [enki.address],
  eMetisMinter: () => [enkiContracts?.minter],
  redemptionQueueAccounting: () => [0n, 0n],
  userInfos: () => [700n * METIS, METIS, 0n, 1_780_000_000n, METIS],
  nftInformation: () => [false, 1_780_000_000n, METIS, 0n, 0n, at('0'), 0n, false],
  claimable: () => [METIS],
  totalSequencers: () => [2n],
  seqStatuses: ([status]) => [Number(status) === 0 || Number(status) === 3 ? 0n : 1n],
  sequencers: ([id]) => {
    const isActive = Number(id) === 1;
    const [exit, status] = isActive ? [0n, 2n] : [1_780_000_000n, 1n];
    const amounts = [30_000n * METIS, 5n * METIS, 2n, 2n, 0n, exit, exit, 1n];
    return [...amounts, account, at('6'), '0x', at('7'), status];
  },
  curBatchState: () => [9n, 1n, 1n, 2n],
  whitelist: () => [true],
  escrow: () => [ethereum.metisSequencers?.lockingInfo],
  minLock: () => [20_000n * METIS],
  maxLock: () => [100_000n * METIS],
  rewardPayer: () => [treasury],
  bridge: () => [treasury],
};

function answerCall(data: Hex): { success: boolean; returnData: Hex } {
  for (const abi of abis) {
    const call = abi.parseTransaction({ data });
    if (call) {
      const values = answers[call.name]?.(call.args) ?? [1_000n];
      return { success: true, returnData: abi.encodeFunctionResult(call.name, values) };
    }
  }
  return { success: false, returnData: '0x' };
}

/** The log by which the account got a ticket of the redemption queue. */
const ticketLog = (topics: readonly Hex[], address: Address, data: Hex, logIndex: number) => ({
  ...{ address, topics, data, blockNumber: '0x1200000', logIndex: `0x${logIndex}`, transactionHash: at('9') },
  ...{ blockHash: `0x${'1200000'.padStart(64, '0')}`, removed: false },
});

/** A node on which everything works. */
const contextOf = (network: PoolContext['network'], pool: PoolContext['pool']): PoolContext => ({
  network,
  pool,
  fetchText: async () => Promise.reject(new Error('Nothing is fetched.')),
  rewardsGateways: [],
  request: async ({ method, params }) => {
    await Promise.resolve();
    const [first] = params as [unknown];
    switch (method) {
      case 'eth_getBlockByNumber':
        return blockHeader(first === 'latest' ? now.block : Number(first), now.timestamp);
      case 'eth_call': {
        const { to, data } = first as { to: string; data: Hex };
        return to.toLowerCase() === network.multicall3.toLowerCase()
          ? encodeOutcomes(decodeAggregate(data).map(({ callData }) => answerCall(callData)))
          : '0x';
      }
      case 'eth_estimateGas':
      case 'eth_gasPrice':
        return '0x186a0';
      case 'eth_getStorageAt':
        return `0x${'0'.repeat(64)}`;
      case 'eth_getLogs': {
        const { address } = first as { address: string | string[] };
        const word = (value: string): Hex => `0x${value.replace('0x', '').padStart(64, '0')}`;
        const mint = [tokenAbi.topic('Transfer'), word('0'), word(account), word('7')];
        const isMint = JSON.stringify(first).includes(`null,["${word(account)}"]]`);
        return isMint && [address].flat().some((each) => each.toLowerCase() === queue)
          ? [ticketLog(mint, queue, '0x', 1)]
          : [];
      }
      default:
        throw new Error(`Nothing answers ${method}.`);
    }
  },
});

type Proposal = {
  readonly name: string;
  readonly intent: Intent;
  readonly quote: (protocol: Protocol, context: PoolContext) => Promise<Quote>;
  /** Transactions in all. */
  readonly count: number;
};

const change = (
  kind: 'stake' | 'unstake',
  amount: bigint | 'max',
  count: number,
  options: Parameters<Protocol['quoteStake']>[3] = {},
): Proposal => ({
  name: `${kind} ${amount === 'max' ? amount : String(amount / METIS)} ${options.asset?.symbol ?? ''}`,
  intent: { kind, amount: String(amount), title: '' },
  count,
  quote: async (protocol, context) =>
    kind === 'stake'
      ? protocol.quoteStake(context, account, amount as bigint, options)
      : protocol.quoteUnstake(context, account, amount, options),
});
const claim = (...ids: bigint[]): Proposal => ({
  name: `claim ${ids.join()}`,
  intent: { kind: 'claim', exits: ids.length > 0 ? ids.map(String) : null, title: '' },
  count: 1,
  quote: async (protocol, context) => protocol.quoteClaim(context, account, ids.length > 0 ? ids : undefined),
});

const cases: readonly (readonly [string, Protocol, PoolContext, readonly Proposal[]])[] = [
  [
    'Artemis',
    artemis,
    contextOf(andromeda, artemisPool),
    [change('stake', METIS, 1), change('unstake', METIS, 1), change('unstake', 'max', 1), claim()],
  ],
  [
    'eMETIS',
    eMetisProtocol,
    contextOf(andromeda, eMetisPool),
    [
      change('stake', METIS, 2),
      change('unstake', METIS, 2),
      change('unstake', 'max', 2),
      // A little more than there is means all of it, and that is what is approved.
      { ...change('unstake', 1_000n * METIS + 5n, 2), name: 'unstake a little more than all' },
      claim(),
    ],
  ],
  [
    'seMETIS',
    seMetisProtocol,
    contextOf(andromeda, seMetisPool),
    [
      change('stake', METIS, 2),
      ...[andromeda.nativeAsset, enki].map((asset) => change('stake', METIS, 2, { asset })),
      ...[METIS, 'max' as const].map((amount) => change('unstake', amount, 1)),
      change('unstake', 'max', 1, { asset: enki }),
      claim(),
    ],
  ],
  [
    'the sequencer pool',
    metisSequencers,
    contextOf(ethereum, sequencerPool),
    [
      change('stake', METIS, 2, { item: 1n }),
      change('stake', METIS, 2, { item: 1n, withRewards: true }),
      change('unstake', METIS, 1, { item: 1n }),
      change('unstake', 'max', 1, { item: 1n }),
      claim(1n),
      claim(2n),
    ],
  ],
];

describe.each(cases)('what %s proposes', (_, protocol, context, proposals) => {
  const { network, pool } = context;

  it.each(proposals.map((proposal) => [proposal.name, proposal] as const))(
    'is what the page lets through, and nothing else is: %s',
    async (_name, { intent, quote: read, count }) => {
      const quote = await read(protocol, context);
      const targets = (await protocol.readTargets?.(context)) ?? [];
      const all = [...quote.approvals, quote.transaction].map(({ from, to, value, data, gas }) => ({
        ...{ from, to, data },
        ...{ value: `0x${value.toString(16)}`, gas: `0x${gas.toString(16)}` },
      }));
      expect(all).toHaveLength(count);
      const last = all.at(-1)?.data;
      const check = (transaction: (typeof all)[number], named = targets) => {
        checkTransaction(transaction, account, { network, pool, targets: named }, intent, last);
      };
      for (const transaction of all) {
        check(transaction);
        const stranger: Address = `0x${'5e'.repeat(20)}`;
        const move = tokenAbi.encodeFunctionData('transfer', [stranger, METIS]);
        const others = [
          { ...transaction, to: stranger },
          { ...transaction, from: stranger },
          // Neither a contract of the pool nor a token of it moves anything away.
          ...[transaction.to, pool.address, pool.shareToken?.address, pool.asset.address, ...targets].flatMap((to) =>
            to ? [{ ...transaction, to, data: move }] : [],
          ),
        ];
        for (const other of others) {
          expect(() => {
            check(other);
          }).toThrow();
        }
      }
      const approval = quote.approvals[0] && all[0];
      if (approval) {
        const spender = `0x${approval.data.slice(34, 74)}`;
        const foreign = approval.data.replace(spender.slice(2), '5e'.repeat(20)) as Hex;
        expect(() => {
          check({ ...approval, data: foreign });
        }).toThrow();
      }
    },
  );
});
