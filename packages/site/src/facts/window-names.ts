import { t } from '../texts/texts';

/** A window of days on its button, and in full. */
export const windowNames = (days: number): { readonly label: string; readonly name: string } =>
  days === 365
    ? { label: t('pool.windowYearShort'), name: t('pool.windowYear') }
    : { label: t('pool.windowDaysShort', { days: String(days) }), name: t('pool.windowDays', { days }) };
