import { describe, expect, it } from '@jest/globals';
import { networkByChainId } from '@pooled-staking/core';
import { defaultState, gatewaysOf, parseState, readState } from './state';

const local = networkByChainId(31337);
const stored = (urls: unknown): unknown => ({ version: 1, settings: { rewardsGateways: { 'eip155:31337': urls } } });

describe('the stored state', () => {
  it.each([
    ['nothing', null],
    ['a text', 'state'],
    ['a list', []],
    ['no version', { settings: {} }],
    ['a version that is no number', { version: '1', settings: {} }],
    [
      'a version of a newer Snap',
      { version: 2, settings: { rewardsGateways: { 'eip155:1': ['https://new.example/'] } } },
    ],
    ['a version before the first', { version: 0 }],
  ])('is the default for %s', (_, value) => {
    expect(parseState(value)).toEqual(defaultState);
  });

  it.each([
    ['no settings', { version: 1 }],
    ['settings that are none', { version: 1, settings: 5 }],
    ['gateways that are none', { version: 1, settings: { rewardsGateways: ['https://a.example'] } }],
  ])('loses what is damaged: %s', (_, value) => {
    expect(parseState(value)).toEqual(defaultState);
  });

  it('keeps gateways that are web addresses, in their order, and drops all else', () => {
    const urls = [
      'https://b.example/ipfs/',
      'ftp://c.example',
      'javascript:alert(1)',
      7,
      '',
      'http://127.0.0.1:1/ipfs/',
    ];
    const state = parseState(stored(urls));
    expect(gatewaysOf(local, state)).toEqual(['https://b.example/ipfs/', 'http://127.0.0.1:1/ipfs/']);
  });

  it("falls back to the network's own gateways where none is left", () => {
    expect(gatewaysOf(local, parseState(stored(['nonsense'])))).toEqual(local.rewardsGateways);
    expect(gatewaysOf(local, parseState(stored('https://a.example')))).toEqual(local.rewardsGateways);
    expect(gatewaysOf(networkByChainId(1), parseState(stored(['https://a.example'])))).toEqual(
      networkByChainId(1).rewardsGateways,
    );
  });

  it('is brought up step by step, and is the default where a step is missing', () => {
    const steps = {
      1: (old: Record<string, unknown>) => ({ ...old, version: 2, first: true }),
      2: (old: Record<string, unknown>) => ({
        version: 3,
        settings: old['first'] === true ? { rewardsGateways: { 'eip155:31337': ['https://kept.example/'] } } : {},
      }),
    };
    const state = parseState({ version: 1, settings: {} }, steps, 3);
    expect(gatewaysOf(local, state)).toEqual(['https://kept.example/']);
    expect(parseState({ version: 1, settings: {} }, { 2: steps[2] }, 3)).toEqual(defaultState);
  });

  it('is read from the unencrypted store, and never written', async () => {
    const asked: unknown[] = [];
    const state = await readState(async (args) => {
      asked.push(args);
      return Promise.resolve({ version: 99 });
    });
    expect(state).toEqual(defaultState);
    expect(asked).toEqual([{ method: 'snap_getState', params: { key: 'own', encrypted: false } }]);
  });
});
