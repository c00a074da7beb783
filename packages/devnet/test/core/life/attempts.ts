import { stakewiseOn } from '@pooled-staking/core';
import type { HarvestParams, Hex } from '@pooled-staking/core';
import { formatEther, MaxUint256, ZeroAddress, ZeroHash } from 'ethers';

import { harvestParamsFromFile, makeRewardsFile, serializeRewardsFile } from '../../../src/rewards/rewards-file';
import type { Books, Position } from './books';
import { escrow, nameOf, network, operator, people, pool } from './people';
import { abi, type PoolChain, type Sending } from './pool-chain';
import type { Action } from './scenes';
import { worth, type Reports, type World } from './world';

/** What an action comes to in a given world: ETH that appears, transactions, and words that tell of it. */
export type Attempt = {
  readonly words: string;
  readonly sendings: readonly Sending[];
  readonly grant?: { readonly account: string; readonly amount: bigint };
  /** MEV that the pool's escrow is to hold afterwards. */
  readonly mev?: bigint;
  /** The block must not come before this time. */
  readonly notBefore?: number;
};

const noIndex = MaxUint256;
const eth = (wei: bigint): string => `${formatEther(wei)} ETH`;
const toPool = (from: string, data: string, value = 0n): Sending => ({ from, to: pool.address, value, data });
const v1 = (method: string, ...args: unknown[]): string => abi.v1.encodeFunctionData(method, args);
const v2 = (method: string, ...args: unknown[]): string => abi.v2.encodeFunctionData(method, args);
const toTuple = ({ rewardsRoot, reward, unlockedMevReward, proof }: HarvestParams): unknown[] => [
  rewardsRoot,
  reward,
  unlockedMevReward,
  proof,
];
const forged: HarvestParams = { rewardsRoot: ZeroHash as Hex, reward: 1n, unlockedMevReward: 0n, proof: [] };

/** Turns actions into transactions. */
export class Attempts {
  constructor(
    readonly chain: PoolChain,
    readonly world: World,
    readonly books: Books,
    readonly reports: Reports,
  ) {}

  /** Whatever is not possible in the world is attempted all the same: it reverts. */
  of(action: Action): Attempt {
    switch (action.kind) {
      case 'stake':
        return this.#stake(action);
      case 'exit':
        return this.#exit(action);
      case 'redeem': {
        const { who, receiver } = action;
        const shares = this.#part(who, action.part);
        const words = `${who} redeems ${this.#worth(shares)} for ${receiver}`;
        return { words, sendings: [toPool(people[who], v1('redeem', shares, people[receiver]))] };
      }
      case 'claim':
        return this.#claim(action);
      case 'claim-all': {
        const own = [...this.books.positions.values()].filter(({ receiver }) => nameOf(receiver) === action.who);
        const served = own.filter(({ ticket }) => (this.world.indexes.get(ticket) ?? -1n) >= 0n);
        const calls = served.map((position) => this.#claimData(position));
        const words = `${action.who} claims all that is served (${served.length} exits) at once`;
        return { words, sendings: [toPool(people[action.who], v2('multicall', calls))] };
      }
      case 'report':
        return this.#report(action);
      case 'harvest': {
        const params = { newest: this.#newest, previous: this.reports.get(this.world.previousRoot) }[
          action.report === 'forged' ? 'newest' : action.report
        ];
        const data = v2('updateState', toTuple((action.report === 'forged' ? undefined : params) ?? forged));
        return { words: `erin has the ${action.report} report harvested`, sendings: [toPool(people.erin, data)] };
      }
      case 'mev': {
        const { amount, how } = action;
        const words = `${eth(amount)} of MEV reach the escrow${how === 'sent' ? '' : ' without a log'}`;
        return how === 'sent'
          ? { words, sendings: [{ from: operator, to: escrow, value: amount, data: '0x' }], mev: amount }
          : { words, sendings: [], grant: { account: escrow, amount }, mev: amount };
      }
      case 'donate': {
        const { who, amount } = action;
        const sendings = [toPool(people[who], v2('donateAssets'), amount)];
        return { words: `${who} donates ${eth(amount)}`, sendings };
      }
      case 'return-eth': {
        const amount = (worth(this.world.queuedShares, this.world) * BigInt(action.percent)) / 100n;
        const words = `${eth(amount)} come back from validators (${action.percent} % of what the queue is worth)`;
        return { words, sendings: [], grant: { account: pool.address, amount } };
      }
      case 'validator':
        return {
          words: 'a validator gets 32 ETH of the pool',
          sendings: [toPool(operator, v2('registerValidators', 1))],
        };
      case 'eject':
        return { words: `${action.who} is ejected`, sendings: [toPool(operator, v2('ejectUser', people[action.who]))] };
      case 'block':
      case 'unblock': {
        const data = v2('updateBlocklist', people[action.who], action.kind === 'block');
        return { words: `${action.who} is ${action.kind}ed`, sendings: [toPool(operator, data)] };
      }
      case 'fee':
        return {
          words: `the fee becomes ${action.bps} of 10,000`,
          sendings: [toPool(operator, v2('setFeePercent', action.bps))],
        };
      case 'fee-recipient':
        return {
          words: `the fee goes to ${action.who}`,
          sendings: [toPool(operator, v2('setFeeRecipient', people[action.who]))],
        };
      case 'upgrade': {
        const data = v2('upgradeToAndCall', this.chain.nextImplementation, '0x');
        return { words: 'the pool is upgraded to version 2', sendings: [toPool(operator, data)] };
      }
    }
  }

  get #newest(): HarvestParams | undefined {
    return this.reports.get(this.world.rewardsRoot);
  }

