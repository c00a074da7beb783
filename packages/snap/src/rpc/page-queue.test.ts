import { describe, expect, it } from '@jest/globals';
import { TooManyRequestsError } from './errors';
import { createPageQueue } from './page-queue';

const [page, other] = ['https://page.example', 'https://other.example'];

/** Work that ends when it is told to. */
function createWork() {
  const ends: (() => void)[] = [];
  return {
    work: async (): Promise<number> =>
      new Promise((resolve) => {
        const number = ends.length;
        ends.push(() => {
          resolve(number);
        });
      }),
    begun: () => ends.length,
    endAll: () => {
      ends.forEach((end) => {
        end();
      });
    },
  };
}

describe('the requests of pages', () => {
  it('are refused beyond the share of one page, which others keep, and taken again when some have ended', async () => {
    const queue = createPageQueue({ ofPage: 2, ofAll: 10 });
    const { work, endAll } = createWork();
    const first = [queue(page, 'a', work), queue(page, null, work)];
    await expect(queue(page, 'c', work)).rejects.toBeInstanceOf(TooManyRequestsError);
    const third = queue(other, 'c', work);
    endAll();
    expect(await Promise.all([...first, third])).toEqual([0, 1, 2]);
    const again = queue(page, 'c', work);
    endAll();
    expect(await again).toBe(3);
  });

  it('are refused beyond what all pages may ask for', async () => {
    const queue = createPageQueue({ ofPage: 2, ofAll: 3 });
    const { work, begun, endAll } = createWork();
    const taken = [queue(page, 'a', work), queue(page, 'b', work), queue(other, 'c', work)];
    await expect(queue('https://third.example', 'd', work)).rejects.toBeInstanceOf(TooManyRequestsError);
    expect(begun()).toBe(3);
    endAll();
    await Promise.all(taken);
  });

  it('that ask the same share one answer while it is read, and only then', async () => {
    const queue = createPageQueue();
    const { work, begun, endAll } = createWork();
    const both = [queue(page, 'same', work), queue(other, 'same', work)];
    expect(begun()).toBe(1);
    endAll();
    expect(await Promise.all(both)).toEqual([0, 0]);
    const later = queue(page, 'same', work);
    endAll();
    expect(await later).toBe(1);
  });

  it('that ask the person are never shared', async () => {
    const queue = createPageQueue();
    const { work, begun, endAll } = createWork();
    const both = [queue(page, null, work), queue(page, null, work)];
    expect(begun()).toBe(2);
    endAll();
    await Promise.all(both);
  });

  it('that fail make room, and fail for all that asked the same', async () => {
    const queue = createPageQueue({ ofPage: 1, ofAll: 1 });
    const fail = async (): Promise<never> => Promise.reject(new Error('The node is down.'));
    const results = await Promise.allSettled([queue(page, 'a', fail), queue(other, 'a', fail)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await queue(page, 'a', async () => Promise.resolve('well'))).toBe('well');
  });
});
