import { deployer, pool, token, vault } from './registered';
import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseResult, type MethodName, type Methods } from '@pooled-staking/api';
import { toDecimal, type Hex, type PlainTransaction } from '@pooled-staking/core';
import { accounts, loadArtifact } from '@pooled-staking/devnet';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import { Interface } from 'ethers';
import { parseContext } from '../../src/home/context';
import { handleHomeInput } from '../../src/home/handle-input';
import { homePart } from '../../src/home/view';
import { handleTransaction } from '../../src/insight/handle-transaction';
import { linesOf } from '../../src/insight/plain-lines';
import { createHandleRequest } from '../../src/rpc/handle-request';
import { createWithChain } from '../../src/wallet/provider';
import { createHomeWallet } from '../support/home-wallet';
import { refusingWallet } from '../support/refusing-wallet';
import type { Wallet } from '../../src/wallet/wallet';
import { pool as local, startChain, type Mined, type Prepared, type TestChain } from '../support/chain';

const [person, other] = [accounts[0], accounts[1]];
const origin = 'https://dapp.example';

const contract = new Interface([
  'function mint(address account, uint256 amount)',
  'function transfer(address account, uint256 amount)',
  'function approve(address account, uint256 amount)',
  'function deposit(uint256 assets, address receiver)',
  'function redeem(uint256 shares, address receiver, address owner)',
  'function balanceOf(address account) view returns (uint256)',
  'function convertToAssets(uint256 shares) view returns (uint256)',
]);
const encode = (method: string, ...args: readonly unknown[]): Hex => contract.encodeFunctionData(method, args) as Hex;
const unit = 10n ** 6n;

let chain: TestChain;
let shown: string[] = [];

/** The Snap's own code over the chain, with a person who says yes. */
function createWallet(): Wallet {
  const kept = new Map<string, unknown>();
  return {
    ...refusingWallet,
    withChain: createWithChain(async ({ method, params }) =>
      chain.anvil.request(method, params as unknown[] | undefined),
    ),
    readTexts: async (locale) => Promise.resolve(createSnapTranslator(locale)),
    readInsightState: async () => Promise.resolve(undefined),
    writeInsightState: async () => Promise.resolve(),
    store: {
      read: async (key) => Promise.resolve(kept.get(key)),
      write: async (key, value) => {
        kept.set(key, value);
        return Promise.resolve();
      },
    },
    confirm: async (content: JSXElement) => {
      shown = linesOf(content);
      return Promise.resolve(true);
    },
  };
}

async function call<Name extends MethodName>(name: Name, params: object): Promise<Methods[Name]['result']> {
  const answer = await createHandleRequest(createWallet())(origin, { method: name, params });
  return parseResult(name, JSON.parse(JSON.stringify(answer)));
}

/** The transactions that a method prepares after the person's yes. */
async function prepare(name: 'stake' | 'unstake', amount: string): Promise<readonly Prepared[]> {
  const answer = await call(name, { account: person, pool, amount });
  return answer.status === 'prepared' ? answer.transactions : [];
}

async function send(from: string, to: string, data: Hex): Promise<Mined> {
  const mined = await chain.send({ from, to, value: '0x0', data, gas: '0x7a120' });
  expect(mined.status).toBe(1);
  return mined;
}

async function read(to: string, method: string, ...args: readonly unknown[]): Promise<bigint> {
  const answer = await chain.anvil.request('eth_call', [{ to, data: encode(method, ...args) }, 'latest']);
  return BigInt(answer as string);
}

async function deploy(name: string, args: Hex = '0x'): Promise<void> {
  const data = `${loadArtifact(name).bytecode}${args.slice(2)}`;
  const transaction = { from: deployer, data, gas: '0x4c4b40' } as unknown as Prepared;
  expect((await chain.send(transaction)).status).toBe(1);
}

/** What the Snap says beside a transaction of the person. */
async function insightOf(
  to: string,
  data: Hex,
): Promise<{ readonly severity: string | undefined; readonly lines: string[] }> {
  const transaction = { from: person, to, value: '0x0', data };
  const answer = await handleTransaction(createWallet(), { transaction, chainId: 'eip155:31337', origin });
  if (!answer || !('content' in answer)) {
    throw new Error('The Snap shows no complete picture.');
  }
  return { severity: answer.severity, lines: linesOf(answer.content) };
}

