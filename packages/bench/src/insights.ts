/** What the Snap's insight costs, on transactions that are none of its business and on those that stake. */
import { Interface } from 'ethers';
import { median, roundMs, type Measurement } from './figures';
import { walletOf, type LongLife } from './long-life';
import { CountingWallet, loadSnap, type Counts } from './snap-process';

const vaultInterface = new Interface([
  'function deposit(address receiver, address referrer) payable returns (uint256 shares)',
  'function enterExitQueue(uint256 shares, address receiver) returns (uint256 positionTicket)',
  'function transfer(address to, uint256 amount) returns (bool)',
]);

const person = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const stranger = '0x6B175474E89094C44Da98b954EedeAC495271d0F';
const zeroAddress = `0x${'00'.repeat(20)}`;
const hex = (value: bigint): string => `0x${value.toString(16)}`;

/** Transactions that are none of the Snap's business: a transfer of ETH, one of tokens, a contract's creation. */
const unrelated = [
  { from: person, to: stranger, value: '0xde0b6b3a7640000', data: '0x' },
  { from: person, to: stranger, value: '0x0', data: vaultInterface.encodeFunctionData('transfer', [person, 5n]) },
  { from: person, value: '0x0', data: `0x${'60'.repeat(2_000)}` },
];

/** Requests and time for a transaction that has nothing to do with a pool. */
export async function measureUnrelated(bundle: string): Promise<Measurement[]> {
  const wallet = new CountingWallet(null, 1);
  const snap = loadSnap(bundle, wallet);
  const [warmUp, runs] = [300, 3_000];
  const times: number[] = [];
  const { requests, fetches, chainRequests, snapRequests } = await wallet.count(async () => {
    for (let run = 0; run < warmUp + runs; run += 1) {
      const transaction = unrelated[run % unrelated.length];
      const start = performance.now();
      const insight = await snap.onTransaction({
        transaction,
        chainId: 'eip155:1',
        transactionOrigin: 'https://a.example',
      });
      times.push(performance.now() - start);
      if (insight !== null) {
        throw new Error('The Snap has something to say of an unrelated transaction.');
      }
    }
  });
  return [
    {
      name: 'insight.unrelated.requests',
      value: requests + fetches + chainRequests + snapRequests,
      unit: 'requests',
    },
    { name: 'insight.unrelated.ms', value: roundMs(median(times.slice(warmUp))), unit: 'ms' },
  ];
}

/** Round trips for stakes and exits, with nothing stored and with what the first look kept. */
export async function measureRelated(bundle: string, life: LongLife): Promise<Measurement[]> {
  const wallet = walletOf(life);
  const snap = loadSnap(bundle, wallet);
  const to = life.pool;
  const encode = (method: string, values: unknown[]): string => vaultInterface.encodeFunctionData(method, values);
  const { account } = life;
  const transactions = [
    { from: account, to, value: hex(10n ** 18n), data: encode('deposit', [account, zeroAddress]) },
    { from: account, to, value: '0x0', data: encode('enterExitQueue', [10n ** 15n, account]) },
    { from: account, to, value: '0x0', data: encode('enterExitQueue', [10n ** 30n, account]) },
  ];
  const look = async (): Promise<Counts[]> => {
    const all: Counts[] = [];
    for (const transaction of transactions) {
      const counts = await wallet.count(async () => {
        const chainId = `eip155:${life.devnet.chainId}`;
        const insight = await snap.onTransaction({ transaction, chainId, transactionOrigin: 'https://a.example' });
        if (insight === null || insight === undefined) {
          throw new Error('The Snap has nothing to say of a staking transaction.');
        }
      });
      all.push({ ...counts });
    }
    return all;
  };
  const most = (all: readonly Counts[], field: keyof Counts): number => Math.max(...all.map((each) => each[field]));
  const first = await look();
  const second = await look();
  return [
    { name: 'insight.related.roundTrips', value: most(second, 'roundTrips'), unit: 'round trips' },
    { name: 'insight.related.first.roundTrips', value: most(first, 'roundTrips'), unit: 'round trips' },
    { name: 'insight.related.requests', value: most(second, 'requests'), unit: 'requests' },
    { name: 'insight.related.fetches', value: most(second, 'fetches'), unit: 'requests' },
  ];
}
