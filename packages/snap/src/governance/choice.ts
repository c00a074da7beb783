import type { Choice as WireChoice } from '@pooled-staking/api';
import { parseChoice, type Choice, type Proposal, type Voter } from '@pooled-staking/core';

type Weighed = Exclude<Extract<WireChoice, readonly unknown[]>[number], number>;

/** A page's choice as core takes it; `null` for a list that is neither, or names a choice twice with weights. */
export function fromWire(choice: WireChoice): Choice | null {
  if (typeof choice === 'number') {
    return choice;
  }
  const list: readonly (number | Weighed)[] = choice;
  const numbers = list.filter((each): each is number => typeof each === 'number');
  if (numbers.length === list.length) {
    return numbers;
  }
  const weights = list.filter((each): each is Weighed => typeof each !== 'number');
  const byChoice = Object.fromEntries(weights.map((each) => [String(each.choice), each.weight]));
  return weights.length === Object.keys(byChoice).length && numbers.length === 0 ? byChoice : null;
}

/** A choice as pages get it. */
export function toWire(choice: Choice): WireChoice {
  if (typeof choice === 'number') {
    return choice;
  }
  return Array.isArray(choice)
    ? [...(choice as readonly number[])]
    : Object.entries(choice as Readonly<Record<string, number>>).map(([key, weight]) => ({
        choice: Number(key),
        weight,
      }));
}

/** What was voted before, as far as it is a choice of the proposal: a hub may say anything. */
export function votedChoice(proposal: Proposal, voted: Voter['voted']): Choice | null {
  try {
    return voted && parseChoice(proposal, voted.choice);
  } catch {
    return null;
  }
}
