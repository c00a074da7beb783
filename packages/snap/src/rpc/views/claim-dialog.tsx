import { Section, Text, type JSXElement } from '@metamask/snaps-sdk/jsx';
import { isDearFee, type Asset, type ClaimQuote, type LeftOutExit, type LeftOutReason } from '@pooled-staking/core';
import { formatAmount } from '@pooled-staking/texts';
import type { SnapKey } from '@pooled-staking/texts/snap';
import type { Display } from '../../ui/display';
import { AmountRow, TextRow } from '../../ui/parts';
import { Extras } from './extras';
import { dialogOf, type Terms, type TermsProps } from './dialog';
import { feeShareOfClaim, paysFees } from './fee';

/** More exits than these are counted, not named. */
const mostNamed = 8;

const leftOutKeys: Readonly<Record<LeftOutReason, SnapKey<{ exit: string }>>> = {
  unknown: 'leftUnknown',
  'other-receiver': 'leftOtherReceiver',
  'too-early': 'leftTooEarly',
  refused: 'leftRefused',
  dust: 'leftDust',
  queued: 'leftQueued',
  'one-at-a-time': 'leftOneAtATime',
};

/** The exits that were asked for and are not paid now, each with its reason. */
function LeftOut(props: { leftOut: readonly LeftOutExit[]; asset: Asset; display: Display }): JSXElement[] {
  const { leftOut, asset, display } = props;
  const { t } = display;
  return leftOut.length === 0
    ? []
    : [
        <Section>
          <Text fontWeight="medium">{t('leftOutTitle')}</Text>
          {leftOut.slice(0, mostNamed).map(({ id, assets, reason }) => (
            <Text>
              {t(leftOutKeys[reason], {
                exit: assets === null ? `${id}` : formatAmount(assets, asset, display.locale),
              })}
            </Text>
          ))}
          {leftOut.length > mostNamed ? <Text>{t('leftMore', { count: leftOut.length - mostNamed })}</Text> : null}
        </Section>,
      ];
}

/** What an exit pays to the account, and what stays of it. */
function Paid({ quote, asset, display }: { quote: ClaimQuote; asset: Asset; display: Display }): JSXElement {
  const { assets, exits, remainingAssets, isVesting } = quote;
  const { t } = display;
  return (
    <Section>
      <AmountRow
        label={t(isVesting ? 'receiveAtLeast' : 'youReceive')}
        amount={assets}
        asset={asset}
        display={display}
      />
      {isVesting ? null : <TextRow label={t('exitsPaid')} text={exits.length.toString()} />}
      <AmountRow
        label={t(isVesting ? 'comesLater' : 'staysInQueue')}
        amount={remainingAssets}
        asset={asset}
        display={display}
      />
    </Section>
  );
}

/** What a claim pays and costs. */
export function claimTerms({ network, pool, quote, display }: TermsProps<ClaimQuote>): Terms {
  const { t } = display;
  const { isReward, networkFee, assets } = quote;
  const isComparable = paysFees(pool.asset);
  const share = isComparable ? feeShareOfClaim(networkFee, assets, display.locale) : null;
  return {
    title: t('claimTitle', { amount: formatAmount(quote.assets, pool.asset, display.locale) }),
    warnings: !isComparable
      ? []
      : share === null
        ? [t('warnFeeAboveClaim')]
        : isDearFee(networkFee, assets)
          ? [t('warnDearClaim', { part: share })]
          : [],
    sections: [
      ...(isReward ? [] : [Paid({ quote, asset: pool.asset, display })]),
      ...Extras({ quote, asset: pool.asset, network, pool, display }),
      ...LeftOut({ leftOut: quote.leftOut, asset: pool.asset, display }),
      <Section>
        <AmountRow
          label={t('networkFee')}
          amount={quote.networkFee.fee}
          asset={network.nativeAsset}
          display={display}
        />
        {share === null ? null : <TextRow label={t('networkFeeShare')} text={t('feeOfClaim', { part: share })} />}
      </Section>,
      ...(isReward
        ? []
        : [
            <Section>
              <Text>{t('claimGoesTo')}</Text>
              {quote.withHarvest ? <Text>{t('claimHarvest')}</Text> : null}
            </Section>,
          ]),
    ],
  };
}

/** What a person approves when they claim. */
export const ClaimDialog = dialogOf(claimTerms);
