import {
  claimSubjects,
  isSameAddress,
  mostToStake,
  protocolOf,
  stakeSubjects,
  unstakeSubjects,
  type Address,
  type Pool,
  type Subject,
  type Wei,
} from '@pooled-staking/core';
import type { Intent } from '../sending/sent';
import type { Form } from './context';
import type { Picture, PictureExit } from './view';

/** What can be done in a pool by a form, by what was read last: nothing where there is nothing to do it with. */
export function subjectsOf(
  intent: Intent,
  { staked, exits, items = [] }: Picture,
  pool: Pool,
  account: Address,
): readonly Subject[] {
  switch (intent) {
    case 'stake':
      return stakeSubjects(pool, items);
    case 'unstake':
      return unstakeSubjects(pool, staked, items);
    case 'claim':
      return claimSubjects(pool, protocolOf(pool), account, exits, items);
  }
}

/** The first that can be done now, else the first. */
export const firstOf = (subjects: readonly Subject[]): Subject | undefined =>
  subjects.find(({ refusal }) => refusal === null) ?? subjects[0];

/** What a form is about: what was chosen there, as long as it is there. */
export const chosenIn = (subjects: readonly Subject[], { subject }: Form): Subject | undefined =>
  subjects.find(({ key }) => key === subject);

/** What there is of it: for a stake what the account holds. */
export function heldFor(
  intent: Intent,
  { balance, alsoHeld = {} }: Picture,
  { asset: own }: Pool,
  { asset, held }: Subject,
): Wei {
  return intent !== 'stake' ? held : asset === own ? balance : (alsoHeld[asset.symbol] ?? 0n);
}

/** What can be asked for at most: of what the account holds all but the fees to come, or all that is staked. */
export function mostOf(intent: Intent, picture: Picture, pool: Pool, subject: Subject): Wei {
  const held = heldFor(intent, picture, pool, subject);
  return intent === 'stake'
    ? mostToStake(held, subject.asset.address === null ? picture.gasPrice : 0n, picture.capacityLeft)
    : held;
}

/** The exits that a claim pays, none where it pays rewards; and what others that are ready come to, which take claims of their own. */
export function exitsOfClaim(
  { exits }: Picture,
  account: Address,
  { key, of: { id } }: Subject,
): { readonly exits: readonly PictureExit[]; readonly left: Wei } {
  const ready = exits.filter(
    ({ claimableAssets, receiver }) => claimableAssets > 0n && isSameAddress(receiver, account),
  );
  const paid = ready.filter((exit) => id === undefined || (key !== id && `${exit.id}` === id));
  const others = ready.filter((exit) => !paid.includes(exit));
  return { exits: paid, left: others.reduce((sum, { claimableAssets }) => sum + claimableAssets, 0n) };
}
