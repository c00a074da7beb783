import type { Network } from '@pooled-staking/core';
import { useSwitchNetwork } from '@pooled-staking/react';
import { t } from '../texts/texts';
import { ErrorNote } from './notes';
import { PanelChoices } from './panel';

/** The networks that the wallet can be asked to change to; where there is one, that is what there is to do. */
export function SwitchNetwork({ networks }: { readonly networks: readonly Network[] }) {
  const change = useSwitchNetwork();
  return (
    <>
      <PanelChoices>
        {networks.map((network) => (
          <li key={network.chainId}>
            <button
              type="button"
              className={networks.length === 1 ? 'button' : 'button button-quiet'}
              disabled={change.isPending}
              onClick={() => {
                change.mutate(network);
              }}
            >
              {t('network.switchTo', { network: network.name })}
            </button>
            {network.isTestnet ? <span className="muted"> {t('frame.testMoney')}</span> : null}
          </li>
        ))}
      </PanelChoices>
      {change.isPending ? <p role="status">{t('network.checkYourWallet')}</p> : null}
      {change.error ? <ErrorNote error={change.error} /> : null}
    </>
  );
}
