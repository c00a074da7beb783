import type { SiteKey } from '../texts/texts';

/** What texts of the help may name. */
export type HelpFigures = {
  /** The longest that a pool's contract waits after a request before it lets anybody claim. */
  readonly wait: string;
};

type Topic = {
  readonly id: string;
  readonly title: SiteKey;
  /** A paragraph each. */
  readonly texts: readonly SiteKey<HelpFigures>[];
};

/** What the help is about, in the order of its page. */
export const helpTopics = [
  { id: 'pool', title: 'help.poolTitle', texts: ['help.poolWhat', 'help.poolYours'] },
  { id: 'rewards', title: 'help.rewardsTitle', texts: ['help.rewardsReports', 'help.rewardsRate', 'help.rewardsSum'] },
  { id: 'exits', title: 'help.exitsTitle', texts: ['help.exitsOrder', 'help.exitsFinal'] },
  { id: 'claims', title: 'help.claimsTitle', texts: ['help.claimsWait', 'help.claimsPart'] },
  { id: 'risks', title: 'help.risksTitle', texts: ['help.risksPenalty', 'help.risksContracts', 'help.risksPrice'] },
  { id: 'fees', title: 'help.feesTitle', texts: ['help.feesPool', 'help.feesGas'] },
  { id: 'snap', title: 'help.snapTitle', texts: ['help.snapAdds', 'help.snapMay', 'help.snapWithout'] },
  { id: 'metis', title: 'help.metisTitle', texts: ['help.metisTokens', 'help.metisSequencers'] },
  { id: 'smart-accounts', title: 'help.togetherTitle', texts: ['help.togetherText'] },
  { id: 'privacy', title: 'help.privacyTitle', texts: ['help.privacyNode', 'help.privacyFiles', 'help.privacyKept'] },
  {
    id: 'trouble',
    title: 'help.troubleTitle',
    texts: ['help.troubleSilent', 'help.troubleWaits', 'help.troubleOld', 'help.troubleHistory'],
  },
] as const satisfies readonly Topic[];

/** What a page or an error may lead to. */
export type HelpTopic = (typeof helpTopics)[number]['id'];
