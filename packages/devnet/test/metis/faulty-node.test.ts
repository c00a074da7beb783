import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  artemis,
  eMetisPool,
  isStakingError,
  seMetisPool,
  type Address,
  type PoolContext,
  type PoolView,
  type Position,
  type Protocol,
  type Request,
} from '@pooled-staking/core';

import { eMetisProtocol, seMetisProtocol } from '../../../core/src/protocols/metis/enki/protocols';
import {
  judgePosition,
  judgeView,
  losing,
  losingOfAccounts,
  lookBehind,
  placeOf,
  refusingBefore,
  refusingRanges,
  rejectingCalls,
  withLogs,
  withStateOf,
  type Outcome,
  type RawLog,
} from '../../../core/test/metis/faulty-answers';
import { accounts, operatorAccount } from '../../src/accounts';
import { defined } from '../../src/defined';
import { failuresLeftBy } from '../given-up';
import { ArtemisOnChain, artemisSeconds, METIS } from './artemis-on-chain';
import { DAY, EnkiChain, enki, enkiToken, seMetis } from './enki-chain';

const [anna, ben, carla] = accounts as readonly Address[] as readonly [Address, Address, Address];

/** A chain that stands still: what was asked once is answered from memory. */
function still(request: Request): Request {
  const answers = new Map<string, Promise<unknown>>();
  return async (args) => {
    const key = JSON.stringify(args);
    const answer = answers.get(key) ?? request(args);
    answers.set(key, answer);
    return answer;
  };
}

/** A pool at the end of some lives, and what an honest node tells of it. */
class Stage {
  readonly honest = new Map<Address, Position>();
  view!: PoolView;
  logs: RawLog[] = [];
  readonly request: Request;

  constructor(
    readonly protocol: Protocol,
    readonly context: PoolContext,
    readonly users: readonly Address[],
  ) {
    this.request = still(context.request);
  }

  async read(user: Address, request = this.request): Promise<Position> {
    return this.protocol.readPosition({ ...this.context, request }, user);
  }

  async begin(): Promise<void> {
    const found = new Map<string, RawLog>();
    const request = withLogs(this.request, (logs) => {
      logs.forEach((log) => found.set(placeOf(log), log));
      return logs;
    });
    for (const user of this.users) {
      this.honest.set(user, await this.read(user, request));
    }
    this.view = await this.protocol.readPool({ ...this.context, request });
    this.logs = [...found.values()];
  }

  /** What becomes of looks at all accounts and at the pool behind a node, each outcome once. */
  async outcomes(request: Request): Promise<Outcome[]> {
    const looks = this.users.map(async (user) =>
      lookBehind(
        async () => this.read(user, request),
        (position) => judgePosition(position, defined(this.honest.get(user))),
      ),
    );
    const pool = lookBehind(
      async () => this.protocol.readPool({ ...this.context, request }),
      (found) => judgeView(found, this.view),
    );
    return [...new Set(await Promise.all([...looks, pool]))].sort();
  }
}

let artemisChain: ArtemisOnChain;
let enkiChain: EnkiChain;
const stages = new Map<string, Stage>();
/** Blocks of the chain of each stage before the newest things happened. */
const before = new Map<string, number>();

async function liveInArtemis(): Promise<void> {
  artemisChain = await ArtemisOnChain.start();
  const on = artemisChain;
  await on.stake(anna, 1_000n * METIS);
  await on.stake(carla, 70n * METIS);
  await on.reward(10n * METIS + 7n);
  // Carla leaves to the last wei: nothing is left to see of her but what the logs tell.
  await on.call('token', 'transfer', carla, [ben, 70n * METIS]);
  await on.stake(ben, 333n * METIS + 1n);
  await on.wait(artemisSeconds.day);
  await on.reward(5n * METIS + 3n);
  await on.call('withdrawalManager', 'initiateWithdrawal', ben, [50n * METIS]);
  await on.call('withdrawalManager', 'initiateWithdrawal', anna, [20n * METIS]);
  await on.call('withdrawalManager', 'initiateWithdrawal', ben, [25n * METIS]);
  await on.release(2n);
  await on.wait(artemisSeconds.delay);
  await on.call('withdrawalManager', 'completeWithdrawal', ben);
  await on.reward(9n * METIS);
  await on.wait(artemisSeconds.day);
  await on.reward(3n * METIS);
  before.set('Artemis', (await on.chain.latestBlock()).number);
  await on.chain.mineMany(5, 1);
  await on.call('token', 'transfer', anna, [carla, 3n * METIS]);
  await on.wait(1);
  stages.set('Artemis', new Stage(artemis, on.context(), [anna, ben, carla]));
}

