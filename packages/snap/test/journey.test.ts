import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Prepared as PreparedResult } from '@pooled-staking/api';
import { accounts, type PoolVersion } from '@pooled-staking/devnet';
import {
  collateralize,
  ether,
  eventArgs,
  person,
  pool,
  startChain,
  vault,
  type Log,
  type Mined,
  type TestChain,
} from './support/chain';
import { dapp, install, type InstalledSnap } from './support/snap';

const stakeAmount = (3n * ether) / 2n;
const tenth = ether / 10n;
const day = 86_400;

const ceilDiv = (numerator: bigint, denominator: bigint): bigint => (numerator + denominator - 1n) / denominator;

describe.each<PoolVersion>([1, 2])('the journey through a pool of version %d', (poolVersion) => {
  let chain: TestChain;
  let snap: InstalledSnap;
  const gasPaid: bigint[] = [];
  const startOfQueue = { block: 0 };

  beforeAll(async () => {
    chain = await startChain({ poolVersion });
    await collateralize(chain);
    for (let report = 0; report < 4; report += 1) {
      await chain.operator.report(tenth);
    }
    snap = await install(new Map([[31337, chain.anvil]]), { gateways: [chain.gateway] });
  });

  afterAll(async () => chain.stop());

  /** Asks for a transaction, approves the dialog, checks the insight on what came back and sends it. */
  async function carryOut(
    name: 'stake' | 'unstake' | 'claim',
    params: { amount?: string },
    expected: { dialog: string[]; insight: string[] },
  ): Promise<Mined> {
    const nonce = await chain.nonce(person);
    const { result, error, texts } = await snap.ask(
      name,
      { account: person, pool: pool.id, ...params },
      async (dialog) => {
        await dialog.ok();
      },
    );
    expect(error).toBeUndefined();
    expect(texts).toEqual(expect.arrayContaining([dapp, person, pool.name, ...expected.dialog]));
    const prepared = result as PreparedResult;
    expect(prepared).toMatchObject({ status: 'prepared', chainId: 'eip155:31337' });
    const { timestamp } = (await chain.anvil.request('eth_getBlockByNumber', ['latest', false])) as {
      timestamp: string;
    };
    expect(Date.parse(prepared.validUntil) / 1000).toBe(Number(timestamp) + 600);
    expect(prepared.transactions).toHaveLength(1);
    const [transaction] = prepared.transactions;
    if (!transaction) {
      throw new Error('No transaction came back.');
    }
    expect(transaction).toMatchObject({ from: person, to: pool.address });
    expect(await chain.nonce(person)).toBe(nonce);

    const insight = await snap.insight(transaction);
    expect(insight?.severity).toBeUndefined();
    expect(insight?.texts).toEqual(expect.arrayContaining(expected.insight));

    const mined = await chain.send(transaction);
    expect(mined.status).toBe(1);
    gasPaid.push(mined.gasCost);
    return mined;
  }

  it('ends with the ETH that the contract gives, to the wei', async () => {
    const balanceAtStart = await chain.balance(person);

    // Stake.
    const sharesMinted = ceilDiv(stakeAmount * (await chain.read('totalShares')), await chain.read('totalAssets'));
    const staked = await carryOut(
      'stake',
      { amount: stakeAmount.toString() },
      { dialog: ['Stake 1.5 ETH', '2 days, 3 reports, after the fee'], insight: ['Stakes 1.5 ETH in the pool.'] },
    );
    expect(eventArgs(staked, 'Deposited').slice(2, 4)).toEqual([stakeAmount, sharesMinted]);
    expect(await chain.balance(person)).toBe(balanceAtStart - stakeAmount - (gasPaid[0] ?? 0n));

    // A reward arrives.
    await chain.operator.report(tenth);
    const worth = (sharesMinted * (await chain.read('totalAssets'))) / (await chain.read('totalShares'));
    expect(worth).toBeGreaterThan(stakeAmount);
    const rewards = await snap.call('viewRewards', { account: person, pool: pool.id });
    expect(rewards).toMatchObject({
      lifetimeRewards: (worth - stakeAmount).toString(),
      reconciled: true,
      totals: { staked: stakeAmount.toString(), paidOut: '0', stakedNow: worth.toString(), exitingNow: '0' },
      entries: [{ type: 'stake', assets: stakeAmount.toString(), shares: sharesMinted.toString(), counterparty: null }],
      nextCursor: null,
    });
    const earning = await snap.call('getPosition', { account: person, pool: pool.id });
    expect(earning).toMatchObject({ shares: sharesMinted.toString(), assets: worth.toString(), exits: [] });

    // Unstake everything.
    const exited = await carryOut(
      'unstake',
      { amount: 'max' },
      {
        dialog: ['Until then it keeps earning rewards and can still be penalized.'],
        insight: [expect.stringMatching(/^Requests to unstake 1\.5\d* ETH\. It waits in the queue first\.$/u) as never],
      },
    );
    const [, , ticket, sharesQueued] = eventArgs(exited, 'ExitQueueEntered');
    expect(sharesQueued).toBe(sharesMinted);
    startOfQueue.block = Number(await chain.anvil.request('eth_blockNumber'));
    const queued = await snap.call('getPosition', { account: person, pool: pool.id });
    expect(queued).toMatchObject({
      shares: '0',
      assets: '0',
      exits: [{ id: String(ticket), status: 'queued', claimableAssets: '0', exitedAssets: '0' }],
    });
    expect(await snap.fail('claim', { account: person, pool: pool.id })).toMatchObject({
      code: -32000,
      data: { code: 'NOTHING_TO_CLAIM', exit: String(ticket) },
    });

    // The operator returns the ETH, the next report serves the queue.
    await chain.operator.returnEth(ether);
    await chain.operator.report(tenth);
    const served = await snap.call('getPosition', { account: person, pool: pool.id });
    expect(served.exits).toMatchObject([{ id: String(ticket), status: 'exiting', claimableAssets: '0' }]);
    const tooEarly = await snap.fail('claim', { account: person, pool: pool.id });
    expect(tooEarly).toMatchObject({ code: -32000, data: { code: 'CLAIM_TOO_EARLY', exit: String(ticket) } });
    expect(tooEarly.message).toMatch(
      /waiting time isn't over\. The claim works from [A-Z][a-z]{2} \d{1,2}, \d{4}, .* UTC at the latest\.$/u,
    );

    // What the contract owes: its own checkpoint, rounded down once.
    const checkpoints = (
      (await chain.anvil.request('eth_getLogs', [
        {
          address: pool.address,
          fromBlock: `0x${startOfQueue.block.toString(16)}`,
          topics: [vault.getEvent('CheckpointCreated')?.topicHash ?? ''],
        },
      ])) as Log[]
    ).map((log) => [...(vault.parseLog(log)?.args ?? [])] as [bigint, bigint]);
    expect(checkpoints).toHaveLength(1);
    const [[servedShares, servedAssets]] = checkpoints as [[bigint, bigint]];
    // Serving rounds down to whole shares, so the last one may stay behind, worth less than a wei.
    const servedOfPerson = sharesMinted < servedShares ? sharesMinted : servedShares;
    const owed = (servedOfPerson * servedAssets) / servedShares;
    expect(owed).toBeGreaterThan(worth);

    // Past the delay: claim.
    await chain.operator.advanceTime(day);
    const claimable = await snap.call('getPosition', { account: person, pool: pool.id });
    expect(claimable.exits).toMatchObject([{ status: 'claimable', claimableAssets: owed.toString() }]);
    const claimed = await carryOut(
      'claim',
      {},
      {
        dialog: [expect.stringMatching(/^Claim 1\.5\d* ETH$/u) as never, 'Stays in the queue', '0 ETH'],
        insight: [expect.stringMatching(/^Claims 1\.5\d* ETH from an exit\.$/u) as never],
      },
    );
    expect(eventArgs(claimed, 'ExitedAssetsClaimed')[3]).toBe(owed);

    const gas = gasPaid.reduce((sum, cost) => sum + cost, 0n);
    expect(gasPaid).toHaveLength(3);
    expect(await chain.balance(person)).toBe(balanceAtStart - stakeAmount + owed - gas);

    // Nothing is left, and the books close.
    expect(await snap.fail('claim', { account: person, pool: pool.id })).toMatchObject({
      code: -32000,
      data: { code: 'NOTHING_TO_CLAIM' },
    });
    expect(await snap.fail('claim', { account: person, pool: pool.id, exits: [String(ticket)] })).toMatchObject({
      code: -32000,
      data: { code: 'UNKNOWN_EXIT', exit: String(ticket) },
    });
    const closed = await snap.call('viewRewards', { account: person, pool: pool.id });
    expect(closed).toMatchObject({
      lifetimeRewards: (owed - stakeAmount).toString(),
      totals: { paidOut: owed.toString(), stakedNow: '0', exitingNow: '0' },
    });
    expect(closed.entries.map(({ type }) => type)).toEqual(['stake', 'exit-requested', 'claimed']);
  });

  it('pays an exit in two parts, under the same id', async () => {
    await carryOut('stake', { amount: (4n * ether).toString() }, { dialog: ['Stake 4 ETH'], insight: [] });
    // Free ETH goes to validators, so that an exit waits.
    const validator = 32n * ether;
    await chain.deposit(accounts[1], validator - ((await chain.read('withdrawableAssets')) % validator));
    await chain.operator.runValidators();
    await carryOut('unstake', { amount: 'max' }, { dialog: [], insight: [] });
    const [requested] = (await snap.call('getPosition', { account: person, pool: pool.id })).exits;
    const free = await chain.balance(pool.address);

    await chain.operator.returnEth(ether);
    await chain.operator.report(tenth);
    await chain.operator.advanceTime(day);
    const [part] = (await snap.call('getPosition', { account: person, pool: pool.id })).exits;
    expect(part).toMatchObject({ id: requested?.id, status: 'claimable' });
    // All of the pool's free ETH, but what rounding keeps.
    const first = BigInt(part?.claimableAssets ?? 0);
    expect(free + ether - first).toBeLessThan(100n);
    const before = await chain.balance(person);
    await carryOut('claim', {}, { dialog: ['Stays in the queue'], insight: [] });
    expect(await chain.balance(person)).toBe(before + first - (gasPaid.at(-1) ?? 0n));

    const [rest] = (await snap.call('getPosition', { account: person, pool: pool.id })).exits;
    expect(rest).toMatchObject({ id: requested?.id, status: 'queued', requestedAt: requested?.requestedAt });
    expect(rest?.ticket).not.toBe(requested?.ticket);

    await chain.operator.returnEth(5n * ether);
    await chain.operator.report(tenth);
    const second = await snap.call('getPosition', { account: person, pool: pool.id });
    expect(second.exits).toMatchObject([{ id: requested?.id, status: 'claimable' }]);
    await carryOut('claim', { exits: [requested?.id ?? ''] } as never, { dialog: ['0 ETH'], insight: [] });
    expect((await snap.call('getPosition', { account: person, pool: pool.id })).exits).toEqual([]);
    const closed = await snap.call('viewRewards', { account: person, pool: pool.id });
    expect(closed).toMatchObject({ reconciled: true, totals: { stakedNow: '0', exitingNow: '0' } });
  });
});
