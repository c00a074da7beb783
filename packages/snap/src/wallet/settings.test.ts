import { describe, expect, it } from '@jest/globals';
import { networkByChainId } from '@pooled-staking/core';
import fc from 'fast-check';
import { defaultSettings, gatewaysOf, mostAccounts, settingsPart } from './settings';

const local = networkByChainId(31337);
const { parse } = settingsPart;
const account = `0x${'ab'.repeat(20)}`;
const another = `0x${'cd'.repeat(20)}`;

describe('settings', () => {
  it.each([
    ['nothing', undefined],
    ['a text', 'settings'],
    ['fields that are none', { accounts: 5, notices: [], nodes: 'x', rewardsGateways: ['https://a.example'] }],
    ['values that are none', { currency: 'dollars', language: '../en', showsTestnets: 'yes' }],
  ])('are the usual ones for %s', (_, stored) => {
    expect(parse(stored)).toEqual(defaultSettings);
  });

  it('lose what is damaged and no more', () => {
    const settings = parse({
      accounts: [
        { address: account, name: 'Sav\u202eings', isOwn: true },
        { address: '0x1' },
        null,
        { address: another },
        // The same again.
        { address: account.toUpperCase().replace('X', 'x'), name: 'Thief', isOwn: true },
      ],
      notices: { penalty: false, claimable: 'no' },
      nodes: { 'eip155:1': 'https://node.example/key', 'eip155:2': 'javascript:alert(1)' },
      currency: 'EUR',
      language: 'pt-BR',
    });
    expect(settings.accounts).toEqual([
      { address: account, name: 'Sav ings', isOwn: true },
      { address: another, name: '', isOwn: false },
    ]);
    expect(settings.notices).toEqual({ ...defaultSettings.notices, penalty: false });
    expect(settings.nodes).toEqual({ 'eip155:1': 'https://node.example/key' });
    expect([settings.currency, settings.language]).toEqual(['EUR', 'pt-BR']);
  });

  it('have news of votes only where they were switched on, as in what was kept before there were any', () => {
    const older = { claimable: true, partly: true, penalty: true, fee: true, blocked: true, upgraded: true };
    expect(parse({ notices: older }).notices).toMatchObject({ proposalOpens: false, proposalCloses: false });
    const odd = parse({ notices: { ...older, proposalOpens: true, proposalCloses: 'yes' } });
    expect(odd.notices).toMatchObject({ proposalOpens: true, proposalCloses: false, summary: true });
  });

  it('never call an account the own one unless that was kept so', () => {
    for (const isOwn of [undefined, null, 1, 'true', {}]) {
      expect(parse({ accounts: [{ address: account, name: '', isOwn }] }).accounts[0]?.isOwn).toBe(false);
    }
  });

  it('hold no more accounts than are watched', () => {
    const accounts = Array.from({ length: 50 }, (_, index) => ({ address: `0x${String(index).padStart(40, '0')}` }));
    expect(parse({ accounts }).accounts).toHaveLength(mostAccounts);
  });

  it('are made of anything, and stay what they are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (stored) => {
        const settings = parse(stored);
        expect(parse(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
      }),
    );
  });
});

describe('gateways', () => {
  const gateways = (urls: unknown): readonly string[] =>
    gatewaysOf(local, parse({ rewardsGateways: { 'eip155:31337': urls } }));

  it("are the person's own in their order, as far as they are addresses of servers", () => {
    const urls = [
      'https://b.example/ipfs/',
      'ftp://c.example',
      'javascript:alert(1)',
      7,
      '',
      'http://127.0.0.1:1/ipfs/',
    ];
    expect(gateways(urls)).toEqual(['https://b.example/ipfs/', 'http://127.0.0.1:1/ipfs/']);
  });

  it("are the network's where none is left", () => {
    expect(gateways(['nonsense'])).toEqual(local.rewardsGateways);
    expect(gateways('https://a.example')).toEqual(local.rewardsGateways);
    expect(gatewaysOf(networkByChainId(1), parse({}))).toEqual(networkByChainId(1).rewardsGateways);
  });
});
