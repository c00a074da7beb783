import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  readAccountView,
  readClaimQuote,
  readRewardHistory,
  readStakeQuote,
  readUnstakeQuote,
  type AccountView,
  type Address,
  type PoolContext,
  type RewardHistory,
  stakewiseOn,
} from '@pooled-staking/core';
import { scanLogs } from '../../../core/src/chain/logs';
import { decodeEvents } from '../../../core/src/protocols/stakewise/vault/events';
import { harvestFilter } from '../../../core/src/protocols/stakewise/harvest/harvests';
import { isSameAddress } from '../../../core/src/units';
import { accounts } from '../../src/accounts';
import { PoolOnChain } from '../core/pool-on-chain';
import { withoutOldState } from '../core/without-old-state';
import { ETH } from '../launcher/support';
import { explainGap } from '@pooled-staking/texts';
import { inEnglish, wordsOf } from '@pooled-staking/texts/command-line';

/** What a person is told of what a history lacks. */
const gapWords = ({ gap }: Pick<AccountView, 'gap'>): string | null => gap && explainGap(gap, inEnglish);

type RawLog = { readonly address: Address; readonly blockNumber: string; readonly topics: readonly string[] };

/** Its life is over: it staked, earned, left and was paid. */
const leaver: Address = accounts[0];
/** It still holds a stake. */
const holder: Address = accounts[5];

/** A node that changes the logs it gives, and says nothing of it. */
function givingLogs(context: PoolContext, change: (logs: readonly RawLog[]) => readonly unknown[]): PoolContext {
  return {
    ...context,
    request: async (args) => {
      const answer = await context.request(args);
      return args.method === 'eth_getLogs' ? change(answer as RawLog[]) : answer;
    },
  };
}

/** A node that has lost logs. */
function losing(context: PoolContext, isLost: (log: RawLog) => boolean): PoolContext {
  return givingLogs(context, (logs) => logs.filter((log) => !isLost(log)));
}

/** A node that answers calls at old blocks with the state of its newest one. */
function tellingTheNewest(context: PoolContext, newest: number): PoolContext {
  return {
    ...context,
    request: async ({ method, params }) => {
      const [call, block] = (params ?? []) as unknown[];
      const isOld = method === 'eth_call' && typeof block === 'string' && Number(block) < newest;
      return context.request({ method, params: isOld ? [call, `0x${newest.toString(16)}`] : (params ?? []) });
    },
  };
}

