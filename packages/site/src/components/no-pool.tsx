import { networks, type Network } from '@pooled-staking/core';
import { useMutation } from '@tanstack/react-query';
import { describeError, errorNumberOf, SiteError } from '../errors/describe-error';
import { useSession } from '../wallet/session';
import { ErrorNote } from './notes';

/** Asks the wallet to change to a network; one that the wallet does not know is said in words. */
function useSwitchNetwork() {
  const { wallet } = useSession();
  return useMutation({
    networkMode: 'always',
    mutationFn: async (network: Network) => {
      const chainId = `0x${network.chainId.toString(16)}`;
      try {
        await wallet.provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId }] });
      } catch (error) {
        if (errorNumberOf(error) !== 4902) {
          throw error;
        }
        throw new SiteError(
          describeError(error).title,
          `${network.name} (chain ${network.chainId}) is not among the wallet's networks.`,
          "Add it in the wallet's network settings, then try again.",
        );
      }
    },
  });
}

/** Shown on a network without a pool: where there are pools, and the way there. */
export function NoPool() {
  const { chainId } = useSession();
  const change = useSwitchNetwork();
  return (
    <section className="panel" aria-labelledby="no-pool-title">
      <h1 id="no-pool-title">No pool on this network</h1>
      <p>
        Your wallet is on chain {chainId}, where there is no staking pool. Switch it to one of these networks; the
        wallet asks you first.
      </p>
      <ul className="choices">
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
      </ul>
      {change.isPending ? <p role="status">Check your wallet…</p> : null}
      {change.error ? <ErrorNote error={change.error} /> : null}
    </section>
  );
}
