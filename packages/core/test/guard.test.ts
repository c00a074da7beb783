import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createGuard, guardStore } from '../src/chain/store';
import { memoryStore } from './memory-store';

const never = async (): Promise<never> => new Promise(() => undefined);

describe('a store that may hang', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('hands out and keeps what it is asked to', async () => {
    const kept = memoryStore();
    const store = guardStore(kept);
    await store.write('a', { b: 1 });
    expect(await store.read('a')).toEqual({ b: 1 });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('counts as empty after a second, for all that wait, and is then not waited for again', async () => {
    let asked = 0;
    const store = guardStore({
      read: async () => {
        asked += 1;
        return never();
      },
      write: never,
    });
    const waiting = [store.read('a'), store.read('b'), store.write('c', {})];
    await jest.advanceTimersByTimeAsync(999);
    const early = await Promise.race([...waiting, Promise.resolve('waits')]);
    expect(early).toBe('waits');
    await jest.advanceTimersByTimeAsync(1);
    expect(await Promise.all(waiting)).toEqual([undefined, undefined, undefined]);
    expect(await store.read('a')).toBeUndefined();
    expect(asked).toBe(2);
    await jest.advanceTimersByTimeAsync(60_000);
    const again = store.read('a');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await again).toBeUndefined();
    expect(asked).toBe(3);
  });

  it('is asked again at once when its answer comes late', async () => {
    let answer: (value: string) => void = () => undefined;
    const guard = createGuard();
    const late = guard(
      async () =>
        new Promise<string>((resolve) => {
          answer = resolve;
        }),
    );
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await late).toBeUndefined();
    expect(await guard(async () => Promise.resolve('well'))).toBeUndefined();
    answer('late');
    await jest.advanceTimersByTimeAsync(0);
    expect(await guard(async () => Promise.resolve('well'))).toBe('well');
  });

  it.each([
    ['rejects', async (): Promise<never> => Promise.reject(new Error('The disk is full.'))],
    [
      'throws',
      (): never => {
        throw new Error('There is no database here.');
      },
    ],
  ])('and that %s counts as empty', async (_, fail) => {
    const store = guardStore({ read: fail, write: fail });
    expect(await store.read('a')).toBeUndefined();
    await expect(store.write('a', {})).resolves.toBeUndefined();
  });
});
