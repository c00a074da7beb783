import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addFiatPrice,
  andromeda,
  artemisPool,
  readBlock,
  readFiatPricesAt,
  ReadBatch,
  type Request,
} from '@pooled-staking/core';

import { launchDevnet, type Devnet } from '../../src/launcher';
import { metisClient } from '../../src/metis/chain';
import { ChainClient } from '../../src/operator/chain-client';
import { DAY_SECONDS, DAYS } from '../../src/seed';

let devnet: Devnet;
let first: ChainClient;
let metis: ChainClient;

beforeAll(async () => {
  devnet = await launchDevnet({ metis: true, serveSite: false, walletPanel: false });
  if (!devnet.metis) {
    throw new Error('the chain of Metis does not run');
  }
  first = new ChainClient((method, params) => devnet.anvil.request(method, params));
  metis = metisClient(devnet.metis.anvil);
});

afterAll(() => devnet.stop());

const timesOf = async () =>
  (await Promise.all([first.latestBlock(), metis.latestBlock()])).map(({ timestamp }) => timestamp);

describe('the clocks of both chains', () => {
  it('show the present after the history', async () => {
    const [onFirst, onMetis] = await timesOf();
    expect(Math.abs((onFirst ?? 0) - Date.now() / 1000)).toBeLessThan(120);
    expect(onMetis).toBeGreaterThanOrEqual(onFirst ?? 0);
  });

  it.each([
    ['by a report, which waits for its time', () => devnet.operator.report(10n ** 17n)],
    ['by a day', () => devnet.operator.advanceTime(DAY_SECONDS)],
    ['by blocks', () => devnet.operator.mine(100)],
    ['by the timer', () => devnet.operator.tick()],
  ])('go forward together %s', async (_what, move) => {
    const [before = 0] = await timesOf();
    await move();
    const [onFirst = 0, onMetis] = await timesOf();
    expect(onFirst).toBeGreaterThan(before + 600);
    expect(onMetis).toBe(onFirst);
  });
});

it('has a price of METIS for each day of the history', async () => {
  const request: Request = async ({ method, params }) => devnet.metis?.anvil.request(method, params as unknown[]);
  const block = await readBlock(request);
  const batch = new ReadBatch(andromeda.multicall3);
  const price = addFiatPrice(batch, andromeda, 'usd');
  await batch.run(request, block);
  expect(price()?.price).toBeGreaterThan(10n * 10n ** 18n);
  expect(price()?.price).toBeLessThan(20n * 10n ** 18n);
  const begin = block.timestamp - (DAYS + 1) * DAY_SECONDS;
  const times = Array.from({ length: 50 }, (_, day) => begin + (day + 5) * DAY_SECONDS);
  const context = {
    request,
    network: andromeda,
    pool: artemisPool,
    fetchText: () => Promise.reject(new Error('no files')),
    rewardsGateways: [],
  };
  const prices = await readFiatPricesAt(context, block, 'usd', times);
  expect([...prices.keys()]).toEqual(times);
  expect(new Set([...prices.values()].map((each) => each.price)).size).toBeGreaterThan(40);
});
