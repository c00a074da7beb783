import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { networkByChainId, stakewiseOn, type Hex, type PlainCall, type Request } from '@pooled-staking/core';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import { accounts, loadArtifact, type PoolVersion } from '@pooled-staking/devnet';
import { AbiCoder, Interface } from 'ethers';
import { reportRuns, runsOf } from '../../core/test/long';
import { ofAccount, ofRelay, relay } from '../../core/test/insight/wrap';
import { claim } from '../src/rpc/claim';
import { stake } from '../src/rpc/stake';
import { unstake } from '../src/rpc/unstake';
import { explain } from '../src/insight/explanation';
import { handleTransaction } from '../src/insight/handle-transaction';
import { createWithChain } from '../src/wallet/provider';
import type { Wallet } from '../src/wallet/wallet';
import { collateralize, ether, pool, startChain, vault, type TestChain } from './support/chain';
import { refusingWallet } from './support/refusing-wallet';
import { defaultSettings } from '../src/wallet/settings';

type Transaction = { from: string; to: string; value: string; data: string };

const local = networkByChainId(31337);
const chainId = 'eip155:31337';
const nobody = `0x${'00'.repeat(20)}`;
const users: readonly string[] = accounts.slice(0, 5);
const day = 86_400;
/** Rounds of a life, of batches, and of calls of other contracts. */
const [lifeRounds, batchRounds, foreignRounds] = [runsOf(12, 3), runsOf(40, 4), runsOf(26, 6)];
const toHex = (value: bigint): string => `0x${value.toString(16)}`;
const encode = (method: string, args: readonly unknown[]): string => vault.encodeFunctionData(method, args);

