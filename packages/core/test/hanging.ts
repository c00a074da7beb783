import { afterEach } from '@jest/globals';

/** Makes requests that are answered only when their test is over, so that nothing goes on waiting for them. */
export function makeHanging(): () => Promise<void> {
  let ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends) {
      end();
    }
    ends = [];
  });
  return async () =>
    new Promise((resolve) => {
      ends.push(resolve);
    });
}
