import {
  Box,
  Button,
  Heading,
  Image,
  Section,
  Text,
  type ButtonElement,
  type GenericSnapElement,
  type JSXElement,
} from '@metamask/snaps-sdk/jsx';
import {
  ether,
  isSameAddress,
  protocolOf,
  troubleOf,
  type Address,
  type PoolOnNetwork,
  type Producer,
  type Subject,
  type Wei,
} from '@pooled-staking/core';
import {
  explainEarning,
  explainGap,
  explainTrouble,
  formatAmount,
  formatDay,
  formatMonth,
} from '@pooled-staking/texts';
import { AprRow } from '../../rpc/views/apr-row';
import type { Intent } from '../../sending/sent';
import { fiatText, type Display } from '../../ui/display';
import { AddressRow, AmountRow, PlaceRows, TextRow } from '../../ui/parts';
import { drawPlot, plotted } from '../plot';
import { monthsOf, thisMonth } from '../rewards';
import { isOwn, poolsFor, type Scene } from '../scene';
import { firstOf, subjectsOf } from '../subject';
import { entryOf, type Picture } from '../view';
import { Activity } from './activity';
import { Elsewhere } from './elsewhere';
import { Exits } from './exits';
import { Items } from './items';
import { AccountRows, displayOf, FaultNotices, Freshness, Notice, Page, VotesButton } from './parts';

type Props = {
  readonly account: Address;
  readonly where: PoolOnNetwork;
  readonly isReading: boolean;
  /** A transaction was sent from the page. */
  readonly isSent: boolean;
  readonly scene: Scene;
};

type PictureProps = { readonly picture: Picture; readonly where: PoolOnNetwork; readonly display: Display };

/** What keeps the account from staking here, or makes the numbers incomplete. */
function States({ picture, where: { pool }, display }: PictureProps): GenericSnapElement[] {
  const { t } = display;
  const { staked, exits, earned, gap } = picture;
  const isNew = staked === 0n && exits.length === 0 && (earned ?? 0n) === 0n;
  const earning = explainEarning(pool, display);
  const troubles = (picture.troubles ?? []).map((trouble) => explainTrouble(troubleOf(trouble), pool.asset, display));
  return [
    ...(troubles.length > 0 ? [<Notice title={t('home.troubleTitle')} texts={troubles} severity="warning" />] : []),
    ...(picture.isBlocked
      ? [
          <Notice
            title={t('home.blockedTitle')}
            texts={[t(pool.onlyAdmitted ? 'home.offListText' : 'home.blockedText')]}
            severity="warning"
          />,
        ]
      : []),
    ...(earning === null || isNew
      ? []
      : [<Notice title={t('home.noRewardsTitle')} texts={[earning]} severity="info" />]),
    ...(picture.capacityLeft === 0n
      ? [
          <Notice
            title={t('notice.poolFullTitle')}
            texts={[t('notice.poolFull', { pool: pool.name })]}
            severity="info"
          />,
        ]
      : []),
    ...(gap ? [<Notice title={t('home.historyTitle')} texts={[explainGap(gap, display)]} severity="warning" />] : []),
    ...(isNew && !gap
      ? [
          <Notice
            title={t(pool.onlyAdmitted ? 'home.admittedTitle' : 'home.firstTitle')}
            texts={
              pool.onlyAdmitted
                ? [t('home.admittedText')]
                : protocolOf(pool).hasReports
                  ? [t('home.firstText')]
                  : [t('home.firstOther'), ...(earning === null ? [] : [earning])]
            }
            severity="info"
          />,
        ]
      : []),
  ];
}

/** Rewards by month, and the same in a sentence. */
function Plot({ picture, where: { pool }, display }: PictureProps): GenericSnapElement[] {
  const { t, locale } = display;
  const months = plotted(monthsOf(picture) ?? []);
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last || months.every(({ rewards }) => rewards === 0n)) {
    return [];
  }
  const amountOf = (amount: Wei): string => formatAmount(amount, pool.asset, locale);
  const total = t('home.plotFrom', {
    from: formatDay(first.from, locale),
    to: formatDay(Math.min(last.to - 1, picture.time), locale),
    amount: amountOf(months.reduce((sum, { rewards }) => sum + rewards, 0n)),
  });
  return [
    <Section>
      <Text fontWeight="medium">{t('home.plot')}</Text>
      <Image
        src={drawPlot(months, ({ from }) => formatMonth(from, locale), amountOf)}
        alt={`${t('home.plot')}: ${total}`}
      />
      <Text color="muted" size="sm">
        {total}
      </Text>
    </Section>,
  ];
}

