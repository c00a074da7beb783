import { Section, Text, type JSXElement } from '@metamask/snaps-sdk/jsx';
import type { Asset, Network, Pool, Quote, UnstakeQuote, StakeQuote } from '@pooled-staking/core';
import { AmountRow } from '../../ui/parts';
import type { Display } from '../../ui/display';

/** What only some pools have beside an amount: an approval that goes first, a bridge's fee, a least that is taken, parts. */
export function Extras(props: {
  quote: Quote & Partial<Pick<StakeQuote, 'leastShares'> & Pick<UnstakeQuote, 'atOnce' | 'exitFee' | 'assets'>>;
  asset: Asset;
  network: Network;
  pool: Pool;
  display: Display;
}): JSXElement[] {
  const { quote, asset, network, pool, display } = props;
  const { approvals, bridgeFee, leastShares, atOnce, exitFee, assets } = quote;
  const { t } = display;
  const rows = (
    [
      [leastShares, 'receiveAtLeast', pool.shareToken],
      [atOnce, 'paidAtOnce', asset],
      [atOnce === undefined || assets === undefined ? undefined : assets - atOnce, 'comesLater', asset],
      [exitFee, 'exitFee', asset],
      [bridgeFee, 'bridgeFee', network.nativeAsset],
    ] as const
  ).flatMap(([amount, label, of]) =>
    amount === undefined || !of ? [] : [<AmountRow label={t(label)} amount={amount} asset={of} display={display} />],
  );
  return rows.length === 0 && approvals.length === 0
    ? []
    : [
        <Section>
          {approvals.length > 0 ? <Text>{t('approvalFirst')}</Text> : null}
          {rows}
        </Section>,
      ];
}
