import type { Network, News, NewsLook, Pool } from '@pooled-staking/core';
import { formatAmount, formatBasisPoints } from '@pooled-staking/texts';
import type { SnapKey, SnapTranslator } from '@pooled-staking/texts/snap';
import { textsOfPool } from '../ui/display';
import type { NoticeKind, Settings } from '../wallet/settings';

/** Something to tell. */
export type Notice = {
  readonly news: News;
  readonly network: Network;
  readonly pool: Pool;
  /** What it is known by: with the same key it is the same thing. */
  readonly key: string;
};

/** Every kind, what concerns money at once first: its setting, and its title. */
const kinds: Readonly<Record<News['kind'], { readonly setting: NoticeKind; readonly title: SnapKey }>> = {
  penalty: { setting: 'penalty', title: 'notice.penaltyTitle' },
  claimable: { setting: 'claimable', title: 'notice.claimableTitle' },
  partly: { setting: 'partly', title: 'notice.partlyTitle' },
  blocked: { setting: 'blocked', title: 'notice.blockedTitle' },
  upgraded: { setting: 'upgraded', title: 'notice.upgradedTitle' },
  fee: { setting: 'fee', title: 'notice.feeTitle' },
  poolFull: { setting: 'blocked', title: 'notice.poolFullTitle' },
  summary: { setting: 'summary', title: 'notice.summaryTitle' },
};

const order = Object.keys(kinds);

/** Kinds that are worth a notification outside of the wallet. */
const urgent: readonly News['kind'][] = ['penalty', 'claimable', 'blocked'];

export const isUrgent = ({ news }: Notice): boolean => urgent.includes(news.kind);

/** What is known by itself; a state of the pool or an account by the look that it is new since. */
function keyOf(news: News, from: number | null): string {
  switch (news.kind) {
    case 'claimable':
    case 'partly':
      return `${news.kind} ${news.account} ${news.exit} ${news.assets}`;
    case 'penalty':
      return `${news.kind} ${news.account} ${news.transactionHash}`;
    case 'summary':
      return `${news.kind} ${news.account} ${news.since}`;
    case 'blocked':
      return `${news.kind} ${news.account} ${from}`;
    case 'fee':
      return `${news.kind} ${news.feeBps} ${from}`;
    case 'upgraded':
      return `${news.kind} ${news.implementation} ${from}`;
    case 'poolFull':
      return `${news.kind} ${from}`;
  }
}

/** What of a look is to be told: kinds that are switched on, and that was not told before. */
export function noticesOf(
  { news, from }: NewsLook,
  where: { readonly network: Network; readonly pool: Pool },
  { notices }: Pick<Settings, 'notices'>,
  told: readonly string[],
): Notice[] {
  return news
    .filter(({ kind }) => notices[kinds[kind].setting])
    .map((each) => ({ ...where, news: each, key: `${where.pool.id} ${keyOf(each, from)}` }))
    .filter(({ key }) => !told.includes(key));
}

/** In the order of what is told first. */
export function sorted(notices: readonly Notice[]): Notice[] {
  return [...notices].sort((a, b) => order.indexOf(a.news.kind) - order.indexOf(b.news.kind));
}

export function titleOf({ news, ...where }: Notice, texts: SnapTranslator): string {
  return textsOfPool(texts, where).t(kinds[news.kind].title);
}

/**
 * What happened, in a sentence.
 * @param name what the person calls an account.
 */
export function textOf(
  { news, network, pool: { name: pool, asset } }: Notice,
  name: string,
  texts: SnapTranslator,
): string {
  const { t, locale } = textsOfPool(texts, { network, pool: { asset } });
  const show = (amount: bigint): string => formatAmount(amount, asset, locale);
  switch (news.kind) {
    case 'claimable':
      return t('notice.claimable', { amount: show(news.assets), pool });
    case 'partly':
      return t('notice.partly', { amount: show(news.assets), total: show(news.total), pool });
    case 'penalty':
      return news.assets === null
        ? t('notice.penaltyUnknown', { pool })
        : t('notice.penalty', { amount: show(news.assets), pool });
    case 'summary': {
      const staked = show(news.total);
      return news.assets < 0n
        ? t('notice.summaryLoss', { loss: show(-news.assets), staked, pool })
        : t('notice.summary', { rewards: show(news.assets), staked, pool });
    }
    case 'blocked':
      return t('notice.blocked', { account: name, pool });
    case 'fee':
      return t('notice.fee', {
        after: formatBasisPoints(news.feeBps, locale),
        before: formatBasisPoints(news.before, locale),
        pool,
      });
    case 'upgraded':
      return t('notice.upgraded', { pool });
    case 'poolFull':
      return t('notice.poolFull', { pool });
  }
}
