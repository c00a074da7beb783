import type { Request } from '@pooled-staking/core';
import type { WalletProvider } from '../wallet/discovery';

/**
 * Milliseconds within which questions count as asked together. Later ones are asked anew: an answer that was lost must not be waited
 * for again, and a check that comes after a read must not take what was answered before it.
 */
const together = 100;

type Question = { readonly askedAt: number; readonly answer: Promise<unknown> };

/** What each provider has been asked and has not answered yet. */
const open = new WeakMap<WalletProvider, Map<string, Question>>();

/**
 * Requests to a provider, where parts of a page that ask the same side by side share one answer: all of them read the newest block,
 * and most the same pool or account.
 */
export function askOnce(provider: WalletProvider): Request {
  const questions = open.get(provider) ?? new Map<string, Question>();
  open.set(provider, questions);
  return async (args) => {
    const key = JSON.stringify([args.method, args.params]);
    const before = questions.get(key);
    if (before && Date.now() - before.askedAt <= together) {
      return before.answer;
    }
    const question = { askedAt: Date.now(), answer: provider.request(args) };
    questions.set(key, question);
    try {
      return await question.answer;
    } finally {
      if (questions.get(key) === question) {
        questions.delete(key);
      }
    }
  };
}
