import { useChosenPool } from '@pooled-staking/react';
import { Address } from './amounts';

/** An address on the pool's network, a link where the network has an explorer. */
export function AddressLink({ address }: { readonly address: string }) {
  const { explorer } = useChosenPool().network;
  return explorer === null ? (
    <Address address={address} />
  ) : (
    <a href={`${explorer}/address/${address}`} target="_blank" rel="noreferrer">
      <Address address={address} />
    </a>
  );
}
