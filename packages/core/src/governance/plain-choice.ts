import { parseChoice, type Choice } from './choice';
import type { Proposal } from './proposal';
import type { Voter } from './read-proposals';

/** A weight that a choice is given. */
type Weighed = { choice: number; weight: number };

/** A choice as plain JSON, for whoever hands it on: weights as a list. */
export type PlainChoice = number | number[] | Weighed[];

/** A plain choice as {@link parseChoice} takes it; `null` for a list that is neither, or names a choice twice with weights. */
export function fromPlainChoice(choice: PlainChoice): Choice | null {
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

/** A choice as plain JSON. */
export function toPlainChoice(choice: Choice): PlainChoice {
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
