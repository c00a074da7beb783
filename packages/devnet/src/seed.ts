import { seededUsers } from './accounts';
import { ChainClient, type ChainRequest, type Receipt } from './operator/chain-client';
import type { Operator, ReportResult } from './operator/operator';
import { poolInterface } from './operator/protocol';
import { makeSequence, startPriceWalk } from './price-walk';
import { harvestParamsFromFile } from './rewards/rewards-file';
import type { RewardsStore } from './rewards/rewards-store';

export const DAY_SECONDS = 86_400;
export const DAYS = 56;
// A little more than the Keeper's delay, as the real oracles are.
const REPORT_SECONDS = DAY_SECONDS / 2 + 60;
const REPORTS = Math.floor((DAYS * DAY_SECONDS - 6 * 3600) / REPORT_SECONDS);
const SLOT_SECONDS = 12;
const ETH = 10n ** 18n;
const VALIDATOR_DEPOSIT = 32n * ETH;
const ZERO_ADDRESS = `0x${'00'.repeat(20)}`;
const REFERRER = '0x5eed00000000000000000000000000000000000a';
// Other members of the pool, so that the users are not alone in it. Nobody holds their keys.
const FIRST_MEMBER = '0x5eed00000000000000000000000000000000000b';
const SECOND_MEMBER = '0x5eed00000000000000000000000000000000000c';
const THIRD_MEMBER = '0x5eed00000000000000000000000000000000000d';
// Wei per ETH of stake and report: 2.6 % a year.
const REWARD_PER_REPORT = (26n * ETH) / 1000n / 730n;
const MEV_EVERY = 5;
const MEV = ETH / 25n;
const PENALTY_REPORT = 62;
const PENALTY = -(ETH / 20n);
const FIRST_PRICE_CENTS = 288_450n;

/** How long the seeded history is, in seconds: the chain has to start so long before the present. */
export const SEED_SECONDS = DAYS * DAY_SECONDS;

export type SeedOptions = {
  readonly request: ChainRequest;
  readonly operator: Operator;
  /** Owner of the price feed. */
  readonly operatorAccount: string;
  readonly pool: string;
  readonly ethUsdFeed: string | null;
  readonly rewards: RewardsStore;
  /** Done once the day of this number is over. */
  readonly onDay?: ((day: number) => Promise<void>) | undefined;
};

/** What members of the pool do. */
class Members {
  constructor(
    private readonly chain: ChainClient,
    private readonly pool: string,
  ) {}

  async read<T>(name: string, args: readonly unknown[] = []): Promise<T> {
    return (await this.chain.read(this.pool, poolInterface, name, args))[0] as T;
  }

  private send(from: string, name: string, args: readonly unknown[], value = 0n): Promise<Receipt> {
    const data = poolInterface.encodeFunctionData(name, args);
    return this.chain.send({ from, to: this.pool, data, value }, poolInterface);
  }

  deposit(from: string, value: bigint, receiver = from, referrer = ZERO_ADDRESS): Promise<Receipt> {
    return this.send(from, 'deposit', [receiver, referrer], value);
  }

  plainSend(from: string, value: bigint): Promise<Receipt> {
    return this.chain.send({ from, to: this.pool, value }, poolInterface);
  }

  depositWithHarvest(from: string, value: bigint, report: ReportResult, rewards: RewardsStore): Promise<Receipt> {
    const file = rewards.get(report.rewardsFile) ?? '';
    const params = harvestParamsFromFile(file, this.pool, report.rewardsRoot);
    return this.send(from, 'updateStateAndDeposit', [from, ZERO_ADDRESS, params], value);
  }

  /** Asks for an exit of shares worth `assets` and returns what claims it later. */
  async exit(from: string, assets: bigint): Promise<{ ticket: bigint; timestamp: number }> {
    const shares = (assets * (await this.read<bigint>('totalShares'))) / (await this.read<bigint>('totalAssets'));
    const { logs } = await this.send(from, 'enterExitQueue', [shares, from]);
    const entered = logs.map((log) => poolInterface.parseLog(log)).find((log) => log?.name === 'ExitQueueEntered');
    const { timestamp } = await this.chain.latestBlock();
    return { ticket: entered?.args['positionTicket'] as bigint, timestamp };
  }

  async claim(from: string, { ticket, timestamp }: { ticket: bigint; timestamp: number }): Promise<Receipt> {
    const index = await this.read<bigint>('getExitQueueIndex', [ticket]);
    return this.send(from, 'claimExitedAssets', [ticket, timestamp, index]);
  }
}

