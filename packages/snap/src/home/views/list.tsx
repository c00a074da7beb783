import { Box, Button, Card, Heading, type JSXElement } from '@metamask/snaps-sdk/jsx';
import type { Address } from '@pooled-staking/core';
import { formatAmount } from '@pooled-staking/texts';
import { fiatText } from '../../ui/display';
import { poolsFor, type Scene } from '../scene';
import { entryOf, type Entry } from '../view';
import { AccountRows, displayOf, FaultNotice, Freshness } from './parts';

/** Begins the name of the button that opens a pool; its id follows. */
export const poolButton = 'pool:';

/**
 * All of a page's pools at once: as old as the oldest picture, and without the network where one was not reached. Pools that
 * the wallet has no network for say so themselves.
 */
function oldest(all: readonly Entry[]): Entry {
  const entries = all.filter(({ fault }) => !fault?.isElsewhere);
  const pictures = entries.flatMap(({ picture }) => picture ?? []);
  const picture = pictures.length < entries.length ? null : (pictures.sort((a, b) => a.readAt - b.readAt)[0] ?? null);
  return { picture, fault: entries.find(({ fault }) => fault)?.fault ?? null };
}

/** Every pool with what the account has in it. */
export function ListView(props: { account: Address; isReading: boolean; scene: Scene }): JSXElement {
  const { account, isReading, scene } = props;
  const { t, locale } = scene.texts;
  const pools = poolsFor(scene, account).map((each) => ({ ...each, entry: entryOf(scene.home, each.pool, account) }));
  const all = oldest(pools.map(({ entry }) => entry));
  return (
    <Box>
      <Heading>{t('home.title')}</Heading>
      {AccountRows({ account, scene })}
      {FaultNotice({ entry: all, scene })}
      {pools.flatMap(({ network, pool, entry: { picture, fault } }) => [
        <Card
          title={pool.name}
          description={[network.name, ...(network.isTestnet ? [t('testMoney')] : [])].join(', ')}
          value={
            picture
              ? formatAmount(picture.staked, pool.asset, locale)
              : t(fault?.isElsewhere ? 'home.notInWallet' : 'home.unknownAmount')
          }
          extra={picture ? fiatText(picture.staked, pool.asset, displayOf(scene, picture)) : ''}
        />,
        <Button name={`${poolButton}${pool.id}`}>{t('home.openPool')}</Button>,
      ])}
      {Freshness({ entry: all, isReading, scene })}
      <Button name="settings">{t('home.settings')}</Button>
    </Box>
  );
}
