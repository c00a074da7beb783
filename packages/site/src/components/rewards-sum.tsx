import type { AccountView } from '@pooled-staking/react';
import { explainGap } from '@pooled-staking/texts';
import { t, texts } from '../texts/texts';
import { Eth } from './amounts';
import { LedgerLine } from './ledger-line';
import { Note } from './notes';

type RewardsSumProps = {
  readonly view: AccountView;
  /** To the wei, for paper, where nothing shows a tooltip. */
  readonly isExact?: boolean;
};

/** How the rewards add up, as a sum on paper. */
export function RewardsSum({ view, isExact = false }: RewardsSumProps) {
  const { staked, paidOut, assets, exitingAssets, unpaidRewards, lifetimeRewards, gap } = view;
  if (lifetimeRewards === null) {
    return (
      <Note tone="warning" title={t('position.historyIncomplete')}>
        {gap && explainGap(gap, texts())}
      </Note>
    );
  }
  return (
    <dl className="lines lines-sum">
      <LedgerLine label={t('sum.stakedNow')}>
        <Eth wei={assets} isExact={isExact} />
      </LedgerLine>
      <LedgerLine label={t('sum.unstakedNotClaimed')}>
        <Eth wei={exitingAssets} isSigned isExact={isExact} />
      </LedgerLine>
      {unpaidRewards === undefined ? null : (
        <LedgerLine label={t('sum.rewardsNotPaidOut')}>
          <Eth wei={unpaidRewards} isSigned isExact={isExact} />
        </LedgerLine>
      )}
      <LedgerLine label={t('sum.paidOut')}>
        <Eth wei={paidOut} isSigned isExact={isExact} />
      </LedgerLine>
      <LedgerLine label={t('sum.putIn')}>
        <Eth wei={-staked} isExact={isExact} />
      </LedgerLine>
      <LedgerLine label={t('sum.rewardsSoFar')} kind="total">
        <Eth wei={lifetimeRewards} isSigned isExact={isExact} />
      </LedgerLine>
    </dl>
  );
}
