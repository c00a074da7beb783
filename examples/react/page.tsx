import { parseAmount, toDecimal } from '@pooled-staking/core';
import {
  PooledStakingProvider,
  PoolProvider,
  stakingCodeOf,
  usePosition,
  useTransaction,
  useWallet,
} from '@pooled-staking/react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

function Stake() {
  const { data: position, error } = usePosition();
  const { state, start, isAsking } = useTransaction();
  const [text, setText] = useState('1');
  const amount = parseAmount(text, 18);
  return (
    <>
      <p>Staked: {position ? toDecimal(BigInt(position.assets), 18) : error ? String(error) : 'reading …'} ETH</p>
      <input
        aria-label="Amount in ETH"
        value={text}
        onChange={({ target }) => {
          setText(target.value);
        }}
      />
      <button
        disabled={!amount.ok || isAsking}
        onClick={() => {
          if (amount.ok) {
            start({ kind: 'stake', amount: amount.wei });
          }
        }}
      >
        Stake
      </button>
      <p role="status">
        {state.stage}
        {'hash' in state && state.hash !== null ? ` ${state.hash}` : null}
        {'error' in state && state.error !== null ? ` ${stakingCodeOf(state.error) ?? 'for another reason'}` : null}
      </p>
    </>
  );
}

function Page() {
  const { wallets, session, connect } = useWallet();
  return session ? (
    <Stake />
  ) : (
    wallets.map((wallet) => (
      <button key={wallet.id} onClick={() => void connect(wallet)}>
        Connect {wallet.name}
      </button>
    ))
  );
}

createRoot(document.body.appendChild(document.createElement('main'))).render(
  <PooledStakingProvider>
    <PoolProvider pool={new URLSearchParams(location.search).get('pool') ?? ''}>
      <Page />
    </PoolProvider>
  </PooledStakingProvider>,
);
