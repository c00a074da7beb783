import { Link, Section, Text, type GenericSnapElement } from '@metamask/snaps-sdk/jsx';
import { assetNamed, type PoolOnNetwork } from '@pooled-staking/core';
import { explainRevert, formatAmount } from '@pooled-staking/texts';
import type { SnapKey } from '@pooled-staking/texts/snap';
import type { SentHere, SentIntent } from '../../sending/sent';
import type { Scene } from '../scene';
import { ageText } from './parts';

/** More transactions than these are not shown. */
const mostShown = 5;

const titles: Readonly<Record<SentIntent, SnapKey<{ amount: string }>>> = {
  stake: 'stakeTitle',
  unstake: 'unstakeTitle',
  claim: 'claimTitle',
  approve: 'approveTitle',
};

const stages = {
  sent: 'home.txSent',
  confirmed: 'home.txConfirmed',
  replaced: 'home.txReplaced',
  cancelled: 'home.txCancelled',
  dropped: 'home.txDropped',
} as const;

function StageTexts({ stage, failure }: SentHere, { texts }: Scene): GenericSnapElement[] {
  const { t } = texts;
  if (stage === 'failed') {
    const reason = failure ? explainRevert(failure, texts) : t('revert.noReason');
    return [<Text color="error">{t('home.txFailed', { reason })}</Text>, <Text>{t('home.failedText')}</Text>];
  }
  const status = t(stages[stage]);
  return stage === 'dropped'
    ? [<Text color="warning">{status}</Text>, <Text>{t('home.txDroppedText')}</Text>]
    : [<Text color={stage === 'confirmed' ? 'success' : 'alternative'}>{status}</Text>];
}

/** What was sent from here and what became of it, the newest first. */
export function Activity(props: {
  sent: readonly SentHere[];
  where: PoolOnNetwork;
  scene: Scene;
}): GenericSnapElement[] {
  const { sent, where, scene } = props;
  const { network, pool } = where;
  const { t, locale } = scene.texts;
  return sent.length === 0
    ? []
    : [
        <Section>
          <Text fontWeight="medium">{t('home.activity')}</Text>
          {sent.slice(0, mostShown).flatMap((each) => [
            <Text>
              {t(titles[each.intent], {
                amount: formatAmount(BigInt(each.amount), assetNamed(pool, each.asset), locale),
              })}
            </Text>,
            <Text color="muted" size="sm">
              {ageText(scene, each.sentAt)}
            </Text>,
            ...StageTexts(each, scene),
            ...(network.explorer
              ? [<Link href={`${network.explorer}/tx/${each.sent.hash}`}>{`${each.sent.hash.slice(0, 10)}…`}</Link>]
              : []),
          ])}
        </Section>,
      ];
}
