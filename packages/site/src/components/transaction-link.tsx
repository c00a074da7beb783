import { networkOnChain } from '../pools/networks';

/** A transaction's hash, a link where the network has an explorer. */
export function TransactionLink({ hash, chainId }: { readonly hash: string; readonly chainId: number }) {
  const explorer = networkOnChain(chainId)?.explorer;
  const short = `${hash.slice(0, 10)}…${hash.slice(-6)}`;
  return explorer ? (
    <a href={`${explorer}/tx/${hash}`} target="_blank" rel="noreferrer" title={hash}>
      {short}
    </a>
  ) : (
    <span className="hash" title={hash}>
      {short}
    </span>
  );
}