async function liveInEnki(): Promise<void> {
  enkiChain = await EnkiChain.start();
  const chain = enkiChain;
  const [eMetis, vault] = [chain.eMetis, chain.seMetis];
  await chain.configure('setRedemptionFee', 10_000n);
  await chain.configure('setCancelRedemptionFee', 20_000n);
  await chain.send(await eMetisProtocol.quoteStake(eMetis, carla, 30n * METIS));
  await chain.send(await eMetisProtocol.quoteStake(eMetis, anna, 300n * METIS));
  await chain.send(await seMetisProtocol.quoteStake(vault, anna, 100n * METIS));
  await chain.send(await seMetisProtocol.quoteStake(vault, carla, 20n * METIS));
  await chain.send(await seMetisProtocol.quoteStake(vault, ben, 200n * METIS, { asset: chain.eMetis.pool.asset }));
  await chain.reward(10n * METIS);
  await chain.pass(10 * DAY);
  await chain.send(await eMetisProtocol.quoteUnstake(eMetis, anna, 40n * METIS));
  await chain.send(await eMetisProtocol.quoteUnstake(eMetis, anna, 50n * METIS));
  await chain.send(await eMetisProtocol.quoteUnstake(eMetis, carla, 10n * METIS));
  await chain.send(await seMetisProtocol.quoteUnstake(vault, ben, 60n * METIS));
  await chain.call(anna, seMetis, 'SeMetis', 'transfer', ben, 10n * METIS);
  // Of somebody else's shares, a part vests for Anna.
  await chain.call(ben, seMetis, 'SeMetis', 'redeem', 5n * METIS, anna, ben);
  await chain.call(operatorAccount, enkiToken, 'EnkiToken', 'transfer', ben, 1_000n * METIS);
  await chain.send(await seMetisProtocol.quoteStake(vault, ben, 1_000n * METIS, { asset: enki }));
  // Carla leaves to the last wei.
  const rest = await chain.read(seMetis, 'SeMetis', 'balanceOf', carla);
  await chain.call(carla, seMetis, 'SeMetis', 'transfer', ben, rest);
  await chain.pass(11 * DAY);
  await chain.fundQueue(200n * METIS);
  await chain.send(await seMetisProtocol.quoteClaim(vault, ben));
  await chain.pass(10 * DAY);
  await chain.send(await eMetisProtocol.quoteClaim(eMetis, carla));
  const [first] = (await eMetisProtocol.readPosition(eMetis, anna)).exits;
  const { redemptionQueue } = chain.contracts;
  await chain.call(anna, redemptionQueue, 'RedemptionQueue', 'cancelRedemptionTicketNft', anna, defined(first).id);
  await chain.reward(7n * METIS);
  before.set('ENKI', (await chain.chain.latestBlock()).number);
  await chain.chain.mineMany(5, 1);
  await chain.send(await seMetisProtocol.quoteStake(vault, anna, 5n * METIS));
  await chain.pass(1);
  for (const [name, protocol, pool] of [
    ['eMETIS', eMetisProtocol, eMetisPool],
    ['seMETIS', seMetisProtocol, seMetisPool],
  ] as const) {
    stages.set(name, new Stage(protocol, chain.context(pool), [anna, ben, carla]));
    before.set(name, defined(before.get('ENKI')));
  }
}

beforeAll(async () => {
  await Promise.all([liveInArtemis(), liveInEnki()]);
  for (const stage of stages.values()) {
    await stage.begin();
  }
}, 60_000);

afterAll(async () => {
  await Promise.all([artemisChain.anvil.stop(), enkiChain.anvil.stop()]);
});