describe.each([1, 2] as const)(
  'behind a node that answers as if nothing was missing, pool version %i',
  (poolVersion) => {
    let chain: PoolOnChain;
    let view: AccountView;
    let history: RewardHistory;
    /** Blocks in which the pool took a report in. */
    let harvests: readonly number[];

    const read = async (context: PoolContext, account: Address): Promise<AccountView> =>
      readAccountView(context, account, { withEntryTimes: true });

    beforeAll(async () => {
      chain = await PoolOnChain.launch({ poolVersion, seed: false });
      const { operator } = chain.devnet;
      await chain.send((await readStakeQuote(chain.context, holder, 40n * ETH)).transaction);
      await operator.runValidators();
      await chain.send((await readStakeQuote(chain.context, leaver, 3n * ETH)).transaction);
      // The second takes away what the third adds, and the last brings nothing.
      for (const reward of [4n, -2n, 2n, 3n]) {
        await operator.report((reward * ETH) / 100n);
        await operator.advanceTime(86_400);
      }
      await chain.send((await readUnstakeQuote(chain.context, leaver, 'max')).transaction);
      await operator.returnEth(10n * ETH);
      await operator.report(ETH / 100n);
      await operator.advanceTime(2 * 86_400);
      await chain.send((await readClaimQuote(chain.context, leaver, await chain.view(leaver))).transaction);
      await operator.report(0n);
      view = await read(chain.context, holder);
      history = await readRewardHistory(chain.context, view);
      harvests = history.points.flatMap(({ blockNumber, transactionHash }) => (transactionHash ? [blockNumber] : []));
    });

    afterAll(async () => chain.devnet.stop());

    /** The node as it is, and keeping no state but the newest. */
    const ways = (context: PoolContext): PoolContext[] => [context, withoutOldState(context, view.state.block.number)];

    const isOfKeeper = ({ address }: RawLog): boolean =>
      isSameAddress(address, stakewiseOn(chain.context.network).keeper);

    /** Lifetime rewards rest on the vault alone; days are refused, and the words name blocks. */
    const expectNoDays = async (context: PoolContext, block: number): Promise<void> => {
      for (const way of ways(context)) {
        const seen = await read(way, holder);
        expect(seen.lifetimeRewards).toBe(view.lifetimeRewards);
        const refusal = await readRewardHistory(way, seen).catch((error: unknown) => error);
        expect(refusal).toMatchObject({ code: 'HISTORY_INCOMPLETE' });
        expect(wordsOf(refusal)).toMatch(/block/u);
        const { fromBlock, toBlock } = (refusal as { details: { fromBlock: number; toBlock: number } }).details;
        expect(fromBlock).toBeLessThanOrEqual(block);
        expect(toBlock).toBeGreaterThanOrEqual(block);
      }
    };

    it('a stake that was closed before its logs begin is not told to have earned 0, and the first block is named', async () => {
      const whole = await read(chain.context, leaver);
      expect(whole.lifetimeRewards).toBeGreaterThan(0n);
      const own = whole.events.map(({ log }) => log.blockNumber);
      expect(whole.events.map(({ name }) => name)).toEqual(['Deposited', 'ExitQueueEntered', 'ExitedAssetsClaimed']);
      // Whatever is left of its life: the exit and the claim, the claim alone, nothing.
      const { number } = whole.state.block;
      for (const first of [(own[0] ?? 0) + 1, ...own.slice(1), (own[2] ?? 0) + 1]) {
        const context = losing(chain.context, ({ blockNumber }) => Number(blockNumber) < first);
        const oldest = own.find((block) => block >= first);
        const seen = await read(context, leaver);
        expect(seen.lifetimeRewards).toBeNull();
        expect(seen.gap).toMatchObject({
          fromBlock: chain.context.pool.deployBlock,
          toBlock: oldest === undefined ? number : oldest - 1,
        });
        expect(gapWords(seen)).toContain(oldest === undefined ? 'none of the' : `from block ${oldest} on`);
        expect(seen.shares).toBe(whole.shares);
        await expect(readRewardHistory(context, seen)).rejects.toMatchObject({ code: 'HISTORY_INCOMPLETE' });
      }
    });

    /** A node that has lost the Keeper's logs of harvests in some blocks. */
    const losingHarvests = (blocks: readonly number[]): PoolContext =>
      losing(
        chain.context,
        (log) => isOfKeeper(log) && blocks.includes(Number(log.blockNumber)) && log.topics.length === 3,
      );

    it("no reward is told by day when one of the Keeper's logs is missing, whichever it is", async () => {
      expect(harvests.length).toBeGreaterThan(5);
      for (const harvest of harvests) {
        await expectNoDays(losingHarvests([harvest]), harvest);
      }
    });

    it("nor when two of the Keeper's logs are missing that add up to nothing", async () => {
      const lost = harvests.slice(1, 3);
      const deltas = decodeEvents(await scanLogs(chain.context.request, harvestFilter(chain.context), 0, lost[1] ?? 0));
      const [penalty, reward] = deltas
        .slice(1, 3)
        .map((event) => event.name === 'KeeperHarvested' && event.assetsDelta);
      expect([penalty, reward]).toEqual([-2n * (ETH / 100n), 2n * (ETH / 100n)]);
      // A penalty leaves no trace but in its own log; the fee of the other tells where.
      await expectNoDays(losingHarvests(lost), lost[1] ?? 0);
    });

    it("98 % of the rewards do not fall on one day when the Keeper's older logs are missing", async () => {
      for (const first of [...harvests.slice(1), view.state.block.number]) {
        const context = losing(chain.context, (log) => isOfKeeper(log) && Number(log.blockNumber) < first);
        await expectNoDays(context, harvests[0] ?? 0);
      }
    });

    it('nothing happened in 1970 when every log says that its block is of time 0', async () => {
      const context = givingLogs(chain.context, (logs) => logs.map((log) => ({ ...log, blockTimestamp: '0x0' })));
      const seen = await read(context, holder);
      expect(seen.timestamps).toEqual(view.timestamps);
      expect(seen.lifetimeRewards).toBe(view.lifetimeRewards);
      for (const way of ways(context)) {
        expect(await readRewardHistory(way, seen)).toEqual(history);
      }
      const left = await read(context, leaver);
      expect(left.timestamps).toEqual((await read(chain.context, leaver)).timestamps);
    });

    it('each day has its own rewards when old state is answered with the newest', async () => {
      const context = tellingTheNewest(chain.context, view.state.block.number);
      const seen = await read(context, holder);
      expect(seen.lifetimeRewards).toBe(view.lifetimeRewards);
      expect(await readRewardHistory(context, seen)).toEqual(history);
    });
  },
);
