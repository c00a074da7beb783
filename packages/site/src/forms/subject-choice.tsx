import type { Subject } from '@pooled-staking/core';
import { Choice } from '../components/choice';
import { Note } from '../components/notes';
import { t } from '../texts/texts';

type SubjectChoiceProps = {
  readonly subjects: readonly Subject[];
  readonly chosen: Subject;
  readonly onChoose: (key: string) => void;
};

/** What a form is about, where there are several; and why that cannot be done now. */
export function SubjectChoice({ subjects, chosen, onChoose }: SubjectChoiceProps) {
  return (
    <>
      {subjects.length > 1 || chosen.key === '' ? (
        <Choice
          legend={t('form.which')}
          options={subjects.map(({ key, label }) => ({ value: key, label }))}
          value={chosen.key}
          onChange={onChoose}
        />
      ) : null}
      {chosen.refusal === null ? null : (
        <Note tone="warning" title={t('form.notNow')}>
          {chosen.refusal}
        </Note>
      )}
    </>
  );
}
