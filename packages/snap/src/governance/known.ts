import { plainText, type Proposal } from '@pooled-staking/core';
import { isObject, type Part } from '../wallet/state';
import type { Wallet } from '../wallet/wallet';

/** What is kept of a proposal that was read, so that a vote on it can be told by its words. */
export type KnownProposal = Pick<Proposal, 'id' | 'title' | 'choices' | 'type'> & { readonly space: string };

/** More proposals than these are forgotten, the oldest first. */
const mostProposals = 40;
const longest = 201;

const isText = (value: unknown): value is string => typeof value === 'string';

function parseKnown(value: unknown): KnownProposal[] {
  const { id, title, choices, type, space } = isObject(value) ? value : {};
  return isText(id) && isText(title) && isText(space) && Array.isArray(choices) && choices.every(isText)
    ? [
        {
          ...{ id, space, title: plainText(title, longest), type: (type ?? null) as Proposal['type'] },
          choices: choices.map((each) => plainText(each, longest)),
        },
      ]
    : [];
}

/** Proposals that were read, the newest first. */
export const proposalsPart: Part<readonly KnownProposal[]> = {
  name: 'proposals',
  parse: (stored) => (Array.isArray(stored) ? stored : []).slice(0, mostProposals).flatMap(parseKnown),
};

/** Keeps proposals that were read. A store that fails fails nothing. */
export async function rememberProposals(
  { state }: Pick<Wallet, 'state'>,
  proposals: readonly Proposal[],
): Promise<void> {
  const fresh = proposals.map(({ id, title, choices, type, space }) => ({ id, title, choices, type, space: space.id }));
  const isFresh = ({ id }: KnownProposal): boolean => fresh.some((each) => each.id === id);
  await state
    .update(proposalsPart, (known) => [...fresh, ...known.filter((each) => !isFresh(each))].slice(0, mostProposals))
    .catch(() => undefined);
}
