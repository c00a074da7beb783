import {
  protocolOf,
  type GovernanceSpace,
  type Network,
  type News,
  type NewsLook,
  type Pool,
  type ProposalLook,
  type ProposalNews,
} from '@pooled-staking/core';
import { formatAmount, formatBasisPoints, formatTime } from '@pooled-staking/texts';
import type { SnapKey, SnapTranslator } from '@pooled-staking/texts/snap';
import { textsOfPool } from '../ui/display';
import type { NoticeKind, Settings } from '../wallet/settings';

type Known = {
  /** What it is known by: with the same key it is the same thing. */
  readonly key: string;
  /** The look that it was found by, under which what that left is kept. */
  readonly look: string;
};

/** Something to tell of a pool. */
export type PoolNotice = Known & { readonly news: News; readonly network: Network; readonly pool: Pool };

/** Something to tell of what a community votes on. */
export type VoteNotice = Known & { readonly news: ProposalNews; readonly space: GovernanceSpace };

/** Something to tell. */
export type Notice = PoolNotice | VoteNotice;

type Kind = Notice['news']['kind'];

/** Every kind, what concerns money at once first: its setting, and its title. */
const kinds: Readonly<Record<Kind, { readonly setting: NoticeKind; readonly title: SnapKey }>> = {
  penalty: { setting: 'penalty', title: 'notice.penaltyTitle' },
  claimable: { setting: 'claimable', title: 'notice.claimableTitle' },
  partly: { setting: 'partly', title: 'notice.partlyTitle' },
  blocked: { setting: 'blocked', title: 'notice.blockedTitle' },
  upgraded: { setting: 'upgraded', title: 'notice.upgradedTitle' },
  fee: { setting: 'fee', title: 'notice.feeTitle' },
  poolFull: { setting: 'blocked', title: 'notice.poolFullTitle' },
  proposalCloses: { setting: 'proposalCloses', title: 'notice.proposalClosesTitle' },
  proposalOpens: { setting: 'proposalOpens', title: 'notice.proposalOpensTitle' },
  summary: { setting: 'summary', title: 'notice.summaryTitle' },
};

const order = Object.keys(kinds);

/** Kinds that are worth a notification outside of the wallet. */
const urgent: readonly Kind[] = ['penalty', 'claimable', 'blocked'];

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
): PoolNotice[] {
  const look = where.pool.id;
  return news
    .filter(({ kind }) => notices[kinds[kind].setting])
    .map((each) => ({ ...where, look, news: each, key: `${look} ${keyOf(each, from)}` }))
    .filter(({ key }) => !told.includes(key));
}

/** The name of looks at the proposals of a community. */
export const voteLookOf = ({ id }: GovernanceSpace): string => `snapshot:${id}`;

/** What of a look at proposals is to be told: that was not told before. Kinds that are switched off were not looked for. */
export function voteNoticesOf({ news }: ProposalLook, space: GovernanceSpace, told: readonly string[]): VoteNotice[] {
  const look = voteLookOf(space);
  return news
    .map((each) => {
      const about = 'account' in each ? `${each.proposal.id} ${each.account}` : each.proposal.id;
      return { space, look, news: each, key: `${look} ${each.kind} ${about}` };
    })
    .filter(({ key }) => !told.includes(key));
}

/** In the order of what is told first. */
export function sorted(notices: readonly Notice[]): Notice[] {
  return [...notices].sort((a, b) => order.indexOf(a.news.kind) - order.indexOf(b.news.kind));
}

export function titleOf(notice: Notice, texts: SnapTranslator): string {
  if ('pool' in notice && notice.news.kind === 'blocked' && notice.pool.onlyAdmitted) {
    return texts.t('notice.offListTitle');
  }
  return ('pool' in notice ? textsOfPool(texts, notice) : texts).t(kinds[notice.news.kind].title);
}

/** A proposal's own words are no part of it: they stand on the page behind, where nothing interprets them. */
function textOfVote({ news, space }: VoteNotice, account: string, { t, locale }: SnapTranslator): string {
  const told = { space: space.name, time: formatTime(news.proposal.end, locale) };
  return news.kind === 'proposalOpens'
    ? t('notice.proposalOpens', told)
    : t('notice.proposalCloses', { ...told, account });
}

/**
 * What happened, in a sentence.
 * @param name what the person calls an account.
 */
export function textOf(notice: Notice, name: string, texts: SnapTranslator): string {
  if (!('pool' in notice)) {
    return textOfVote(notice, name, texts);
  }
  const {
    news,
    network,
    pool: { name: pool, asset, onlyAdmitted },
  } = notice;
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
        ? t(protocolOf(notice.pool).hasReports ? 'notice.summaryLoss' : 'notice.summaryLess', {
            loss: show(-news.assets),
            staked,
            pool,
          })
        : t('notice.summary', { rewards: show(news.assets), staked, pool });
    }
    case 'blocked':
      return t(onlyAdmitted ? 'notice.offList' : 'notice.blocked', { account: name, pool });
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
