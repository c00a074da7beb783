import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  readAccountView,
  readClaimQuote,
  readStakeQuote,
  readUnstakeQuote,
  type Address,
  type Request,
} from '@pooled-staking/core';
import { accounts } from '../../src/accounts';
import { contractInterface, replacePoolCode } from '../../src/contracts/deploy';
import { transact } from '../../src/contracts/transact';
import { ETH } from '../launcher/support';
import { PoolOnChain } from './pool-on-chain';
import type { HistoryGap } from '@pooled-staking/core';
import { explainGap } from '@pooled-staking/texts';
import { inEnglish, wordsOf } from '@pooled-staking/texts/command-line';

/** What a person is told of what a history lacks. */
const gapWords = ({ gap }: { gap: HistoryGap | null }): string | null => gap && explainGap(gap, inEnglish);

const person: Address = accounts[0];
const other: Address = accounts[5];

describe('a pool of version 2 with the getters of its early codes', () => {
  let chain: PoolOnChain;

  beforeAll(async () => {
    chain = await PoolOnChain.launch({ poolVersion: 2, seed: false });
    await chain.send((await readStakeQuote(chain.context, other, 40n * ETH)).transaction);
    await chain.send((await readStakeQuote(chain.context, person, 3n * ETH)).transaction);
    await chain.devnet.operator.runValidators();
  });

  afterAll(async () => chain.devnet.stop());

  it('takes stakes and exits as ever where an exit keeps its shares until it is served', async () => {
    await replacePoolCode(chain.devnet.anvil, chain.devnet.contracts, 'PoolV2Early', other);
    await chain.send((await readStakeQuote(chain.context, person, ETH)).transaction);
    await chain.send((await readUnstakeQuote(chain.context, person, ETH)).transaction);
    const view = await chain.view(person);
    expect(view.exits).toHaveLength(1);
    expect(view.gap).toBeNull();
  });

  describe('whose code burns the shares of an exit on entry', () => {
    beforeAll(async () => replacePoolCode(chain.devnet.anvil, chain.devnet.contracts, 'PoolV2Burning', other));

    const expectRefusal = async (work: Promise<unknown>): Promise<void> => {
      const error = await work.catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'UNSUPPORTED_POOL_CODE' });
      expect(wordsOf(error)).toContain("Such an exit couldn't be shown or claimed. Nothing was sent.");
    };

    it.each<[string, bigint | 'max']>([
      ['an exit of a part', ETH],
      ['an exit of all', 'max'],
    ])('is refused %s', async (_, amount) => {
      await expectRefusal(readUnstakeQuote(chain.context, person, amount));
    });

    it('is refused a stake, also of an account that has nothing there, and also with a late report', async () => {
      await expectRefusal(readStakeQuote(chain.context, accounts[7], ETH));
      await chain.reportOnly();
      await chain.reportOnly();
      await expectRefusal(readStakeQuote(chain.context, person, ETH));
      await chain.devnet.operator.harvest();
    });

    const enter = async (from: Address, shares: bigint, receiver: Address): Promise<void> => {
      const data = contractInterface('PoolV2').encodeFunctionData('enterExitQueue', [shares, receiver]);
      await transact(chain.devnet.anvil, { from, to: chain.context.pool.address, data });
    };

    it('tells what was asked for in exits that it does not follow, and blames no node', async () => {
      const { shares, exits } = await chain.view(other);
      await enter(other, shares / 4n, other);
      const view = await chain.view(other);
      expect(view.shares).toBe(shares - shares / 4n);
      expect(view.exits).toEqual(exits);
      expect(view.lifetimeRewards).toBeNull();
      expect(gapWords(view)).toMatch(
        /^This pool's code pays exits in a way that isn't followed here\. The account has requested 10\.\d+ ETH in such exits, paid or not; they aren't among the exits here\.$/u,
      );
    });

    it('names the node where its logs lack more than the code explains', async () => {
      const { entries } = (await chain.view(other)).ledger;
      const stake = entries.find(({ name }) => name === 'Deposited');
      const request: Request = async (asked) => {
        const answer = await chain.context.request(asked);
        const isLost = ({ blockNumber }: { blockNumber: string }): boolean =>
          Number(blockNumber) === stake?.log.blockNumber;
        return asked.method === 'eth_getLogs' && Array.isArray(answer)
          ? answer.filter((log: { blockNumber: string }) => !isLost(log))
          : answer;
      };
      const view = await readAccountView({ ...chain.context, request }, other);
      expect(gapWords(view)).toMatch(/tell of 40\.\d+ ETH less than the account has staked\. Set another node/u);
    });

    it('says of a claim that its exits are of a kind which is not followed, to whoever receives them', async () => {
      const receiver: Address = accounts[8];
      const claim = async (account: Address, ids?: bigint[]): Promise<unknown> =>
        readClaimQuote(chain.context, account, await chain.view(account), ids);
      await expect(claim(receiver)).rejects.toMatchObject({ code: 'NOTHING_TO_CLAIM' });
      await enter(other, ETH, receiver);
      for (const ids of [undefined, [0n]]) {
        const error = await claim(receiver, ids).catch((reason: unknown) => reason);
        expect(error).toMatchObject({ code: 'UNSUPPORTED_POOL_CODE' });
        expect(wordsOf(error)).toMatch(
          /^This pool pays exits in a way that isn't followed here\. This account receives exits of 1\.\d+ ETH of that kind, paid or not\. .* Nothing was sent\. Claim with an app that knows this pool's code\.$/u,
        );
      }
      // What was asked for before is paid as ever, or waits as ever.
      await expect(claim(person)).rejects.toMatchObject({ code: 'CLAIM_TOO_EARLY' });
    });
  });
});
