import { allPools, openPool, toDecimal } from '@pooled-staking/core';
import { wordsOf } from '@pooled-staking/texts/command-line';
import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { waitForTransactionReceipt } from 'viem/actions';
import {
  createConfig,
  http,
  useConnect,
  useConnectorClient,
  useConnectors,
  useSendTransaction,
  WagmiProvider,
} from 'wagmi';
import { foundry, mainnet } from 'wagmi/chains';

const config = createConfig({
  chains: [mainnet, foundry],
  transports: { [mainnet.id]: http(), [foundry.id]: http() },
});

/** The first pool of the wallet's chain, read through the wallet's own node. */
function openFirstPool(client) {
  const found = allPools().find(({ network }) => network.chainId === client.chain.id);
  return openPool(found.pool.id, { request: (args) => client.request(args) });
}

function Stake({ client }) {
  const account = client.account.address;
  const pool = openFirstPool(client);
  const position = useQuery({
    queryKey: ['position', client.chain.id, account],
    queryFn: () => pool.readPosition(account),
    // Amounts are bigint, which is compared by nothing that reads JSON.
    structuralSharing: false,
  });
  const { mutateAsync: send } = useSendTransaction();
  const unstake = useMutation({
    mutationFn: async (amount) => {
      const { transaction } = await pool.quoteUnstake(account, amount);
      const { to, value, data, gas } = transaction;
      await waitForTransactionReceipt(client, { hash: await send({ to, value, data, gas }) });
      await position.refetch();
    },
  });
  const error = position.error ?? unstake.error;
  return (
    <>
      {error && <p role="alert">{wordsOf(error)}</p>}
      {position.data && (
        <>
          <p role="status">
            Staked: {toDecimal(position.data.assets, 18)} ETH. On the way out:{' '}
            {toDecimal(position.data.exitingAssets, 18)} ETH.
          </p>
          <button onClick={() => unstake.mutate(10n ** 17n)} disabled={unstake.isPending}>
            Unstake 0.1 ETH
          </button>
        </>
      )}
    </>
  );
}

function App() {
  const { data: client } = useConnectorClient();
  const { mutate: connect } = useConnect();
  const connectors = useConnectors();
  return (
    <>
      <h1>Unstake with wagmi</h1>
      {client ? (
        <Stake client={client} />
      ) : (
        connectors.map((connector) => (
          <button key={connector.uid} onClick={() => connect({ connector })}>
            Connect {connector.name}
          </button>
        ))
      )}
    </>
  );
}

createRoot(document.getElementById('root')).render(
  <WagmiProvider config={config}>
    <QueryClientProvider client={new QueryClient()}>
      <App />
    </QueryClientProvider>
  </WagmiProvider>,
);
