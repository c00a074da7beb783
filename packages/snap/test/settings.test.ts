import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { accounts, operatorAccount, type Anvil } from '@pooled-staking/devnet';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import { Interface } from 'ethers';
import { collateralize, ether, person, pool, startChain, vault, type TestChain } from './support/chain';
import { serve } from './support/server';
import { install, type InstalledSnap } from './support/snap';
import { textsOf } from './support/texts';

const local = 'eip155:31337';
const other = accounts[6];
const { t } = createSnapTranslator('en');
const feed = new Interface(['function pushRound(int256 answer, uint256 updatedAt)']);
const nobody = `0x${'00'.repeat(20)}`;
const toHex = (value: bigint): string => `0x${value.toString(16)}`;

describe('what is chosen in the settings', () => {
  let chain: TestChain;
  let nodes: Map<number, Anvil | null>;
  let snap: InstalledSnap;
  let asked: string[][];
  let revert: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    chain = await startChain();
    await collateralize(chain);
    await chain.deposit(person, 2n * ether);
    const { timestamp } = (await chain.anvil.request('eth_getBlockByNumber', ['latest', false])) as {
      timestamp: string;
    };
    await chain.send({
      from: operatorAccount,
      to: chain.contracts?.ethUsdFeed ?? '',
      value: '0x0',
      data: feed.encodeFunctionData('pushRound', [300_000_000_000n, BigInt(timestamp)]),
      gas: '0x7a120',
    });
    nodes = new Map([[31337, chain.anvil]]);
  });
  afterAll(async () => chain.stop());

  const start = async (options: Parameters<typeof install>[1] = {}): Promise<void> => {
    snap = await install(nodes, { chainId: 31337, ...options });
    asked = [];
    snap.wallet.dialog = async ({ content }) => {
      asked.push(textsOf(content));
      return Promise.resolve(true);
    };
  };
  beforeEach(async () => {
    revert = await chain.snapshot();
    await start();
  });
  afterEach(async () => revert?.());

  const openPage = async () => {
    const page = await snap.simulation.onSettingsPage();
    const shown = () => page.getInterface();
    return {
      texts: () => textsOf(shown().content),
      json: () => JSON.stringify(shown().content),
      click: async (name: string) => shown().clickElement(name),
      type: async (name: string, value: string) => shown().typeInField(name, value),
      choose: async (name: string, value: string) => shown().selectInDropdown(name, value),
    };
  };
  const watch = async (page: Awaited<ReturnType<typeof openPage>>, address: string, name: string): Promise<void> => {
    await page.type('address', address);
    await page.type('name', name);
    await page.click('submit-account');
  };
  const stakeFor = (receiver: string) => ({
    from: person,
    to: pool.address,
    value: toHex(ether),
    data: vault.encodeFunctionData('deposit', [receiver, nobody]),
  });
  const dialogOf = async (): Promise<string[]> => {
    const { texts } = await snap.ask(
      'stake',
      { account: person, pool: pool.id, amount: ether.toString() },
      async (dialog) => dialog.cancel(),
    );
    return texts;
  };

  it('makes a stranger an account of one’s own only by the dialog with the whole address', async () => {
    const page = await openPage();
    await watch(page, other.toLowerCase(), 'Savings');
    expect(page.texts()).toEqual(expect.arrayContaining(['Savings', other, t('settings.saved')]));
    expect(asked).toEqual([]);
    expect(await snap.insight(stakeFor(other))).toMatchObject({ severity: 'critical' });

    await page.click(`mine:${other}`);
    expect(asked).toEqual([[t('settings.accountMineAsk'), 'Savings', other, t('settings.accountMineText')]]);
    const own = await snap.insight(stakeFor(other));
    expect(own?.severity).toBeUndefined();
    expect(own?.texts).toEqual(expect.arrayContaining([t('ownReceiverTitle'), 'Savings', other]));
    expect(await snap.insight(stakeFor(accounts[7]))).toMatchObject({ severity: 'critical' });

    await page.click(`not-mine:${other}`);
    expect(await snap.insight(stakeFor(other))).toMatchObject({ severity: 'critical' });
  });

  it('is changed by no page: what it sends is refused, and the alarm stays', async () => {
    const page = await openPage();
    await watch(page, other, 'Savings');
    const account = { address: other, name: 'Savings', isOwn: true };
    const garbage = [account, [account], { accounts: [account] }, { settings: { accounts: [account] } }];
    for (const method of ['settings', 'setSettings', 'snap_setState', 'own', 'watch', 'stake', '__proto__']) {
      for (const params of garbage) {
        expect((await snap.fail(method, params)).code).toBeLessThan(0);
      }
    }
    expect(asked).toEqual([]);
    expect(await snap.insight(stakeFor(other))).toMatchObject({ severity: 'critical' });
  });

  it('sends every request of a network to the own node, and none to the wallet', async () => {
    let requests = 0;
    const node = await serve((request, response) => {
      requests += 1;
      const body: Buffer[] = [];
      request.on('data', (chunk: Buffer) => body.push(chunk));
      request.on('end', () => {
        void fetch(chain.chainUrl, {
          method: 'POST',
          body: Buffer.concat(body),
          headers: { 'Content-Type': 'application/json' },
        })
          .then(async (answer) => answer.text())
          .then((text) => response.end(text));
      });
    });
    try {
      const page = await openPage();
      await page.click('testnets');
      await page.click('submit-choices');
      await page.type(`node:${local}`, node.url);
      await page.click('submit-choices');
      expect(page.texts()).toContain(t('settings.saved'));
      expect(requests).toBe(1);
      snap.wallet.requests.length = 0;
      const position = await snap.call('getPosition', { account: person, pool: pool.id });
      expect(BigInt(position.shares)).toBe(await chain.read('getShares', [person]));
      expect(requests).toBeGreaterThan(2);
      expect(snap.wallet.requests).toEqual([]);

      await page.type(`node:${local}`, '');
      await page.click('submit-choices');
      requests = 0;
      await snap.call('getPosition', { account: person, pool: pool.id });
      expect(requests).toBe(0);
      expect(snap.wallet.requests.length).toBeGreaterThan(2);
    } finally {
      await node.stop();
    }
  });

  it('takes no node of another chain, and none that does not answer or is no server', async () => {
    const node = await serve((_, response) => response.end('{"jsonrpc":"2.0","id":1,"result":"0x1"}'));
    const page = await openPage();
    await page.click('testnets');
    await page.click('submit-choices');
    const enter = async (url: string): Promise<string> => {
      await page.type(`node:${local}`, url);
      await page.click('submit-choices');
      return page.json();
    };
    expect(await enter(node.url)).toContain(t('settings.nodeOther', { chain: '1', network: 'Local chain' }));
    await node.stop();
    expect(await enter(node.url)).toContain(t('settings.nodeSilent'));
    for (const garbage of ['1e99', '-0', ' 1,5 ', person, 'http://node.example', '\u202e']) {
      expect(await enter(garbage)).toContain(t('settings.url'));
    }
    snap.wallet.requests.length = 0;
    await snap.call('getPosition', { account: person, pool: pool.id });
    expect(snap.wallet.requests.length).toBeGreaterThan(2);
  });

  it('brings reports from the own gateway', async () => {
    await chain.operator.report(ether / 10n, false);
    await chain.operator.report(ether / 10n, false);
    expect(await snap.fail('stake', { account: person, pool: pool.id, amount: ether.toString() })).toMatchObject({
      data: { code: 'HARVEST_PROOF_UNAVAILABLE' },
    });
    const page = await openPage();
    await page.click('testnets');
    await page.click('submit-choices');
    // Its usual path is put behind it.
    await page.type(`gateways:${local}`, chain.httpUrl);
    await page.click('submit-choices');
    snap.wallet.dialog = undefined;
    expect(await dialogOf()).toContain(
      'The pool must take in the latest report first. This transaction does that too.',
    );
  });

  it('says things in the language, and amounts in the currency', async () => {
    await start({ currency: 'eur' });
    snap.wallet.dialog = undefined;
    // The local chain has prices in dollars alone.
    expect((await dialogOf()).join(' ')).not.toMatch(/[$€]/u);
    const page = await openPage();
    await page.choose('currency', 'USD');
    await page.choose('language', 'de');
    await page.click('submit-choices');
    expect(page.texts()).toEqual(expect.arrayContaining(['Einstellungen', 'Gespeichert.']));
    const texts = (await dialogOf()).join(' ');
    expect(texts).toMatch(/\d,\d\d\s\$/u);
    expect(texts).toContain('Netzwerk');
    expect((await snap.insight(stakeFor(person)))?.texts.join(' ')).toContain('Netzwerk');
    await page.choose('language', 'wallet');
    await page.click('submit-choices');
    expect(page.texts()).toEqual(expect.arrayContaining(['Settings', 'Saved.']));
  });

  it('is gone after it was cleared, and everything works anew', async () => {
    const page = await openPage();
    await watch(page, other, 'Savings');
    await page.click(`mine:${other}`);
    await page.choose('language', 'de');
    await page.click('submit-choices');
    await snap.call('getPosition', { account: person, pool: pool.id });
    asked.length = 0;
    await page.click('clear');
    expect(asked).toEqual([['Alles löschen, was dieser Snap gespeichert hat?', expect.any(String)]]);
    expect(page.texts()).toEqual(
      expect.arrayContaining(['Settings', t('settings.clearDone'), t('settings.accountsNone')]),
    );
    expect(await snap.insight(stakeFor(other))).toMatchObject({ severity: 'critical' });
    await snap.call('getPosition', { account: person, pool: pool.id });
    // An update tells nothing that was told before.
    await snap.simulation.onUpdate();
    expect(asked).toHaveLength(1);
    await watch(page, other, 'Again');
    expect(page.texts()).toContain('Again');
    expect((await openPage()).texts()).toContain('Again');
  });

  it('stands under the home page as well, with a way back', async () => {
    const home = await snap.simulation.onHomePage();
    await home.getInterface().clickElement('settings');
    expect(textsOf(home.getInterface().content)).toContain(t('settings.accountsNone'));
    await home.getInterface().typeInField('address', other);
    await home.getInterface().clickElement('submit-account');
    expect(textsOf(home.getInterface().content)).toContain(other);
    await home.getInterface().clickElement('back');
    expect(textsOf(home.getInterface().content)).not.toContain(t('settings.clear'));
    expect(JSON.stringify(home.getInterface().content)).toContain('"settings"');
  });
});
