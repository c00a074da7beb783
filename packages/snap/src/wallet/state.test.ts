import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createState, currentVersion, isObject, NewerStateError, type Part, type SnapRequest } from './state';

type Store = { value: unknown; readonly calls: string[]; readonly request: SnapRequest };

/** A wallet's unencrypted state as wallets keep it: JSON, written and read by paths. Each answer takes a turn or more. */
function storeOf(value: unknown, pause: () => Promise<void> = async () => Promise.resolve()): Store {
  const store: Store = {
    value,
    calls: [],
    request: async ({ method, params }) => {
      const { key, value: given, encrypted } = params as { key?: string; value?: unknown; encrypted: boolean };
      expect(encrypted).toBe(false);
      store.calls.push(`${method} ${key ?? ''}`);
      await pause();
      if (method === 'snap_clearState') {
        store.value = undefined;
        return null;
      }
      const [root, part] = (key ?? '').split('.');
      expect(root).toBe('own');
      if (method === 'snap_getState') {
        const found = part === undefined ? store.value : isObject(store.value) ? store.value[part] : undefined;
        return JSON.parse(JSON.stringify(found ?? null)) as unknown;
      }
      const kept = JSON.parse(JSON.stringify(given)) as unknown;
      store.value = part === undefined ? kept : { ...(store.value as object), [part]: kept };
      return null;
    },
  };
  return store;
}

const listPart: Part<readonly number[]> = {
  name: 'list',
  parse: (stored) => (Array.isArray(stored) ? stored.filter((each): each is number => typeof each === 'number') : []),
};
const otherPart: Part<string> = { name: 'other', parse: (stored) => (typeof stored === 'string' ? stored : '') };

describe('the state', () => {
  it('keeps its parts apart, and is there in the next life of the Snap', async () => {
    const { request } = storeOf(undefined);
    const first = createState(request);
    await first.update(listPart, (list) => [...list, 1]);
    await first.update(otherPart, () => 'text');
    await first.update(listPart, (list) => [...list, 2]);
    const next = createState(request);
    expect(await next.read(listPart)).toEqual([1, 2]);
    expect(await next.read(otherPart)).toBe('text');
  });

  it('loses nothing of fifty changes at once, whatever order the wallet answers in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { request } = storeOf(undefined, async () => scheduler.schedule(Promise.resolve()));
        const state = createState(request);
        const numbers = Array.from({ length: 50 }, (_, index) => index);
        const changes = numbers.map(async (number) =>
          number % 2 === 0
            ? state.update(listPart, (list) => [...list, number])
            : state.update(otherPart, (text) => `${text}${number},`),
        );
        await scheduler.waitFor(Promise.all(changes));
        const [list, text] = await scheduler.waitFor(Promise.all([state.read(listPart), state.read(otherPart)]));
        expect(list).toEqual(numbers.filter((number) => number % 2 === 0));
        expect(text.split(',').slice(0, -1).map(Number)).toEqual(numbers.filter((number) => number % 2 === 1));
      }),
      { numRuns: 20 },
    );
  });

  it('goes on after a change that fails', async () => {
    const { request } = storeOf(undefined);
    const state = createState(request);
    const failing = state.update(listPart, () => {
      throw new Error('no');
    });
    const next = state.update(listPart, () => [1]);
    await expect(failing).rejects.toThrow('no');
    expect(await next).toEqual([1]);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'state'],
    ['a list', [1, 2]],
    ['no version', { list: [7] }],
    ['a version that is no number', { version: '2', list: [7] }],
    ['a version before the first', { version: 0, list: [7] }],
  ])('is empty for %s, and begins anew with the first change', async (_, value) => {
    const store = storeOf(value);
    const state = createState(store.request);
    expect(await state.read(listPart)).toEqual([]);
    await state.update(listPart, (list) => [...list, 1]);
    expect(store.value).toEqual({ version: currentVersion, list: [1] });
  });

  it.each([
    ['a part that is none', { version: currentVersion, list: 'text' }, []],
    ['entries that are none', { version: currentVersion, list: [1, 'two', null, 3] }, [1, 3]],
  ])('loses what is damaged and no more: %s', async (_, value, expected) => {
    expect(await createState(storeOf({ ...value, other: 'kept' }).request).read(listPart)).toEqual(expected);
    expect(await createState(storeOf({ ...value, other: 'kept' }).request).read(otherPart)).toBe('kept');
  });

  it('of a newer Snap stays as it is: it is read as empty, and no change is taken', async () => {
    const newer = { version: currentVersion + 1, list: [1] };
    const store = storeOf(newer);
    const state = createState(store.request);
    expect(await state.read(listPart)).toEqual([]);
    await expect(state.update(listPart, () => [2])).rejects.toThrow(NewerStateError);
    expect(store.value).toEqual(newer);
  });

  it('of the first version keeps its settings', async () => {
    const settings = { rewardsGateways: { 'eip155:1': ['https://a.example/'] } };
    const store = storeOf({ version: 1, settings });
    const part: Part<unknown> = { name: 'settings', parse: (stored) => stored };
    expect(await createState(store.request).read(part)).toEqual(settings);
    expect(store.value).toEqual({ version: currentVersion, settings });
  });

  it('is brought up step by step, and begins anew where a step is missing', async () => {
    const steps = {
      1: (old: Record<string, unknown>) => ({ list: old['numbers'] }),
      2: (old: Record<string, unknown>) => ({ ...old, other: 'third' }),
    };
    const store = storeOf({ version: 1, numbers: [4] });
    const state = createState(store.request, steps, 3);
    expect(await state.read(listPart)).toEqual([4]);
    expect(await state.read(otherPart)).toBe('third');
    expect(store.value).toEqual({ version: 3, list: [4], other: 'third' });
    const broken = createState(storeOf({ version: 1, numbers: [4] }).request, { 2: steps[2] }, 3);
    expect(await broken.read(listPart)).toEqual([]);
  });

  it('is read whole once a life: after that each question is one request', async () => {
    const store = storeOf({ version: currentVersion, list: [1] });
    const state = createState(store.request);
    await state.read(listPart);
    store.calls.length = 0;
    await state.read(listPart);
    expect(store.calls).toEqual(['snap_getState own.list']);
  });

  it('is looked at again after a wallet that failed once', async () => {
    const store = storeOf({ version: currentVersion, list: [1] });
    let failures = 1;
    const state = createState(async (args) => {
      failures -= 1;
      return failures >= 0 ? Promise.reject(new Error('locked')) : store.request(args);
    });
    await expect(state.read(listPart)).rejects.toThrow('locked');
    expect(await state.read(listPart)).toEqual([1]);
  });

  it('is empty once it is cleared, and takes changes', async () => {
    const store = storeOf({ version: currentVersion, list: [1] });
    const state = createState(store.request);
    await state.read(listPart);
    await state.clear();
    expect(await state.read(listPart)).toEqual([]);
    await state.update(otherPart, () => 'new');
    expect(store.value).toEqual({ version: currentVersion, other: 'new' });
  });
});
