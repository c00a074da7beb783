/** What the site itself keeps in the browser, beside what `@pooled-staking/react` keeps. Each may be missing at any time. */
export const storageKeys = {
  theme: 'pooled-staking.theme',
  language: 'pooled-staking.language',
} as const;
