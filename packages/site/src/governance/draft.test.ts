import { describe, expect, it } from '@jest/globals';
import { parseChoice, type Proposal, type VotingType } from '@pooled-staking/core';
import { choiceOf, emptyDraft, ticked, type Draft } from './draft';

const proposal = (type: VotingType): Proposal =>
  ({ type, choices: ['For', 'Against', 'Abstain'], obstacle: null, page: '' }) as unknown as Proposal;

const choose = (type: VotingType, draft: Partial<Draft>): unknown =>
  parseChoice(proposal(type), choiceOf(proposal(type), { ...emptyDraft, ...draft }));

describe('the form of a vote', () => {
  it('chooses what was entered', () => {
    expect(choose('basic', { one: 2 })).toBe(2);
    expect(choose('approval', { each: { 1: ticked, 3: ticked } })).toEqual([1, 3]);
    expect(choose('ranked-choice', { each: { 1: '3', 2: '1', 3: '2' } })).toEqual([3, 1, 2]);
    expect(choose('weighted', { each: { 1: ' 2 ', 2: '', 3: '1' } })).toEqual({ 1: 2, 3: 1 });
  });

  it.each<[string, VotingType, Partial<Draft>]>([
    ['nothing', 'single-choice', {}],
    ['nothing', 'approval', {}],
    ['a choice twice', 'ranked-choice', { each: { 1: '1', 2: '1', 3: '2' } }],
    ['a place without a choice', 'ranked-choice', { each: { 1: '1', 2: '2' } }],
    ['no weight', 'quadratic', { each: { 1: '0' } }],
    ['a part of a weight', 'weighted', { each: { 1: '1.5' } }],
    ['a loss as a weight', 'weighted', { each: { 1: '-1', 2: '2' } }],
  ])('is refused with %s (%s)', (_, type, draft) => {
    expect(() => choose(type, draft)).toThrow(expect.objectContaining({ code: 'INVALID_CHOICE' }));
  });
});
