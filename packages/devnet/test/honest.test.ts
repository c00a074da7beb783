import { describe, expect, it } from '@jest/globals';
import {
  isStakingError,
  metis,
  readHarvestParams,
  readVaultState,
  toHarvestTuple,
  type Address,
  type Hex,
  type Request,
  type Transaction,
} from '@pooled-staking/core';
import { AbiCoder, Interface } from 'ethers';
import { reportRuns, runsOf } from '../../core/test/long';
import { LockingNode } from '../../core/test/metis/locking-node';
import { loadLockingTrace, type LockingLife, type LockingStep } from '../../core/test/metis/locking-trace';
import { artemis } from '../../core/src/protocols/metis/artemis/index';
import { eMetisProtocol, seMetisProtocol } from '../../core/src/protocols/metis/enki/protocols';
import { lockingPoolAbi } from '../../core/src/protocols/metis/sequencers/abi';
import { stakewise } from '../../core/src/protocols/stakewise/index';
import { accounts, operatorAccount } from '../src/accounts';
import { contractInterface } from '../src/contracts/deploy';
import { poolInterface } from '../src/operator/protocol';
import { PoolOnChain } from './core/pool-on-chain';
import { HonestRecord, Lookout } from './lookout';
import { ArtemisOnChain, artemisSeconds, contracts } from './metis/artemis-on-chain';
import { DAY, eMetis, EnkiChain, enkiToken, METIS, metisToken, minter, seMetis } from './metis/enki-chain';

const rounds = runsOf(6, 2);
/** Of so many recorded states one is looked at. */
const stride = runsOf(2, 8);
const people = accounts.slice(0, 4) as readonly Address[];
const most = 2n ** 256n - 1n;
const nobody = `0x${'00'.repeat(20)}`;
const encode = (name: string, method: string, ...args: readonly unknown[]): Hex =>
  contractInterface(name).encodeFunctionData(method, args) as Hex;

const record = new HonestRecord();