/**
 * Gives a fresh pool eight weeks of history: four users with deposits of every kind and exits in every state, other
 * members, two reports a day, MEV, one penalty, validators, ETH returned, and a daily ETH price. It begins at the
 * chain's time and is the same each time; afterwards the newest report is collected, so that a deposit needs no harvest.
 */
export async function seedHistory(options: SeedOptions): Promise<void> {
  const { request, operator, pool, rewards } = options;
  const chain = new ChainClient(request);
  const members = new Members(chain, pool);
  const { staker, queued, claiming, exiting } = seededUsers;
  const { timestamp: start } = await chain.latestBlock();
  const nextVariation = makeSequence(7);
  let firstExit: { ticket: bigint; timestamp: number } | undefined;

  /** Consensus reward of half a day, between 80 and 120 % of the average. */
  const nextReward = async (): Promise<bigint> => {
    const average = ((await members.read<bigint>('totalAssets')) * REWARD_PER_REPORT) / ETH;
    return (average * (800n + (nextVariation() * 4n) / 10n)) / 1000n;
  };

  /** Brings the pool's free ETH to a whole number of validators and runs them, so that none is left for exits. */
  const useUpFreeEth = async (): Promise<void> => {
    const free = await members.read<bigint>('withdrawableAssets');
    await members.deposit(FIRST_MEMBER, VALIDATOR_DEPOSIT - (free % VALIDATOR_DEPOSIT));
    await operator.runValidators();
  };

  const { ethUsdFeed, operatorAccount } = options;
  const pushPrice =
    ethUsdFeed === null
      ? () => Promise.resolve()
      : startPriceWalk(chain, { feed: ethUsdFeed, owner: operatorAccount, firstCents: FIRST_PRICE_CENTS, seed: 11 });

  /** What happens after a report, by its number; two a day. */
  const events: Readonly<Record<number, () => Promise<unknown>>> = {
    6: () => members.deposit(staker, 2n * ETH, queued),
    28: () => members.plainSend(exiting, (13n * ETH) / 2n),
    32: () => members.deposit(SECOND_MEMBER, 48n * ETH),
    40: async () => {
      firstExit = await members.exit(claiming, 3n * ETH);
      await operator.returnEth();
    },
    45: () => (firstExit ? members.claim(claiming, firstExit) : Promise.resolve()),
    66: () => members.deposit(THIRD_MEMBER, 40n * ETH, THIRD_MEMBER, REFERRER),
    88: async () => {
      await members.exit(claiming, (5n * ETH) / 2n);
      await operator.returnEth();
    },
    108: useUpFreeEth,
    [REPORTS]: () => members.exit(queued, 5n * ETH),
  };

  // Blocks as far apart as on Ethereum, whatever the time that the seeding takes.
  await request('anvil_setBlockTimestampInterval', [SLOT_SECONDS]);
  // Before the first stake, so that everything that follows has a price.
  await pushPrice();
  await members.deposit(FIRST_MEMBER, 96n * ETH);
  await members.deposit(staker, 20n * ETH);
  await members.plainSend(queued, 12n * ETH);
  await members.deposit(SECOND_MEMBER, 160n * ETH);
  await members.deposit(claiming, 16n * ETH, claiming, REFERRER);
  await members.deposit(exiting, 24n * ETH);
  await members.deposit(THIRD_MEMBER, 64n * ETH);
  await operator.runValidators();

  for (let report = 1; report <= REPORTS; report += 1) {
    if (report === REPORTS) {
      // So late that the last report pays a part of it while the claim delay still runs.
      await chain.mine(start + report * REPORT_SECONDS - 3600);
      await members.exit(exiting, 10n * ETH);
      await operator.returnEth(4n * ETH);
    }
    await chain.mine(start + report * REPORT_SECONDS);
    if (report % MEV_EVERY === 0) {
      await operator.sendMev((MEV * (800n + nextVariation())) / 1000n);
    }
    if (report === PENALTY_REPORT) {
      await operator.report(PENALTY);
    } else if (report === 18) {
      const posted = await operator.report(await nextReward(), false);
      await members.depositWithHarvest(staker, (17n * ETH) / 4n, posted, rewards);
    } else {
      // Now and then nobody collects a report; the next harvest then brings two.
      await operator.report(await nextReward(), report % 9 !== 4 || report > 100);
    }
    await events[report]?.();
    if (report % 2 === 0) {
      await pushPrice();
      await options.onDay?.(report / 2);
    }
    if (report === 50 || report === 80) {
      await operator.runValidators();
    }
  }
  await request('anvil_removeBlockTimestampInterval', []);
  await chain.mine(Math.max(start + SEED_SECONDS, (await chain.latestBlock()).timestamp + 1));
}
