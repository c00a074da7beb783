import type { Request } from '../src/chain/request';

type Asked = {
  readonly args: Parameters<Request>[0];
  readonly resolve: (answer: unknown) => void;
  readonly reject: (reason: unknown) => void;
};

/**
 * Counts the steps that wait for each other: requests that are under way together are answered together, however long each
 * takes on a busy machine.
 */
export function countingSteps(request: Request): { request: Request; steps: () => number } {
  let steps = 0;
  let held: Asked[] = [];
  const send = async (): Promise<void> => {
    steps += 1;
    const together = held;
    held = [];
    const answers = await Promise.allSettled(together.map(async ({ args }) => request(args)));
    answers.forEach((answer, index) => {
      const asked = together[index];
      if (answer.status === 'fulfilled') {
        asked?.resolve(answer.value);
      } else {
        asked?.reject(answer.reason);
      }
    });
  };
  return {
    steps: () => steps,
    request: async (args) =>
      new Promise((resolve, reject) => {
        held.push({ args, resolve, reject });
        if (held.length === 1) {
          setTimeout(() => void send());
        }
      }),
  };
}