/** What is met, each at least four times. */
const met = {
  ETH: [
    ...['stake', 'stake by plain ETH', 'stake with a referrer', 'stake with a mark', 'stake by a smart account'],
    ...['stake with a report', 'report', 'exit', 'exit of all', 'exits together', 'claim'],
  ],
  ENKI: [
    ...['approval of the amount', 'approval of all', 'mint', 'stake', 'stake METIS', 'stake by shares', 'stake ENKI'],
    ...['unstake ENKI', 'redeem', 'redeem by assets', 'ticket', 'cancel', 'claim of a ticket', 'claim of what vests'],
    'transfer',
  ],
  Artemis: ['stake', 'stake at any rate', 'harvest', 'exit', 'claim'],
  sequencers: [...['approval of the amount', 'lock', 'top-up', 'withdraw', 'withdrawRewards', 'unlock', 'unlockClaim']],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What an honest person is to mind all the same. */
const minded: readonly string[] = [
  // ENKI that leaves stops what still vests.
  'ENKI: unstake ENKI: vesting-stops',
  // Rewards go to whom the stake does not belong to: a person says of accounts of their own that they are.
  'sequencers: lock: rewards-to-another',
];

describe('honest transactions are never called dangerous', () => {
  it.each([1, 2] as const)(
    'with the ETH pool of version %i, as the quotes and as other pages make them',
    async (poolVersion) => {
      const chain = await PoolOnChain.launch({ poolVersion, seed: true });
      try {
        const { context, devnet } = chain;
        const to = context.pool.address;
        const lookout = new Lookout(record, 'ETH', `eip155:${devnet.chainId}`, context.request);
        const call = (method: string, ...args: readonly unknown[]): Hex =>
          poolInterface.encodeFunctionData(method, args) as Hex;
        const send = async (transaction: Transaction) => chain.send(transaction);
        const smart = new Interface(['function execute(bytes32 mode, bytes calls)']);
        // The chain begins with a penalty, which every stake of the next 30 days is warned of.
        await devnet.operator.advanceTime(31 * DAY);
        await devnet.operator.report(METIS / 50n);
        for (let round = 0; round < rounds; round += 1) {
          for (const from of people) {
            const value = 2n * METIS + BigInt(round);
            await lookout.quoted('stake', await stakewise.quoteStake(context, from, value), send);
            await lookout.quoted('exit', await stakewise.quoteUnstake(context, from, value / 2n), send);
            const claim = await stakewise.quoteClaim(context, from).catch((error: unknown) => {
              // Nothing to claim yet: there is no transaction to look at.
              if (isStakingError(error)) {
                return null;
              }
              throw error;
            });
            if (claim) {
              await lookout.quoted('claim', claim, send);
            }
          }
          // The pool lives on: a report, ETH from validators, time.
          await devnet.operator.report(METIS / 50n);
          await devnet.operator.returnEth().catch(() => undefined);
          await devnet.operator.advanceTime(DAY);
          for (const from of people) {
            const value = METIS / BigInt(3 + round);
            const held = (await chain.view(from)).shares;
            const deposit = call('deposit', from, nobody);
            await lookout.look('stake by plain ETH', { from, to, value, data: '0x' });
            await lookout.look('stake with a referrer', { from, to, value, data: call('deposit', from, accounts[8]) });
            await lookout.look('stake with a mark', { from, to, value, data: `${deposit}c0ffee` });
            const exit = call('enterExitQueue', held / 3n, from);
            await lookout.look('exit', { from, to, data: exit });
            await lookout.look('exit of all', { from, to, data: call('enterExitQueue', held, from) });
            await lookout.look('exits together', { from, to, data: call('multicall', [exit, exit]) });
            const calls = AbiCoder.defaultAbiCoder().encode(['(address,uint256,bytes)[]'], [[[to, value, deposit]]]);
            const data = smart.encodeFunctionData('execute', [`0x01${'00'.repeat(31)}`, calls]) as Hex;
            await lookout.look('stake by a smart account', { from, to: from, data }, true);
          }
          await devnet.operator.report(METIS / 50n, false);
          await devnet.operator.report(METIS / 50n, false);
          const report = toHarvestTuple(await readHarvestParams(context, await readVaultState(context)));
          for (const from of people) {
            const data = call('updateStateAndDeposit', from, nobody, report);
            await lookout.look('stake with a report', { from, to, value: METIS, data });
            await lookout.look('report', { from, to, data: call('updateState', report) });
          }
        }
      } finally {
        await chain.devnet.stop();
      }
    },
    300_000,
  );

  it('with ENKI, as the quotes and as its own site make them', async () => {
    const chain = await EnkiChain.start();
    try {
      const lookout = new Lookout(record, 'ENKI', 'eip155:1088', chain.request);
      const { redemptionQueue: queue, vesting } = chain.contracts as Record<'redemptionQueue' | 'vesting', Address>;
      const look = async (kind: string, from: Address, to: string, data: Hex): Promise<void> =>
        lookout.look(kind, { from, to: to as Address, data });
      const send = async (transaction: Transaction) => chain.send({ approvals: [], transaction });
      const quoted = async (kind: string, quote: Parameters<Lookout['quoted']>[1]): Promise<void> =>
        lookout.quoted(kind, quote, send);
      const enki = { symbol: 'ENKI', decimals: 18, address: enkiToken } as const;
      for (const person of people) {
        await chain.call(operatorAccount, enkiToken, 'EnkiToken', 'transfer', person, 10_000n * METIS);
      }
      for (let round = 0; round < rounds; round += 1) {
        for (const person of people) {
          await quoted('mint', await eMetisProtocol.quoteStake(chain.eMetis, person, 20n * METIS + BigInt(round)));
          await quoted('stake', await seMetisProtocol.quoteStake(chain.seMetis, person, 5n * METIS + BigInt(round)));
          const [ofMetis, ofEnki] = [{ asset: metis }, { asset: enki }];
          await quoted('stake METIS', await seMetisProtocol.quoteStake(chain.seMetis, person, 3n * METIS, ofMetis));
          await quoted('stake ENKI', await seMetisProtocol.quoteStake(chain.seMetis, person, 7n * METIS, ofEnki));
          await quoted('redeem', await seMetisProtocol.quoteUnstake(chain.seMetis, person, 2n * METIS));
          await quoted('ticket', await eMetisProtocol.quoteUnstake(chain.eMetis, person, METIS));
          // As its own site would.
          for (const [token, spender] of [
            ...[[metisToken, minter] as const, [eMetis, seMetis] as const],
            ...[[eMetis, queue] as const, [enkiToken, vesting] as const],
          ]) {
            await look('approval of all', person, token, encode('EMetis', 'approve', spender, most));
            await look('approval of the amount', person, token, encode('EMetis', 'approve', spender, METIS));
          }
          await look('redeem by assets', person, seMetis, encode('SeMetis', 'withdraw', METIS, person, person));
          await look('transfer', person, eMetis, encode('EMetis', 'transfer', accounts[5], METIS));
          await look('transfer', person, seMetis, encode('EMetis', 'transfer', accounts[5], METIS));
          await chain.call(person, eMetis, 'EMetis', 'approve', seMetis, 2n * METIS);
          await look('stake by shares', person, seMetis, encode('SeMetis', 'mint', METIS, person));
          await chain.call(person, metisToken, 'MetisToken', 'approve', minter, METIS);
          const mint = encode('EMetisMinter', 'mint', person, METIS, true, nobody);
          await look('stake METIS', person, minter, mint);
          const ticket = BigInt(round * people.length + people.indexOf(person));
          await look('cancel', person, queue, encode('RedemptionQueue', 'cancelRedemptionTicketNft', person, ticket));
        }
        await chain.reward(METIS);
        await chain.pass(20 * DAY + 60);
        await chain.fundQueue(BigInt(people.length) * METIS);
        for (const person of people) {
          await quoted('claim of a ticket', await eMetisProtocol.quoteClaim(chain.eMetis, person));
          await quoted('claim of what vests', await seMetisProtocol.quoteClaim(chain.seMetis, person));
          await look('unstake ENKI', person, vesting, encode('EnkiVesting', 'unstake'));
        }
      }
    } finally {
      await chain.anvil.stop();
    }
  }, 300_000);

  it('with Artemis', async () => {
    const on = await ArtemisOnChain.start();
    try {
      const lookout = new Lookout(record, 'Artemis', 'eip155:1088', on.request);
      const send = async (transaction: Transaction) => on.sendQuoted(transaction);
      const quoted = async (kind: string, quote: Parameters<Lookout['quoted']>[1]): Promise<void> =>
        lookout.quoted(kind, quote, send);
      const context = on.context();
      const { pool, withdrawalManager } = contracts;
      let released = 0n;
      for (let round = 0; round < 2 * rounds; round += 1) {
        for (const from of on.people) {
          await quoted('stake', await artemis.quoteStake(context, from, 9n * METIS + BigInt(round)));
          await quoted('exit', await artemis.quoteUnstake(context, from, 2n * METIS));
          await lookout.look('harvest', { from, to: pool, data: encode('AMTDepositPool', 'harvest') });
          const deposit = encode('AMTDepositPool', 'deposit', 0n, 'friend');
          await lookout.look('stake at any rate', { from, to: pool, data: deposit, value: METIS });
          const ask = encode('AMTWithdrawalManager', 'initiateWithdrawal', METIS);
          await lookout.look('exit', { from, to: withdrawalManager, data: ask });
        }
        await on.reward(METIS, round % 2 === 0);
        released += BigInt(on.people.length);
        await on.release(released);
        await on.wait(artemisSeconds.delay);
        for (const person of on.people) {
          await quoted('claim', await artemis.quoteClaim(context, person));
        }
      }
    } finally {
      await on.anvil.stop();
    }
  }, 300_000);

  it('with the sequencer pool, at recorded states of the real contracts of both codes', async () => {
    const trace = loadLockingTrace();
    for (const life of [trace, trace.newerPool]) {
      await lookAtLife(life);
    }
  }, 300_000);

  it('are a thousand and more, of every protocol and kind, with no warning but what is to be minded', () => {
    process.stdout.write(`${record.count} honest transactions:\n${String(record)}\n`);
    expect(record.alarms).toEqual([]);
    expect(record.count).toBeGreaterThanOrEqual(1_000);
    for (const [protocol, kinds] of Object.entries(met)) {
      const counts = kinds.map((kind) => record.kinds.get(`${protocol}: ${kind}`) ?? 0);
      expect(kinds.filter((_, index) => (counts[index] ?? 0) < 4)).toEqual([]);
      expect(counts.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(80);
    }
    expect(record.warned.filter((each) => !minded.includes(each))).toEqual([]);
    reportRuns('Honest transactions of every pool', { transactions: record.count });
  });
});

/** Deeds that an owner may do at a state, by the names that the record asks the contracts with; each with 1 wei of METIS. */
const deeds: Readonly<Record<string, readonly [kind: string, method: string, ...args: readonly unknown[]]>> = {
  relock1: ['top-up', 'relock', 1n, false],
  withdraw1: ['withdraw', 'withdraw', 1n],
  withdrawRewards: ['withdrawRewards', 'withdrawRewards', 200_000n],
  unlock: ['unlock', 'unlock', 200_000n],
  unlockClaim: ['unlockClaim', 'unlockClaim', 200_000n],
};

/**
 * What owners did. Not among it: a sequencer that is handed over, which is to be minded, and claims, which the state before
 * them calls too early, since it is time alone that makes them due.
 */
const done: Readonly<Record<string, string>> = {
  ...{ relock: 'top-up', withdraw: 'withdraw', withdrawRewards: 'withdrawRewards', unlock: 'unlock' },
  ...{ lockFor: 'lock', lockWithRewardRecipient: 'lock', approve: 'approval of the amount' },
};

/** The recorded chain, where what is looked at goes through: the record says so of each. */
const goingThrough =
  (node: LockingNode): Request =>
  async (asked) => {
    const { method, params } = asked;
    const [{ to } = {}] = (params ?? []) as [{ to?: string }?];
    switch (method) {
      case 'eth_gasPrice':
        return '0x3b9aca00';
      case 'eth_estimateGas':
        return '0x30d40';
      case 'eth_call':
        return to?.toLowerCase() === node.life.contracts.lockingPool.toLowerCase() ? '0x' : node.context.request(asked);
      default:
        return node.context.request(asked);
    }
  };

/** What owners of sequencers could do and did in a life, each at a state of the contracts that takes it. */
async function lookAtLife(life: LockingLife): Promise<void> {
  const node = new LockingNode(life);
  const pool = life.contracts.lockingPool.toLowerCase() as Address;
  const lookout = new Lookout(record, 'sequencers', `eip155:${life.chainId}`, goingThrough(node));
  /** The fee of the bridge, which an owner pays where there is a reward to bridge and nowhere else. */
  const feeOf = (id: string): bigint => (BigInt(node.state?.sequencers[id]?.reward ?? 0n) > 0n ? 1n : 0n);
  const isPool = (): boolean => node.state?.pool.escrow === life.contracts.lockingInfo;

  const lookAtDone = async ({ tx }: LockingStep): Promise<void> => {
    const call = [lockingPoolAbi, tokenCalls].flatMap((abi) => abi.parseTransaction({ data: tx.input }) ?? [])[0];
    const kind = done[call?.name ?? ''];
    const isPaid = ['withdrawRewards', 'unlock', 'unlockClaim'].includes(call?.name ?? '');
    const fee = isPaid ? feeOf(String(call?.args[0])) : 0n;
    const { from, to, input: data } = tx;
    const value = BigInt(tx.value);
    const isKnown = Object.keys(node.state?.users ?? {}).includes(from);
    // Nobody honest pays a fee that is kept for nothing, takes out nothing, or approves somebody who takes nothing.
    const isHonest =
      value > 0n === fee > 0n &&
      (call?.name !== 'withdrawRewards' || fee > 0n) &&
      (call?.name !== 'approve' || call.args[0] === life.contracts.lockingInfo);
    if (kind !== undefined && tx.status === 1 && isKnown && isHonest) {
      await lookout.look(kind, { from, to, data, value });
    }
  };

  let isTold = false;
  for (const step of life.steps) {
    if (isTold && isPool()) {
      await lookAtDone(step);
    }
    node.advance(step);
    const { state, n } = step;
    // Within a block no state is told.
    isTold = state !== null;
    if (!state || !isPool()) {
      continue;
    }
    for (const [id, answers] of Object.entries(state.can)) {
      const owner = node.state?.sequencers[id]?.owner.toLowerCase() as Address;
      for (const [name, answer] of Object.entries(answers)) {
        const [kind = '', method = '', ...args] = deeds[name] ?? [];
        const value = name === 'relock1' || name === 'withdraw1' ? 0n : feeOf(id);
        const isWorthless = name === 'withdrawRewards' && value === 0n;
        if (answer === 'ok' && !isWorthless && (n % stride === 0 || name === 'unlockClaim')) {
          const data = lockingPoolAbi.encodeFunctionData(method, [BigInt(id), ...args]);
          await lookout.look(kind, { from: owner, to: pool, data, value });
        }
      }
    }
  }
}

const tokenCalls = new Interface(['function approve(address,uint256)']);