/** The home page of the Snap, open at the pool. */
async function openHome(own: Partial<Wallet> = {}): Promise<{
  lines: () => string[];
  page: () => string;
  press: (type: string, name: string, value?: unknown) => Promise<void>;
}> {
  const { wallet: bare, shown: pages } = createHomeWallet();
  const { withChain, store } = createWallet();
  const wallet: Wallet = {
    ...bare,
    withChain,
    store,
    readInsightState: async () => Promise.resolve(undefined),
    ...own,
  };
  const account = person as `0x${string}`;
  await wallet.state.update(homePart, (home) => ({ ...home, chosen: { address: account, isOwn: true } }));
  const press = async (type: string, name: string, value?: unknown): Promise<void> => {
    const context = parseContext(pages.at(-1)?.context ?? { surface: 'home', account });
    if (!context) {
      throw new Error('This is no page of the home page.');
    }
    await handleHomeInput(wallet, 'interface', { type, name, value }, context);
  };
  await press('ButtonClickEvent', `pool:${pool}`);
  return { lines: () => linesOf(pages.at(-1)?.ui), page: () => JSON.stringify(pages.at(-1)?.ui), press };
}

beforeAll(async () => {
  chain = await startChain();
  await deploy('PlainToken');
  await deploy('PlainVault', `0x${token.slice(2).padStart(64, '0')}`);
  await send(person, token, encode('mint', person, 1_000n * unit));
  await send(other, token, encode('mint', other, 1_000n * unit));
  await send(other, token, encode('approve', vault, 500n * unit));
  await send(other, vault, encode('deposit', 500n * unit, other));
}, 60_000);

afterAll(async () => {
  await chain.stop();
});

