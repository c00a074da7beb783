import { StakingError } from '../errors';
import type { Proposal, VoteObstacle, VotingType } from './proposal';

/**
 * What is chosen; choices count from 1. One of them; several; all of them, the best first; or weights by choice, which count
 * in proportion to each other.
 */
export type Choice = number | readonly number[] | Readonly<Record<string, number>>;

/** What a choice of a voting type is made of. */
type Form = 'one' | 'some' | 'order' | 'weights';

const forms: Readonly<Record<VotingType, Form>> = {
  basic: 'one',
  'single-choice': 'one',
  approval: 'some',
  'ranked-choice': 'order',
  weighted: 'weights',
  quadratic: 'weights',
};

export const formOf = (type: VotingType): Form => forms[type];

/** How the choice of a vote is signed. Source: snapshot.js 0.17.5, `src/sign/types.ts`. */
export const choiceTypes = { one: 'uint32', some: 'uint32[]', order: 'uint32[]', weights: 'string' } as const;

/** A choice by its name and number; `weight` where the vote has weights. */
export type NamedChoice = { readonly number: number; readonly name: string; readonly weight: number | null };

const isNumber = (value: unknown, most: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most;

const isWeight = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** A list of choices, each of them there and named once; `null` for anything else. */
function listOf(value: unknown, most: number): readonly number[] | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const numbers = list.filter((each) => isNumber(each, most));
  return numbers.length > 0 && numbers.length === list.length && new Set(numbers).size === list.length ? numbers : null;
}

/** Weights by choice in the choices' order, without those of zero; `null` for what are none. */
function weightsOf(value: unknown, most: number): Readonly<Record<string, number>> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return null;
  }
  const weights: Record<string, number> = {};
  for (const [key, weight] of Object.entries(value) as [string, unknown][]) {
    if (!isNumber(Number(key), most) || String(Number(key)) !== key || !isWeight(weight)) {
      return null;
    }
    if (weight > 0) {
      weights[key] = weight;
    }
  }
  return Object.keys(weights).length > 0 ? weights : null;
}

function ofForm(form: Form, value: unknown, count: number): Choice | null {
  switch (form) {
    case 'one':
      return isNumber(value, count) ? value : null;
    case 'some':
      return listOf(value, count);
    case 'order': {
      const order = listOf(value, count);
      return order?.length === count ? order : null;
    }
    case 'weights':
      return weightsOf(value, count);
  }
}

const unsupported = (obstacle: VoteObstacle, page: string): StakingError =>
  new StakingError('UNSUPPORTED_VOTE', { kind: 'vote-not-made-here', obstacle, page });

/** The error of a vote on a proposal that is not voted on here; `null` for one that is. */
export function obstacleProblem({ obstacle, page }: Pick<Proposal, 'obstacle' | 'page'>): StakingError | null {
  return obstacle && unsupported(obstacle, page);
}

/**
 * A choice as the proposal's voting type takes it: for basic and single choice one of the choices; for approval at least
 * one, each once; for ranked choice all of them, each once; for weighted and quadratic whole weights that are not negative,
 * one of them above zero (those of zero are left out).
 * @throws StakingError INVALID_CHOICE for any other; UNSUPPORTED_VOTE for a proposal whose votes are not made here.
 */
export function parseChoice(proposal: Proposal, value: unknown): Choice {
  const { type, choices, obstacle, page } = proposal;
  if (obstacle !== null || type === null) {
    throw unsupported(obstacle ?? 'unknown-type', page);
  }
  const choice = ofForm(forms[type], value, choices.length);
  if (choice === null) {
    throw new StakingError('INVALID_CHOICE', {
      kind: 'choice-does-not-fit',
      type,
      form: forms[type],
      choices: choices.length,
    });
  }
  return choice;
}

/** A choice by numbers, whatever the proposal: one, a list in its order, or weights. */
export function numbersOf(choice: Choice): readonly Omit<NamedChoice, 'name'>[] {
  if (typeof choice === 'number') {
    return [{ number: choice, weight: null }];
  }
  return Array.isArray(choice)
    ? (choice as readonly number[]).map((number) => ({ number, weight: null }))
    : Object.entries(choice as Readonly<Record<string, number>>).map(([key, weight]) => ({
        number: Number(key),
        weight,
      }));
}

/** A choice by the names that the proposal has for it, in the vote's order. A number that the proposal lacks has no name. */
export function namesOf(choices: readonly string[], choice: Choice): readonly NamedChoice[] {
  return numbersOf(choice).map((each) => ({ ...each, name: choices[each.number - 1] ?? '' }));
}
