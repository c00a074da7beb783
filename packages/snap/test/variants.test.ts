import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SnapAlertInterface, SnapRequest } from '@metamask/snaps-jest';
import { accounts, type Anvil } from '@pooled-staking/devnet';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import { collateralize, ether, person, pool, startChain, vault, type TestChain } from './support/chain';
import { serve, serveVariant, type Served } from './support/server';
import { install, type InstalledSnap } from './support/snap';
import { textsOf } from './support/texts';

const { t } = createSnapTranslator('en');
const nobody = `0x${'00'.repeat(20)}`;
const stake = { account: person, pool: pool.id, amount: ether.toString() };

type Manifest = {
  readonly source: { readonly files: readonly string[]; readonly locales: readonly string[] };
  readonly initialPermissions: Readonly<Record<string, unknown>>;
};

const readBuilt = (variant: string, name: string): string =>
  readFileSync(join(__dirname, '..', 'dist', variant, name), 'utf8');

/** The alert that a handler shows. */
async function alertOf(request: SnapRequest): Promise<SnapAlertInterface> {
  const dialog = await request.getInterface();
  expect(dialog.type).toBe('alert');
  return dialog as SnapAlertInterface;
}

/** What a handler answers the wallet. */
async function answerOf(request: SnapRequest): Promise<unknown> {
  const { response } = await request;
  return response;
}

let chain: TestChain;
let nodes: Map<number, Anvil | null>;

beforeAll(async () => {
  chain = await startChain();
  await collateralize(chain);
  nodes = new Map([[31337, chain.anvil]]);
});
afterAll(async () => chain.stop());

describe.each(['open', 'full'] as const)('the %s variant', (variant) => {
  const isFull = variant === 'full';
  let served: Served;
  let snap: InstalledSnap;

  beforeAll(async () => {
    served = await serveVariant(variant);
  });
  afterAll(async () => served.stop());

  const start = async (options: Parameters<typeof install>[1] = {}): Promise<void> => {
    snap = await install(nodes, { chainId: 31337, snapId: `local:${served.url}`, ...options });
  };
  // The simulation refuses a package whose checksum does not fit.
  beforeEach(async () => start());

  it('is a package by itself, with the same code and texts as the other one', () => {
    const manifest = JSON.parse(readBuilt(variant, 'snap.manifest.json')) as Manifest;
    expect(manifest).not.toHaveProperty('extends');
    const asked = Object.keys(manifest.initialPermissions);
    for (const reviewed of ['endowment:rpc', 'endowment:network-access', 'endowment:multichain-provider']) {
      expect(asked.includes(reviewed)).toBe(isFull);
    }
    expect(readBuilt(variant, 'dist/bundle.js')).toBe(readBuilt(isFull ? 'open' : 'full', 'dist/bundle.js'));
    const { files, locales } = manifest.source;
    expect(files).toHaveLength(9);
    expect(locales).toEqual(['locales/en.json']);
    for (const file of [...files, ...locales]) {
      expect(() => JSON.parse(readBuilt(variant, file)) as unknown).not.toThrow();
    }
    const { private: isPrivate, ...published } = JSON.parse(readBuilt(variant, 'package.json')) as Record<
      string,
      unknown
    >;
    expect(isPrivate).toBeUndefined();
    expect(published).not.toHaveProperty('devDependencies');
    expect(published['files']).toEqual(['dist', 'images', 'locales', 'texts', 'snap.manifest.json']);
  });

  it('says what it can and cannot do after it was installed, and not again after an update', async () => {
    const welcome = snap.simulation.onInstall();
    const dialog = await alertOf(welcome);
    expect(textsOf(dialog.content)).toEqual(
      [
        ...(['welcome.title', 'welcome.can', 'welcome.insight', 'welcome.notices'] as const),
        ...(['welcome.keys', 'welcome.limits'] as const),
      ].map((key) => t(key)),
    );
    await dialog.ok();
    expect(await answerOf(welcome)).toEqual({ result: null });
    // A dialog would wait for its answer.
    expect(await answerOf(snap.simulation.onUpdate())).toEqual({ result: null });
  });

  it('tells somebody who had an older version what is new, once', async () => {
    const update = snap.simulation.onUpdate();
    const dialog = await alertOf(update);
    expect(textsOf(dialog.content)).toEqual([t('update.title'), t('update.text')]);
    await dialog.ok();
    await update;
    expect(await answerOf(snap.simulation.onUpdate())).toEqual({ result: null });
  });

  it('warns before a transaction is signed, in the language of the wallet', async () => {
    await start({ locale: 'de' });
    const data = vault.encodeFunctionData('deposit', [accounts[6], nobody]);
    const insight = await snap.insight({ from: person, to: pool.address, value: '0xde0b6b3a7640000', data });
    expect(insight?.severity).toBe('critical');
    expect(insight?.texts).toContain('Der Empfänger ist ein anderes Konto');
  });

  it('shows the home page, and the settings under it', async () => {
    const home = await snap.simulation.onHomePage();
    expect(textsOf(home.getInterface().content).length).toBeGreaterThan(0);
    await home.getInterface().clickElement('settings');
    await home.getInterface().clickElement('testnets');
    await home.getInterface().clickElement('submit-choices');
    const texts = textsOf(home.getInterface().content);
    expect(texts).toContain(t('settings.saved'));
    // Servers can be chosen where the Snap reaches any.
    expect(texts.includes(t('settings.node', { network: 'Local chain' }))).toBe(isFull);
    expect(texts.includes(t('settings.gateway', { network: 'Ethereum' }))).toBe(isFull);
  });

  it('reads through the own node that was chosen before, where it reaches it', async () => {
    const node = await serve((_, response) => response.end('{"jsonrpc":"2.0","id":1,"result":"0x7a69"}'));
    const settings = { nodes: { 'eip155:31337': node.url } };
    await start({ state: { version: 2, settings } });
    const read = snap.call('getPosition', { account: person, pool: pool.id });
    // This node answers nonsense.
    await (isFull ? expect(read).rejects.toThrow('getPosition failed') : read);
    expect(snap.wallet.requests.length > 0).toBe(!isFull);
    await node.stop();
  });

  it('brings a report in where it reaches the file, and else says that it does not', async () => {
    const revert = await chain.snapshot();
    await chain.operator.report(ether / 10n, false);
    await chain.operator.report(ether / 10n, false);
    await start({ gateways: [chain.gateway] });
    if (isFull) {
      const { texts } = await snap.ask('stake', stake, async (dialog) => dialog.cancel());
      expect(texts[0]).toBe('Before you approve');
    } else {
      expect(await snap.fail('stake', stake)).toMatchObject({ data: { code: 'HARVEST_PROOF_UNAVAILABLE' } });
    }
    await revert();
  });
});
