import { Button, Section, Text, type GenericSnapElement } from '@metamask/snaps-sdk/jsx';
import {
  assetNamed,
  isSameAddress,
  networks,
  type PlainItem,
  type Pool,
  type PoolOnNetwork,
  type Producer,
} from '@pooled-staking/core';
import { formatAmount } from '@pooled-staking/texts';
import { AddressRow, TextRow } from '../../ui/parts';
import type { Display } from '../../ui/display';

/** One part of the stake, by its number, name and address, with what waits in it and what cannot be done with it now. */
function ItemTexts(props: {
  item: PlainItem;
  pool: Pool;
  producer: Producer | null;
  display: Display;
}): GenericSnapElement[] {
  const { item, pool, producer, display } = props;
  const { t, locale } = display;
  const amountOf = (amount: string): string => formatAmount(BigInt(amount), assetNamed(pool, item.asset), locale);
  const refusals = new Set(item.actions.flatMap(({ refusal }) => refusal ?? []));
  return [
    <TextRow label={item.name} text={amountOf(item.assets)} />,
    ...(item.address ? [<AddressRow label={t('home.itemAddress')} address={item.address} />] : []),
    ...(item.address && producer && isSameAddress(item.address, producer.address)
      ? [<Text color="success">{t('home.itemProduces')}</Text>]
      : []),
    ...(BigInt(item.rewards) > 0n ? [<TextRow label={t('home.itemRewards')} text={amountOf(item.rewards)} />] : []),
    ...[...refusals].map((refusal) => <Text color="alternative">{refusal}</Text>),
  ];
}

/** The parts of a stake that are acted on by themselves. Who is not admitted to a pool is shown those that take the same from everybody. */
export function Items(props: {
  items: readonly PlainItem[];
  producer: Producer | null;
  where: PoolOnNetwork;
  display: Display;
}): GenericSnapElement[] {
  const { items, producer, where, display } = props;
  const { pool } = where;
  const { t } = display;
  if (items.length > 0) {
    return [
      <Section>
        <Text fontWeight="medium">{t('home.items')}</Text>
        {items.flatMap((item) => ItemTexts({ item, pool, producer, display }))}
      </Section>,
    ];
  }
  const open = networks.flatMap((network) =>
    pool.onlyAdmitted && network.nativeAsset.symbol === pool.asset.symbol
      ? network.pools.filter((each) => !each.onlyAdmitted)
      : [],
  );
  return open.map((each) => <Button name={`pool:${each.id}`}>{t('home.openPool', { pool: each.name })}</Button>);
}
