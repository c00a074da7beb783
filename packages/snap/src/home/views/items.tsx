import { Button, Section, Text, type GenericSnapElement } from '@metamask/snaps-sdk/jsx';
import { isSameAddress, networks, type PoolOnNetwork, type Producer } from '@pooled-staking/core';
import { formatAmount, formatList } from '@pooled-staking/texts';
import { AddressRow, TextRow } from '../../ui/parts';
import type { Display } from '../../ui/display';
import { siteLink } from '../site-link';
import type { PictureItem } from '../view';
import { SiteLink } from './parts';

/** One part of the stake, by its number, name and address, with what waits in it and what cannot be done with it now. */
function ItemTexts(props: { item: PictureItem; producer: Producer | null; display: Display }): GenericSnapElement[] {
  const { item, producer, display } = props;
  const { t, locale } = display;
  return [
    <TextRow label={item.name} text={formatAmount(item.assets, item, locale)} />,
    ...(item.address ? [<AddressRow label={t('home.itemAddress')} address={item.address} />] : []),
    ...(item.address && producer && isSameAddress(item.address, producer.address)
      ? [<Text color="success">{t('home.itemProduces')}</Text>]
      : []),
    ...(item.rewards > 0n
      ? [<TextRow label={t('home.itemRewards')} text={formatAmount(item.rewards, item, locale)} />]
      : []),
    ...item.refusals.map((refusal) => <Text color="alternative">{refusal}</Text>),
  ];
}

/**
 * The parts of a stake that are acted on by themselves and what else the pool takes, with the way to the site, whose forms let
 * one name them. Who is not admitted to a pool is shown the pools that take the same from everybody.
 */
export function Items(props: {
  items: readonly PictureItem[];
  producer: Producer | null;
  where: PoolOnNetwork;
  display: Display;
}): GenericSnapElement[] {
  const { items, producer, where, display } = props;
  const { pool } = where;
  const { t, locale } = display;
  const others = pool.alsoTakes ?? [];
  const open =
    pool.onlyAdmitted && items.length === 0
      ? networks.flatMap((network) =>
          network.nativeAsset.symbol === pool.asset.symbol ? network.pools.filter((each) => !each.onlyAdmitted) : [],
        )
      : [];
  return [
    ...open.map((each) => <Button name={`pool:${each.id}`}>{t('home.openPool', { pool: each.name })}</Button>),
    ...(items.length + others.length === 0
      ? []
      : [
          <Section>
            {items.length > 0 ? <Text fontWeight="medium">{t('home.items')}</Text> : null}
            {items.flatMap((item) => ItemTexts({ item, producer, display }))}
            {others.length > 0 ? (
              <Text color="alternative">
                {t('home.alsoTakes', {
                  assets: formatList(
                    others.map(({ symbol }) => symbol),
                    locale,
                  ),
                })}
              </Text>
            ) : null}
            {items.length > 0 ? <Text color="alternative">{t('home.itemsOnSite')}</Text> : null}
            {SiteLink({ link: siteLink('stake', pool, null), t })}
          </Section>,
        ]),
  ];
}