/** Numbers that look random and are the same each time. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The Snap's own code on a chain, by a wallet whose person approves everything. */
function walletOn(chain: TestChain): Wallet {
  const ethereum: Request = async ({ method, params }) => {
    if (method === 'eth_chainId') {
      return '0x7a69';
    }
    return chain.anvil.request(method, (params ?? []) as unknown[]);
  };
  const memory = new Map<string, unknown>();
  return {
    ...refusingWallet,
    withChain: createWithChain(ethereum),
    readSettings: async () => Promise.resolve({ ...defaultSettings, rewardsGateways: { [chainId]: [chain.gateway] } }),
    readTexts: async (locale) => Promise.resolve(createSnapTranslator(locale)),
    readInsightState: async (key) => Promise.resolve(memory.get(key)),
    writeInsightState: async (key, value) => {
      memory.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
    createInterface: async (ui) => Promise.resolve(JSON.stringify(ui)),
    updateInterface: async () => Promise.resolve(),
    fetchText: async (url) => (await fetch(url)).text(),
    store: { read: async () => Promise.resolve(null), write: async () => Promise.resolve() },
    confirm: async () => Promise.resolve(true),
  };
}

describe.each<PoolVersion>([1, 2])('honest transactions around a pool of version %d', (poolVersion) => {
  let chain: TestChain;
  let wallet: Wallet;
  const pick = numbersFrom(20_261 + poolVersion);
  const counts = { looked: 0, shown: 0 };
  const alarms: string[] = [];

  const look = async (kind: string, transaction: Transaction, origin = 'https://site.example'): Promise<void> => {
    const request: Request = async ({ method, params }) => chain.anvil.request(method, (params ?? []) as unknown[]);
    const insight = await handleTransaction(wallet, { transaction, chainId, origin }, 20_000);
    counts.looked += 1;
    counts.shown += insight ? 1 : 0;
    const explanation = await explain(request, { transaction, chainId, origin });
    const isNamed = explanation.findings.some((finding) => JSON.stringify(finding).includes('"critical"'));
    if (insight?.severity || isNamed) {
      alarms.push(`${kind}: ${JSON.stringify(transaction)} ${JSON.stringify(insight).slice(0, 800)}`);
    }
  };

  beforeAll(async () => {
    chain = await startChain({ poolVersion });
    await collateralize(chain);
    wallet = walletOn(chain);
    for (let report = 0; report < 16; report += 1) {
      await chain.operator.report(ether / 50n);
    }
    for (const user of users) {
      await chain.deposit(user, 4n * ether);
    }
  });

  afterAll(async () => {
    await chain.stop();
    reportRuns(`Honest transactions, version ${poolVersion}`, {
      transactions: counts.looked,
      'with an insight': counts.shown,
    });
  });

  it('that the Snap prepares are never called dangerous, through a whole life', async () => {
    for (let round = 0; round < lifeRounds; round += 1) {
      for (const account of users) {
        const amount = `${ether / 10n + BigInt(pick(1_000_000)) * 10n ** 11n}`;
        const params = { account, pool: pool.id };
        const first = [async () => stake(wallet, { ...params, amount }, 'https://site.example')];
        const second = [async () => unstake(wallet, { ...params, amount }, 'https://site.example')];
        const third = [async () => claim(wallet, params, 'https://site.example')];
        for (const prepare of [...first, ...(round % 2 === 0 ? second : []), ...(round % 3 === 2 ? third : [])]) {
          const prepared = await prepare().catch((error: unknown) => {
            // Nothing to claim yet: there is no transaction to look at.
            if (/claim|wait|queue/iu.test(String(error))) {
              return null;
            }
            throw error;
          });
          for (const transaction of prepared?.status === 'prepared' ? prepared.transactions : []) {
            await look('prepared', transaction);
            await chain.send(transaction);
          }
        }
      }
      // The pool lives on: reports that it takes in or not, penalties, ETH from validators, time.
      await chain.operator.report(round % 5 === 4 ? -ether / 100n : ether / 50n, round % 3 !== 0);
      if (round % 2 === 1) {
        await chain.operator.returnEth().catch(() => undefined);
      }
      await chain.operator.advanceTime(day / 2);
    }
    expect(alarms).toEqual([]);
    expect(counts.shown).toBeGreaterThan(6 * lifeRounds);
  }, 300_000);

  it('that other pages make are not either: other forms, amounts, marks and batches', async () => {
    await chain.operator.harvest();
    const before = counts.shown;
    const account = new Interface(['function execute(bytes32 mode, bytes calls)']);
    for (let round = 0; round < batchRounds; round += 1) {
      const from = users[pick(users.length)] ?? accounts[0];
      const held = await chain.read('getShares', [from]);
      const part = held / BigInt(3 + pick(50)) + 1n;
      const value = toHex(ether / BigInt(1 + pick(500)));
      const mark = ['', '00', 'c0ffee', '80218021802180218021802180218021'][pick(4)] ?? '';
      const exit = encode('enterExitQueue', [part, from]);
      const deposit = encode('deposit', [from, users[pick(users.length)]]);
      const calls = [[pool.address, BigInt(value), deposit]];
      const batch = AbiCoder.defaultAbiCoder().encode(['(address,uint256,bytes)[]'], [calls]);
      const whole: [kind: string, transaction: Transaction][] = [
        ['plain ETH', { from, to: pool.address, value, data: '0x' }],
        ['plain ETH, in lower case', { from: from.toLowerCase(), to: pool.address.toLowerCase(), value, data: '' }],
        ['a stake with a mark', { from, to: pool.address, value, data: deposit + mark }],
        ['an exit', { from, to: pool.address, value: '0x0', data: exit + mark }],
        ['all of it', { from, to: pool.address, value: '0x0', data: encode('enterExitQueue', [held, from]) }],
        [
          'exits in a multicall',
          { from, to: pool.address, value: '0x0', data: encode('multicall', [[exit, encode('multicall', [[exit]])]]) },
        ],
        [
          'a batch',
          {
            from,
            to: from,
            value: '0x0',
            data: account.encodeFunctionData('execute', [`0x01${'00'.repeat(31)}`, batch]),
          },
        ],
      ];
      for (const [kind, transaction] of whole) {
        await look(kind, transaction, ['https://other.example', 'metamask'][pick(2)]);
      }
    }
    expect(alarms).toEqual([]);
    expect(counts.shown - before).toBe(7 * batchRounds);
  }, 300_000);

  it('to other contracts are not either, whatever their calls look like', async () => {
    const others = Array.from({ length: 6 }, (_, index) => `0x${(index + 0xa1).toString(16).repeat(20)}`);
    for (const other of others.slice(0, 4)) {
      await chain.anvil.request('anvil_setCode', [other, loadArtifact('OtherProtocol').deployedBytecode]);
    }
    // A token with a fallback that refuses, and accounts of persons.
    const targets = [...others, accounts[7], accounts[8], local.multicall3, stakewiseOn(local).validatorsRegistry];
    const before = counts.looked;
    for (let round = 0; round < foreignRounds; round += 1) {
      const from = users[pick(users.length)] ?? accounts[0];
      const other = users[pick(users.length)] ?? accounts[0];
      const to = targets[pick(targets.length)] ?? nobody;
      const value = ['0x0', toHex(ether)][pick(2)] ?? '0x0';
      const exit = encode('enterExitQueue', [BigInt(pick(1_000)), other]);
      const report = [`0x${'ab'.repeat(32)}`, 1n, 0n, []];
      const shapes = [
        '0x',
        encode('deposit', [to, other]),
        encode('deposit', [other, nobody]),
        encode('redeem', [1n, other]),
        encode('multicall', [[]]),
        encode('multicall', [[encode('redeem', [5n, other]), '0x1249c58b', '0x']]),
        encode('multicall', [[exit]]),
        encode('updateState', [report]),
        encode('updateStateAndDeposit', [other, other, report]),
        exit,
        exit.slice(0, -10),
        exit.slice(0, 10),
        `${exit}00ff`,
        encode('claimExitedAssets', [1n, 2n, 3n]),
        // The selectors of ours with the arguments of others.
        `0xf9609f08${'ff'.repeat(64)}`,
        `0xac9650d8${'11'.repeat(100)}`,
        `0x8697d2c2${'22'.repeat(96)}`,
        `0xa9059cbb${other.slice(2).padStart(64, '0')}${'01'.padStart(64, '0')}`,
      ];
      for (const data of shapes) {
        await look('foreign', { from, to, value, data });
      }
    }
    expect(alarms).toEqual([]);
    expect(counts.looked - before).toBe(18 * foreignRounds);
  }, 300_000);

  it('in any wrapper that is known are not either; and every theft in one is', async () => {
    const before = counts.shown;
    const smart = users[1] ?? nobody;
    const to = pool.address;
    const held = await chain.read('getShares', [smart]);
    const stake: PlainCall = { to, value: 10n ** 9n, data: encode('deposit', [smart, nobody]) as Hex };
    const exitTo = (receiver: string): PlainCall => {
      return { to, value: 0n, data: encode('enterExitQueue', [held / 5n, receiver]) as Hex };
    };
    const approval: PlainCall = { to: local.multicall3, value: 0n, data: `0x095ea7b3${'00'.repeat(64)}` };
    const silent: string[] = [];
    const wraps = [...Object.entries(ofAccount), ...Object.entries(ofRelay)];
    for (const [signature, wrap] of wraps) {
      const isShared = signature in ofRelay || /^(handle|redeem)/u.test(signature);
      const target = isShared ? relay : smart;
      // Whoever sends it; a relay passes on what the account itself gives it.
      const from = signature in ofRelay ? smart : accounts[0];
      const honest: [kind: string, calls: PlainCall[]][] = [
        ['a stake', [approval, stake]],
        ['an exit', [approval, exitTo(smart)]],
        ['neither', [approval]],
      ];
      for (const [kind, calls] of honest) {
        const value = signature in ofRelay ? toHex(10n ** 9n) : '0x0';
        await look(`${kind} in ${signature}`, { from, to: target, value, data: wrap(calls) });
      }
      const theft = { from, to: target, value: '0x0', data: wrap([approval, exitTo(accounts[6])]) };
      const insight = await handleTransaction(wallet, { transaction: theft, chainId }, 20_000);
      if (insight?.severity !== 'critical') {
        silent.push(signature);
      }
    }
    expect(alarms).toEqual([]);
    expect(silent).toEqual([]);
    expect(counts.shown - before).toBe(2 * wraps.length);
  }, 300_000);
});