  #worth(shares: bigint): string {
    return `${eth(worth(shares, this.world))} (${shares} shares)`;
  }

  #part(who: keyof typeof people, part: number): bigint {
    const held = this.world.shares.get(who) ?? 0n;
    return part === 0 ? 1n : part > 1_000 ? held + 1n : (held * BigInt(part)) / 1_000n;
  }

  #stake({ who, amount, how, receiver }: Extract<Action, { kind: 'stake' }>): Attempt {
    const args = [people[receiver], ZeroAddress];
    const data = {
      plain: '0x',
      deposit: v2('deposit', ...args),
      'with-report': v2('updateStateAndDeposit', ...args, toTuple(this.#newest ?? forged)),
    }[how];
    const beneficiary = receiver === who || how === 'plain' ? '' : ` for ${receiver}`;
    const way = { plain: ' by a plain transfer', deposit: '', 'with-report': ' with the newest report' }[how];
    return { words: `${who} stakes ${eth(amount)}${beneficiary}${way}`, sendings: [toPool(people[who], data, amount)] };
  }

  #exit({ who, part, receiver, withReport }: Extract<Action, { kind: 'exit' }>): Attempt {
    const shares = this.#part(who, part);
    const exit = v2('enterExitQueue', shares, people[receiver]);
    const update = v2('updateState', toTuple(this.#newest ?? forged));
    const data = withReport && this.#newest ? v2('multicall', [exit, update]) : exit;
    const behind = withReport && this.#newest ? ', with the newest report behind it' : '';
    const to = receiver === who ? '' : ` for ${receiver}`;
    return {
      words: `${who} unstakes ${this.#worth(shares)}${to}${behind}`,
      sendings: [toPool(people[who], data)],
    };
  }

  #claimData({ ticket, requestedAt }: Position, index = this.world.indexes.get(ticket) ?? -1n): string {
    return v2('claimExitedAssets', ticket, requestedAt, index < 0n ? noIndex : index);
  }

  #claim({ pick, how }: Extract<Action, { kind: 'claim' }>): Attempt {
    const open = [...this.books.positions.values()];
    const served = open.filter(({ ticket }) => (this.world.indexes.get(ticket) ?? -1n) >= 0n);
    const isAgain = how === 'again' && this.books.settled.length > 0;
    const from = isAgain ? this.books.settled : served.length > 0 ? served : open;
    const position = from[pick % Math.max(1, from.length)] ?? {
      ticket: 0n,
      requestedAt: 1,
      receiver: people.alice,
      owner: people.alice,
      shares: 0n,
    };
    const index = this.world.indexes.get(position.ticket) ?? -1n;
    const claimant = how === 'by-another' ? people.erin : position.receiver;
    const claim = this.#claimData(position, how === 'wrong-index' ? index + 1n : how === 'again' ? 0n : index);
    const update = v2('updateState', toTuple(this.#newest ?? forged));
    const data = how === 'with-report' && this.#newest ? v2('multicall', [update, claim]) : claim;
    const words = `${nameOf(claimant)} claims ticket ${position.ticket} (${how})`;
    // A second claim in the same block finds nothing left.
    const times = how === 'again' && !isAgain ? 2 : 1;
    return { words, sendings: Array.from({ length: times }, () => toPool(claimant, data)) };
  }

  #report({ bps, harvest }: Extract<Action, { kind: 'report' }>): Attempt {
    const { totalAssets, harvestedReward, rewardsNonce, lastReportAt } = this.world;
    const reported = this.#newest?.reward ?? 0n;
    const delta = (totalAssets * BigInt(bps)) / 10_000n;
    // A penalty leaves the pool at least a quarter of what it has.
    const isTooMuch = delta < 0n && totalAssets + (reported - harvestedReward) + delta < totalAssets / 4n;
    const reward = isTooMuch ? reported : reported + delta;
    const file = makeRewardsFile(pool.address, reward, Number(rewardsNonce));
    const text = serializeRewardsFile(file);
    const params = harvestParamsFromFile(text, pool.address, file.root);
    this.reports.set(file.root, params);
    const cid = this.chain.reports.add(text);
    const data = abi.keeper.encodeFunctionData('updateRewards', [file.root, 0n, this.world.block.timestamp, cid]);
    const post: Sending = { from: operator, to: stakewiseOn(network).keeper, value: 0n, data };
    const change = reward - reported;
    const words = `the oracles report ${change < 0n ? 'a penalty' : 'rewards'} of ${eth(change < 0n ? -change : change)}`;
    const update = toPool(people.erin, v2('updateState', toTuple(params)));
    return {
      words: harvest ? `${words}, harvested at once` : words,
      sendings: harvest ? [post, update] : [post],
      notBefore: lastReportAt + 12 * 3_600,
    };
  }
}
