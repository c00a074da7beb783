import type { Network } from '@pooled-staking/core';
import { useSwitchNetwork } from '../data/switch-network';
import { ErrorNote } from './notes';
import { PanelChoices } from './panel';

/** The networks that the wallet can be asked to change to. */
export function SwitchNetwork({ networks }: { readonly networks: readonly Network[] }) {
  const change = useSwitchNetwork();
  return (
    <>
      <PanelChoices>
        {networks.map((network) => (
          <li key={network.chainId}>
            <button
              type="button"
              className="button button-quiet"
              disabled={change.isPending}
              onClick={() => {
                change.mutate(network);
              }}
            >
              Switch to {network.name}
            </button>
            {network.isTestnet ? <span className="muted"> Test money</span> : null}
          </li>
        ))}
      </PanelChoices>
      {change.isPending ? <p role="status">Check your wallet…</p> : null}
      {change.error ? <ErrorNote error={change.error} /> : null}
    </>
  );
}
