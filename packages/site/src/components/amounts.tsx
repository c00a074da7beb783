import { alignedEth, exactEth, shownEth } from '../amounts/eth';
import { texts } from '../texts/texts';

type EthProps = {
  /** In wei. */
  readonly wei: bigint | string;
  /** Puts a plus before a gain. */
  readonly isSigned?: boolean;
  /** Keeps all six decimals, so that points stand under each other in a column. */
  readonly isAligned?: boolean;
  /** Shows all of it, to the wei: where nothing shows a tooltip. */
  readonly isExact?: boolean;
  /** What it is counted in, where that is not the pool's asset. */
  readonly unit?: string;
};

/** An amount of the pool's asset, cut to six decimals; the exact one is in its tooltip. */
export function Eth({
  wei,
  isSigned = false,
  isAligned = false,
  isExact = false,
  unit = texts().asset.symbol,
}: EthProps) {
  const amount = BigInt(wei);
  return (
    <span className="eth" title={`${exactEth(amount)} ${unit}`}>
      <span className="eth-number">
        {isSigned && amount > 0n ? '+' : ''}
        {isExact ? shownEth(amount, 18) : isAligned ? alignedEth(amount) : shownEth(amount)}
      </span>{' '}
      <span className="eth-unit">{unit}</span>
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
