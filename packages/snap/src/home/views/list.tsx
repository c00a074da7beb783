import { Box, Button, Card, Heading, type JSXElement } from '@metamask/snaps-sdk/jsx';
import type { Address } from '@pooled-staking/core';
import { formatAmount } from '@pooled-staking/texts';
import { fiatText } from '../../ui/display';
import { poolsFor, type Scene } from '../scene';
import { entryOf } from '../view';
import { AccountRows, displayOf, FaultNotices, Freshness, oldestOf, VotesButton } from './parts';

/** Begins the name of the button that opens a pool; its id follows. */
export const poolButton = 'pool:';

/** Every pool with what the account has in it. */
export function ListView(props: { account: Address; isReading: boolean; scene: Scene }): JSXElement {
  const { account, isReading, scene } = props;
  const { t, locale } = scene.texts;
  const pools = poolsFor(scene, account).map((each) => ({ ...each, entry: entryOf(scene.home, each.pool, account) }));
  // Pools that the wallet has no network for say so themselves.
  const all = pools.filter(({ entry }) => !entry.fault?.isElsewhere);
  return (
    <Box>
      <Heading>{t('home.title')}</Heading>
      {AccountRows({ account, scene })}
      {FaultNotices({ all, scene })}
      {pools.flatMap(({ network, pool, entry: { picture, fault } }) => [
        <Card
          title={pool.name}
          description={[
            network.name,
            ...(network.isTestnet ? [t('testMoney')] : []),
            ...(pool.onlyAdmitted ? [t('home.onlyAdmitted')] : []),
          ].join(', ')}
          value={
            picture
              ? formatAmount(picture.staked, pool.asset, locale)
              : fault?.isElsewhere
                ? t('home.notInWallet')
                : // It is read once it is opened.
                  pool.onlyAdmitted && !fault
                  ? ''
                  : t('home.unknownAmount')
          }
          extra={picture ? fiatText(picture.staked, pool.asset, displayOf(scene, picture)) : ''}
        />,
        <Button name={`${poolButton}${pool.id}`}>{t('home.openPool', { pool: pool.name })}</Button>,
      ])}
      {VotesButton({ pools, scene })}
      {Freshness({ picture: oldestOf(all.map(({ entry }) => entry)), isReading, scene })}
      <Button name="settings">{t('home.settings')}</Button>
    </Box>
  );
}