describe('a second protocol, added by the recipe', () => {
  it('is among the pools, beside the others', async () => {
    const { pools } = await call('getPools', { chainId: 'eip155:31337' });
    expect(pools.map(({ protocol, asset }) => [protocol, asset])).toEqual([
      ['StakeWise V3', 'ETH'],
      ['Metis sequencer pool', 'METIS'],
      ['ERC-4626', 'PLAIN'],
    ]);
    expect(pools.at(-1)?.totals.assets).toBe(`${500n * unit}`);
  });

  it('quotes a stake with its approval, shows it in its own asset, and does what it said', async () => {
    const transactions = await prepare('stake', `${300n * unit}`);
    expect(transactions.map(({ to }) => to)).toEqual([token, vault]);
    expect(shown).toEqual(
      expect.arrayContaining([
        'Stake 300 PLAIN',
        'Pool: Plain Vault',
        'You stake: 300 PLAIN',
        'The pool pays it out right away.',
      ]),
    );
    expect(shown.join(' ')).not.toMatch(/300 ETH|\$/u);
    for (const transaction of transactions) {
      expect((await chain.send(transaction)).status).toBe(1);
    }
    // Approved exactly what it takes: the next stake asks again.
    expect(await prepare('stake', '1')).toHaveLength(2);
  });

  it('tells the position and the rewards to the smallest unit', async () => {
    await send(other, token, encode('transfer', vault, 40n * unit + 1n));
    const position = await call('getPosition', { account: person, pool });
    const shares = await read(vault, 'balanceOf', person);
    const assets = await read(vault, 'convertToAssets', shares);
    expect(position).toMatchObject({
      shares: `${shares}`,
      assets: `${assets}`,
      lifetimeRewards: `${assets - 300n * unit}`,
      exits: [],
      reconciled: true,
    });
    const { entries } = await call('viewRewards', { account: person, pool });
    expect(entries.map(({ type, assets: amount }) => [type, amount])).toContainEqual(['stake', `${300n * unit}`]);
  });

  it('has insights that tell what a stake leaves, to the smallest unit', async () => {
    await send(person, token, encode('approve', vault, 50n * unit));
    const data = encode('deposit', 50n * unit, person);
    const { severity, lines } = await insightOf(vault, data);
    expect(severity).toBeUndefined();
    expect(lines).toEqual(
      expect.arrayContaining(['Stakes 50 PLAIN in the pool.', 'Pool: Plain Vault', 'The pool pays it out right away.']),
    );
    await send(person, vault, data);
    const assets = await read(vault, 'convertToAssets', await read(vault, 'balanceOf', person));
    const [whole, rest] = [assets / unit, (assets % unit).toString().padStart(6, '0').replace(/0+$/u, '')];
    expect(lines).toContain(`Staked after this: ${whole}${rest === '' ? '' : `.${rest}`} PLAIN`);
  });

  it('is guarded by the checks that all protocols share', async () => {
    const away = await insightOf(vault, encode('redeem', 10n * unit, other, person));
    expect(away).toMatchObject({ severity: 'critical' });
    expect(away.lines).toContain('Another account receives this');
    expect(away.lines).not.toContain('Extra data at the end');
    const tooMuch = await insightOf(vault, encode('redeem', 10n ** 18n, person, person));
    expect(tooMuch.severity).toBe('critical');
    const cut = await insightOf(vault, encode('redeem', 10n * unit, person, person).slice(0, 60) as Hex);
    expect(cut.severity).toBe('critical');
  });

  it('is told beside the first protocol where one transaction concerns both', async () => {
    const batch = new Interface(['function executeBatch((address to, uint256 value, bytes data)[] calls)']);
    const enterExitQueue = new Interface(['function enterExitQueue(uint256 shares, address receiver)']);
    const calls = [
      [vault, 0n, encode('redeem', 10n * unit, person, person)],
      [local.address, 0n, enterExitQueue.encodeFunctionData('enterExitQueue', [unit, other])],
    ];
    const data = batch.encodeFunctionData('executeBatch', [calls]) as Hex;
    const { severity, lines } = await insightOf(person, data);
    expect(severity).toBe('critical');
    expect(lines).toEqual(expect.arrayContaining(['Pool: Plain Vault', 'Pool: Local Pool']));
    const texts = lines.join(' ');
    expect(texts).toMatch(/Unstakes 10\.\d+ PLAIN and pays it out right away\./u);
    expect(texts).toContain('Another account receives this');
  });

  it('has a home page that shows and stakes in its own asset, by the same code', async () => {
    const { lines, page, press } = await openHome();
    const shares = await read(vault, 'balanceOf', person);
    const staked = await read(vault, 'convertToAssets', shares);
    expect(lines()).toContain(`Staked: ${toDecimal(staked, 6)} PLAIN`);
    expect(lines().join('\n')).toMatch(/Rewards this month: [1-9][\d.]* PLAIN/u);
    expect(lines().join('\n')).not.toMatch(/ETH|\$/u);
    await press('ButtonClickEvent', 'stake');
    await press('InputChangeEvent', 'amount', '1.5');
    expect(lines()).toEqual(
      expect.arrayContaining([
        'Stake 1.5 PLAIN',
        'You stake: 1.5 PLAIN',
        'First you approve exactly this amount, in a transaction of its own.',
      ]),
    );
    expect(lines()).not.toContain('This transaction would fail');
    await press('InputChangeEvent', 'amount', '1.0000001');
    expect(page()).toContain('Use at most 6 decimals.');
    // A wallet that sends nothing for a Snap: the site sees to the order.
    await press('InputChangeEvent', 'amount', '1.5');
    await press('FormSubmitEvent', 'send', { amount: '1.5' });
    expect(lines()).toContain('One more step');
    expect(page()).toContain('amount=1.5');
  });

  it('sends the approval from the home page first, once, and the stake when it is mined', async () => {
    const sent: PlainTransaction[] = [];
    const { lines, press } = await openHome({
      schedule: async () => Promise.resolve(),
      sending: {
        open: async () => Promise.resolve(),
        send: async (_, transaction) => {
          sent.push(transaction);
          const hash: Hex = `0x${sent.length.toString().padStart(64, '0')}`;
          return Promise.resolve(hash);
        },
      },
    });
    const submit = async (): Promise<void> => press('FormSubmitEvent', 'send', { amount: '1.5' });
    await press('ButtonClickEvent', 'stake');
    await press('InputChangeEvent', 'amount', '1.5');
    await submit();
    expect(sent).toMatchObject([{ to: token, data: encode('approve', vault, 1_500_000n) }]);
    expect(lines().join('\n')).toContain('Your approval is sent.');
    await submit();
    expect(sent).toHaveLength(1);
    expect(lines().join('\n')).toContain('Your approval is still on its way.');
    expect((await chain.send(sent[0] as Prepared)).status).toBe(1);
    await submit();
    expect(sent[1]).toMatchObject({ to: vault, data: encode('deposit', 1_500_000n, person) });
    expect((await chain.send(sent[1] as Prepared)).status).toBe(1);
  });

  it('unstakes everything at once', async () => {
    const before = await read(token, 'balanceOf', person);
    const { assets } = await call('getPosition', { account: person, pool });
    const transactions = await prepare('unstake', 'max');
    expect(shown).toContain('The pool pays it out right away.');
    for (const transaction of transactions) {
      expect((await chain.send(transaction)).status).toBe(1);
    }
    expect((await read(token, 'balanceOf', person)) - before).toBe(BigInt(assets));
    expect(await call('getPosition', { account: person, pool })).toMatchObject({ shares: '0', assets: '0' });
  });
});
