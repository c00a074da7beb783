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
import { ether, isSameAddress, type Address, type PoolOnNetwork, type Wei } from '@pooled-staking/core';
import { explainGap, formatAmount, formatDay, formatMonth } from '@pooled-staking/texts';
import { AprRow } from '../../rpc/views/apr-row';
import { fiatText, type Display } from '../../ui/display';
import { AddressRow, AmountRow, PlaceRows, TextRow } from '../../ui/parts';
import { drawPlot, plotted } from '../plot';
import { monthsOf, thisMonth } from '../rewards';
import { isOwn, poolsFor, type Scene } from '../scene';
import { entryOf, type Picture } from '../view';
import { Activity } from './activity';
import { Exits } from './exits';
import { AccountRows, displayOf, FaultNotices, Freshness, Notice, Page, readyFor, VotesButton } from './parts';

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
  return [
    ...(picture.isBlocked
      ? [<Notice title={t('home.blockedTitle')} texts={[t('home.blockedText')]} severity="warning" />]
      : []),
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
    ...(isNew && !gap ? [<Notice title={t('home.firstTitle')} texts={[t('home.firstText')]} severity="info" />] : []),
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
        <AmountRow label={t('home.pending')} amount={picture.pending} asset={asset} display={display} />
      )}
      <AprRow apr={picture.apr} display={display} />
      <AmountRow label={t('home.yours')} amount={picture.balance} asset={asset} display={display} />
    </Section>
  );
}

/** The parts of a stake that are acted on by themselves, by their numbers, names and addresses. */
function Items({ picture, display }: Pick<PictureProps, 'picture' | 'display'>): GenericSnapElement[] {
  const { t, locale } = display;
  const items = picture.items ?? [];
  return items.length === 0
    ? []
    : [
        <Section>
          <Text fontWeight="medium">{t('home.items')}</Text>
          {items.flatMap((item) => [
            <TextRow label={item.name} text={formatAmount(item.assets, item, locale)} />,
            ...(item.address ? [<AddressRow label={t('home.itemAddress')} address={item.address} />] : []),
            ...(item.rewards > 0n
              ? [<TextRow label={t('home.itemRewards')} text={formatAmount(item.rewards, item, locale)} />]
              : []),
          ])}
        </Section>,
      ];
}

/** What can be done, the most likely last: the first two places go to the page's foot. */
function actionsOf({ picture, account, where: { pool }, scene }: Props & { picture: Picture }): ButtonElement[] {
  const { t, locale } = scene.texts;
  const ready = readyFor(picture, account);
  const stake = (
    <Button name="stake" disabled={picture.isBlocked || picture.capacityLeft === 0n}>
      {t('home.stake')}
    </Button>
  );
  const unstake = picture.staked > 0n ? [<Button name="unstake">{t('home.unstake')}</Button>] : [];
  const claim =
    ready > 0n
      ? [<Button name="claim">{t('home.claim', { amount: formatAmount(ready, pool.asset, locale) })}</Button>]
      : [];
  return [...unstake, stake, ...claim] as ButtonElement[];
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
      {FaultNotices({ all: [{ network: where.network, entry }], scene })}
      {picture ? States({ picture, where, display }) : null}
      {picture ? <Numbers picture={picture} where={where} display={display} scene={scene} /> : null}
      {picture && !isOwn(scene, account) ? <Text color="alternative">{t('home.viewOnly')}</Text> : null}
      {actions.slice(0, -2)}
      {picture ? Items({ picture, display }) : null}
      {picture ? Exits({ exits: picture.exits, asset: where.pool.asset, display }) : null}
      {Activity({ sent, asset: where.pool.asset, network: where.network, scene })}
      {picture ? Plot({ picture, where, display }) : null}
      {VotesButton({ pools: [where], scene })}
      {Freshness({ picture, isReading, scene })}
      <Button name="settings">{t('home.settings')}</Button>
    </Box>
  );
  return <Page content={content} main={actions.slice(-2)} />;
}
