import { Section, Text, type GenericSnapElement } from '@metamask/snaps-sdk/jsx';
import type { Asset, Seconds } from '@pooled-staking/core';
import { explainEstimate, formatAmount, formatRelative, formatTime } from '@pooled-staking/texts';
import { AmountRow } from '../../ui/parts';
import type { Display } from '../../ui/display';
import type { PictureExit } from '../view';

/** What an exit waits for, and until when. */
function ExitTexts(props: { exit: PictureExit; asset: Asset; display: Display }): GenericSnapElement[] {
  const { exit, asset, display } = props;
  const { t, locale, now } = display;
  const { claimableAssets: ready, totalAssets: total, estimate } = exit;
  const when = (time: Seconds): string => `${formatRelative(time - now, locale)}, ${formatTime(time, locale)}`;
  if (ready > 0n) {
    const part = t('home.exitPart', {
      ready: formatAmount(ready, asset, locale),
      amount: formatAmount(total, asset, locale),
    });
    return [<Text color="success">{ready < total ? part : t('home.exitReady')}</Text>];
  }
  return [
    <Text>{explainEstimate(estimate, display)}</Text>,
    ...(estimate.earliest === null || estimate.earliest <= now
      ? []
      : [<Text color="alternative">{t('home.exitFrom', { time: when(estimate.earliest) })}</Text>]),
    ...(estimate.latest === null
      ? []
      : [<Text color="alternative">{t('home.exitUntil', { time: when(estimate.latest) })}</Text>]),
  ];
}

/** The open exits. */
export function Exits(props: { exits: readonly PictureExit[]; asset: Asset; display: Display }): GenericSnapElement[] {
  const { exits, asset, display } = props;
  const { t, locale } = display;
  return exits.length === 0
    ? []
    : [
        <Section>
          <Text fontWeight="medium">{t('home.exits')}</Text>
          {exits.flatMap((exit) => [
            <AmountRow
              label={formatTime(exit.requestedAt, locale)}
              amount={exit.totalAssets}
              asset={asset}
              display={display}
            />,
            ...ExitTexts({ exit, asset, display }),
          ])}
        </Section>,
      ];
}
