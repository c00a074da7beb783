import type { FormLink } from '@pooled-staking/api';
import type { Subject } from '@pooled-staking/core';
import { useState } from 'react';
import { t } from '../texts/texts';

/**
 * What a form is about: what the person chose, else what the page's address asks for, else the first. Where the account has
 * nothing of what the address asks for, nothing is done before the person has chosen.
 * @returns it, `undefined` where there is nothing, and a function that takes the key of what the person chooses.
 */
export function useSubject(
  subjects: readonly Subject[],
  asked: FormLink | null,
): readonly [Subject | undefined, (key: string) => void] {
  const [key, setKey] = useState<string | null>(null);
  const chosen = subjects.find((each) => each.key === key);
  const named = asked && subjects.find(({ of }) => of.id === asked.id && of.asset === asked.asset);
  const [first] = subjects;
  const isGone = first && !named && (asked?.id ?? asked?.asset) !== undefined;
  return [chosen ?? named ?? (isGone ? { ...first, key: '', refusal: t('form.askedGone') } : first), setKey];
}