/** Stake, rewards and rate; what is not proven is no number. */
function Numbers({ picture, where: { pool }, display, scene }: PictureProps & { scene: Scene }): JSXElement {
  const { t } = display;
  const { asset } = pool;
  const month = thisMonth(picture, scene.now);
  const { currency } = scene.preferences;
  const worth = fiatText(picture.staked, asset, display) || (asset === ether ? t('home.noPrice', { currency }) : '');
  return (
    <Section>
      <TextRow label={t('home.staked')} text={formatAmount(picture.staked, asset, display.locale)} extra={worth} />
      {picture.earned === null ? (
        <TextRow label={t('home.earnedTotal')} text={t('home.unknownAmount')} />
      ) : (
        <AmountRow label={t('home.earnedTotal')} amount={picture.earned} asset={asset} display={display} />
      )}
      {month === null ? null : (
        <AmountRow label={t('home.earnedMonth')} amount={month} asset={asset} display={display} />
      )}
      {picture.pending === null || picture.pending === 0n ? null : (
        <AmountRow
          label={t(protocolOf(pool).hasReports ? 'home.pending' : 'home.comingIn')}
          amount={picture.pending}
          asset={asset}
          display={display}
        />
      )}
      {pool.earnsIn === undefined ? <AprRow apr={picture.apr} pool={pool} display={display} /> : null}
      {ProducerRows({ producer: picture.producer ?? null, display })}
      <AmountRow label={t('home.yours')} amount={picture.balance} asset={asset} display={display} />
    </Section>
  );
}

/** Which part of the pool makes the blocks of Metis' chain, by its address where it has no name. */
function ProducerRows(props: { producer: Producer | null; display: Display }): GenericSnapElement[] {
  const { producer, display } = props;
  const { t } = display;
  if (producer === null) {
    return [];
  }
  const since = t('home.producerSince', { block: String(producer.sinceBlock) });
  return producer.name === null
    ? [<AddressRow label={t('home.producer')} address={producer.address} />, <Text color="muted">{since}</Text>]
    : [<TextRow label={t('home.producer')} text={producer.name} extra={since} />];
}

/** What can be done, the most likely last: the first two places go to the page's foot. */
function actionsOf({ picture, account, where: { pool }, scene }: Props & { picture: Picture }): ButtonElement[] {
  const { t, locale } = scene.texts;
  const about = (intent: Intent): readonly Subject[] => subjectsOf(intent, picture, pool, account);
  const next = firstOf(about('claim'));
  const stake = (
    <Button name="stake" disabled={picture.isBlocked || picture.capacityLeft === 0n}>
      {t('home.stake')}
    </Button>
  );
  const canStake = !pool.onlyAdmitted || about('stake').some(({ of }) => of.id !== undefined);
  const unstake = about('unstake').length > 0 ? [<Button name="unstake">{t('home.unstake')}</Button>] : [];
  const claim = next
    ? [<Button name="claim">{t('home.claim', { amount: formatAmount(next.held, next.asset, locale) })}</Button>]
    : [];
  return [...unstake, ...(canStake ? [stake] : []), ...claim] as ButtonElement[];
}

/** One pool with all that is known of the account in it. */
export function PoolView(props: Props): JSXElement {
  const { account, where, isReading, isSent, scene } = props;
  const { t } = scene.texts;
  const entry = entryOf(scene.home, where.pool, account);
  const { picture } = entry;
  const display = displayOf(scene, picture);
  const sent = scene.sent.filter((each) => each.pool === where.pool.id && isSameAddress(each.sent.account, account));
  const actions = picture && isOwn(scene, account) ? actionsOf({ ...props, picture }) : [];
  const content = (
    <Box>
      {poolsFor(scene, account).length > 1 ? <Button name="list">{t('home.back')}</Button> : null}
      <Heading>{where.pool.name}</Heading>
      {isSent && sent[0]?.stage === 'sent' ? (
        <Notice title={t('home.sentTitle')} texts={[t('home.sentText')]} severity="success" />
      ) : null}
      {AccountRows({ account, scene })}
      {PlaceRows({ network: where.network, pool: where.pool, t }).slice(1)}
      {entry.fault?.isElsewhere && where.network.publicNodes
        ? Elsewhere({ where, display })
        : FaultNotices({ all: [{ network: where.network, entry }], scene })}
      {picture ? States({ picture, where, display }) : null}
      {picture ? <Numbers picture={picture} where={where} display={display} scene={scene} /> : null}
      {picture && !isOwn(scene, account) ? <Text color="alternative">{t('home.viewOnly')}</Text> : null}
      {actions.slice(0, -2)}
      {picture ? Exits({ exits: picture.exits, asset: where.pool.asset, display }) : null}
      {picture ? Items({ items: picture.items ?? [], producer: picture.producer ?? null, where, display }) : null}
      {Activity({ sent, where, scene })}
      {picture ? Plot({ picture, where, display }) : null}
      {VotesButton({ pools: [where], scene })}
      {Freshness({ picture, isReading, scene })}
      <Button name="settings">{t('home.settings')}</Button>
    </Box>
  );
  return <Page content={content} main={actions.slice(-2)} />;
}
