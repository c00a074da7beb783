import { Copyable, Section, Text, type GenericSnapElement } from '@metamask/snaps-sdk/jsx';
import type { PoolOnNetwork } from '@pooled-staking/core';
import { TextRow } from '../../ui/parts';
import type { Display } from '../../ui/display';
import { siteLink } from '../site-link';
import { Notice, SiteLink } from './parts';

/** For a pool whose network the wallet does not have: that it can be added, on the site or by hand, and with what. */
export function Elsewhere({ where, display }: { where: PoolOnNetwork; display: Display }): GenericSnapElement[] {
  const { network, pool } = where;
  const { t } = display;
  const [node] = network.publicNodes ?? [];
  return [
    <Notice
      title={t('home.elsewhereTitle', { network: network.name })}
      texts={[t('home.elsewhereText')]}
      severity="warning"
    />,
    ...SiteLink({ link: siteLink('stake', pool, null), t }),
    ...(node === undefined
      ? []
      : [
          <Section>
            <Text fontWeight="medium">{t('home.elsewhereValues')}</Text>
            <TextRow label={t('network')} text={network.name} />
            <TextRow label={t('home.chainId')} text={String(network.chainId)} />
            <TextRow label={t('home.currencySymbol')} text={network.nativeAsset.symbol} />
            <Text>{t('home.rpcUrl')}</Text>
            <Copyable value={node} />
          </Section>,
        ]),
  ];
}
