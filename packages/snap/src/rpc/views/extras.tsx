import { Section, Text, type JSXElement } from '@metamask/snaps-sdk/jsx';
import type { Asset, Network, Pool, Quote, UnstakeQuote, StakeQuote } from '@pooled-staking/core';
import { AddressRow, AmountRow, TextRow } from '../../ui/parts';
import type { Display } from '../../ui/display';

/**
 * What only some pools have beside an amount: an approval that goes first, the part of the stake that it is about, what comes
 * back for it, parts and fees, and rewards that are paid along.
 */
export function Extras(props: {
  quote: Quote &
    Partial<
      Pick<StakeQuote, 'leastShares' | 'shares' | 'compounded'> &
        Pick<UnstakeQuote, 'atOnce' | 'exitFee' | 'paidAlong' | 'assets'>
    >;
  asset: Asset;
  network: Network;
  pool: Pool;
  display: Display;
}): JSXElement[] {
  const { quote, asset, network, pool, display } = props;
  const { approvals, item, bridgeFee, rewardsPaid, atOnce, assets } = quote;
  const { t } = display;
  const rows = (
    [
      [quote.compounded, 'rewardsAdded', pool.asset],
      [quote.shares, 'youReceive', pool.shareToken],
      [quote.leastShares, 'receiveAtLeast', pool.shareToken],
      [atOnce, 'paidAtOnce', asset],
      [atOnce === undefined || assets === undefined ? undefined : assets - atOnce, 'comesLater', asset],
      [quote.exitFee, 'exitFee', asset],
      [quote.paidAlong, 'paidAlong', pool.asset],
      [rewardsPaid?.assets, 'rewardsPaid', pool.asset],
      [bridgeFee, 'bridgeFee', network.nativeAsset],
    ] as const
  ).flatMap(([amount, label, of]) =>
    amount === undefined || !of ? [] : [<AmountRow label={t(label)} amount={amount} asset={of} display={display} />],
  );
  const all = [
    ...(approvals.length > 0 ? [<Text>{t('approvalFirst')}</Text>] : []),
    ...(item === undefined ? [] : [<TextRow label={t('sequencer')} text={item} />]),
    ...rows,
    ...(rewardsPaid
      ? [<AddressRow label={t('rewardsTo')} address={rewardsPaid.recipient} />, <Text>{t('rewardsBridged')}</Text>]
      : []),
  ];
  return all.length === 0 ? [] : [<Section>{all}</Section>];
}
