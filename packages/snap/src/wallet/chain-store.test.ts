import { describe, expect, it } from '@jest/globals';
import { createChainStore, slots } from './chain-store';
import type { SnapRequest } from './state';

/** A wallet's unencrypted state, kept as text between two lives of the Snap. */
function stateOf(): { request: SnapRequest; texts: Map<string, string>; calls: string[] } {
  const texts = new Map<string, string>();
  const calls: string[] = [];
  const request: SnapRequest = async ({ method, params }) => {
    const { key, value, encrypted } = params as { key: string; value?: unknown; encrypted: boolean };
    expect(encrypted).toBe(false);
    calls.push(`${method} ${key}`);
    if (method === 'snap_setState') {
      texts.set(key, JSON.stringify(value));
      return Promise.resolve(null);
    }
    return Promise.resolve(JSON.parse(texts.get(key) ?? 'null') as unknown);
  };
  return { request, texts, calls };
}

describe('what was read of chains', () => {
  it('is there again in the next life of the Snap, each under its own key', async () => {
    const { request } = stateOf();
    const first = createChainStore(request);
    await first.write('1:0xpool:0xa', { value: 'a' });
    await first.write('1:0xpool:0xb', { value: 'b' });
    await first.write('1:0xpool:0xa', { value: 'newer' });
    const next = createChainStore(request);
    expect(await next.read('1:0xpool:0xa')).toEqual({ value: 'newer' });
    expect(await next.read('1:0xpool:0xb')).toEqual({ value: 'b' });
    expect(await next.read('1:0xpool:0xc')).toBeNull();
  });

  it('never grows beyond its slots: the oldest goes first', async () => {
    const { request, texts } = stateOf();
    const store = createChainStore(request);
    for (let number = 0; number < 3 * slots + 1; number += 1) {
      await store.write(`key ${number}`, { number });
    }
    expect(texts.size).toBe(slots + 1);
    expect(await store.read(`key ${2 * slots}`)).toBeNull();
    expect(await store.read(`key ${2 * slots + 1}`)).toEqual({ number: 2 * slots + 1 });
    expect(await store.read(`key ${3 * slots}`)).toEqual({ number: 3 * slots });
  });

  it('costs one request to read once the index is known', async () => {
    const { request, calls } = stateOf();
    await createChainStore(request).write('a', { value: 1 });
    const store = createChainStore(request);
    await store.read('a');
    calls.length = 0;
    await store.read('a');
    await store.read('unknown');
    expect(calls).toEqual(['snap_getState chain.slot0']);
  });

  it('shows nothing of another key when the Snap ended between two writes', async () => {
    const { request } = stateOf();
    const store = createChainStore(request);
    for (let number = 0; number < slots; number += 1) {
      await store.write(`key ${number}`, { number });
    }
    let writes = 0;
    const dying = createChainStore(async (args) => {
      writes += args.method === 'snap_setState' ? 1 : 0;
      return writes > 1 ? Promise.reject(new Error('ended')) : request(args);
    });
    await expect(dying.write('another', { value: 'another' })).rejects.toThrow('ended');
    expect(await createChainStore(request).read('key 0')).toBeNull();
    expect(await createChainStore(request).read('key 1')).toEqual({ number: 1 });
  });

  it.each([
    ['a text', '"index"'],
    ['too few slots', '{"keys":["a"],"next":0}'],
    ['a slot that does not exist', JSON.stringify({ keys: Array.from({ length: slots }, () => 'a'), next: slots })],
    ['keys that are none', JSON.stringify({ keys: Array.from({ length: slots }, () => 7), next: 0 })],
  ])('begins anew where the index is damaged: %s', async (_, text) => {
    const { request, texts } = stateOf();
    texts.set('chain.index', text);
    const store = createChainStore(request);
    expect(await store.read('a')).toBeNull();
    await store.write('a', { value: 1 });
    expect(await createChainStore(request).read('a')).toEqual({ value: 1 });
  });
});
