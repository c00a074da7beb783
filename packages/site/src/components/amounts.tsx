import { alignedEth, exactEth, shownEth } from '../amounts/eth';

type EthProps = {
  /** In wei. */
  readonly wei: bigint | string;
  /** Puts a plus before a gain. */
  readonly isSigned?: boolean;
  /** Keeps all six decimals, so that points stand under each other in a column. */
  readonly isAligned?: boolean;
};

/** An amount of ETH, cut to six decimals; the exact one is in its tooltip. */
export function Eth({ wei, isSigned = false, isAligned = false }: EthProps) {
  const amount = BigInt(wei);
  return (
    <span className="eth" title={`${exactEth(amount)} ETH`}>
      <span className="eth-number">
        {isSigned && amount > 0n ? '+' : ''}
        {isAligned ? alignedEth(amount) : shownEth(amount)}
      </span>{' '}
      <span className="eth-unit">ETH</span>
    </span>
  );
}

/** A short form of an address; all of it in the tooltip. */
export function Address({ address }: { readonly address: string }) {
  return (
    <span className="address" title={address}>
      {address.slice(0, 6)}…{address.slice(-4)}
    </span>
  );
}