describe.each(['Artemis', 'eMETIS', 'seMETIS'])('%s behind a faulty node', (name) => {
  const stage = (): Stage => defined(stages.get(name));

  it('tells everybody all behind an honest one', () => {
    const { honest, view, logs } = stage();
    expect([...honest.values()].map(({ gap }) => gap)).toEqual([null, null, null]);
    expect(logs.length).toBeGreaterThan(15);
    expect(view.state.totalShares).toBeGreaterThan(0n);
  });

  it('leaves no failure behind that nobody waits for, wherever a read is given up', async () => {
    const { protocol, context } = stage();
    const reads = [
      async (where: PoolContext) => protocol.readPosition(where, anna, { withEntryTimes: true }),
      async (where: PoolContext) => protocol.readPool(where),
      async (where: PoolContext) => protocol.quoteStake(where, anna, METIS),
      async (where: PoolContext) => protocol.quoteUnstake(where, anna, METIS),
      async (where: PoolContext) =>
        protocol.quoteClaim(where, anna).catch((error: unknown) => {
          if (!isStakingError(error) || error.code !== 'NOTHING_TO_CLAIM') {
            throw error;
          }
        }),
    ];
    for (const read of reads) {
      expect(await failuresLeftBy(context, read)).toEqual([]);
    }
  });

  it('gives no wrong figure without a log, whichever it is', async () => {
    const { logs, request } = stage();
    const silent: string[] = [];
    for (const log of logs) {
      const place = placeOf(log);
      for (const lossy of [losing, losingOfAccounts]) {
        await stage()
          .outcomes(lossy(request, (each) => placeOf(each) === place))
          .catch((error: unknown) => silent.push(`${place} ${String(log.topics[0]).slice(0, 10)}: ${String(error)}`));
      }
    }
    expect(silent).toEqual([]);
  });

  it('takes each log once, however often it is given', async () => {
    expect(await stage().outcomes(withLogs(stage().request, (all) => [...all, ...all.slice(0, 3)]))).toEqual(['right']);
  });

  it('refuses logs of another chain, as far as a reorg reaches', async () => {
    const { logs, request, view } = stage();
    const last = Math.max(
      ...logs.map(({ blockNumber }) => Number(blockNumber)).filter((each) => each < view.state.block.number),
    );
    const other = (raw: RawLog) =>
      Number(raw.blockNumber) === last ? { ...raw, blockHash: `0x${'5'.repeat(64)}` } : raw;
    const found = await stage().outcomes(withLogs(request, (all) => all.map(other)));
    expect(found).toContain('refused');
  });

  it('says what is missing where old logs are gone, with words or without', async () => {
    const { logs, request, users } = stage();
    const blocks = logs.map(({ blockNumber }) => Number(blockNumber)).sort((a, b) => a - b);
    // Everything of those who left is gone.
    const block = defined(blocks.at(-4));
    const all = [
      losing(request, ({ blockNumber }) => Number(blockNumber) < block),
      refusingBefore(request, block),
      losing(request, () => true),
    ];
    for (const node of all) {
      expect(await stage().outcomes(node)).not.toContain('refused');
      for (const user of users) {
        expect((await stage().read(user, node)).gap).not.toBeNull();
      }
    }
  });

  it('reads in parts what is refused at once', async () => {
    expect(await stage().outcomes(refusingRanges(stage().request, 4_000_000))).toEqual(['right']);
  });

  it('refuses what calls do not tell, and the state of another block', async () => {
    const { request, context } = stage();
    const old = `0x${defined(before.get(name)).toString(16)}`;
    const stale = still(async ({ method, params }) =>
      context.request({ method, params: [(params as unknown[])[0], old] }),
    );
    expect(await stage().outcomes(withStateOf(request, stale))).toEqual(['refused']);
    expect(await stage().outcomes(rejectingCalls(request, () => true))).toEqual(['refused']);
    // Whatever became of each, nothing that was told was wrong.
    expect(await stage().outcomes(rejectingCalls(request, (count) => count % 3 === 0))).toContain('refused');
  });
});
