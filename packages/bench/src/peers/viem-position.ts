/**
 * A position as a plain script in viem reads it, which knows nothing of our code: the newest block, then state and logs
 * side by side, then where the open exits stand in the queue, then what they pay. Written from viem's documentation, with
 * its multicall on.
 */
import { createPublicClient, custom, parseAbi, type Address, type EIP1193RequestFn } from 'viem';

const poolAbi = parseAbi([
  'function getShares(address account) view returns (uint256)',
  'function convertToAssets(uint256 shares) view returns (uint256)',
  'function getExitQueueIndex(uint256 positionTicket) view returns (int256)',
  'function calculateExitedAssets(address receiver, uint256 positionTicket, uint256 timestamp, uint256 exitQueueIndex) view returns (uint256 leftTickets, uint256 exitedTickets, uint256 exitedAssets)',
  'event Deposited(address indexed caller, address indexed receiver, uint256 assets, uint256 shares, address referrer)',
  'event ExitQueueEntered(address indexed owner, address indexed receiver, uint256 positionTicket, uint256 shares)',
  'event ExitedAssetsClaimed(address indexed receiver, uint256 prevPositionTicket, uint256 newPositionTicket, uint256 withdrawnAssets)',
]);

/** What the script finds, in wei. */
export type PeerPosition = {
  readonly shares: bigint;
  /** Of each open exit, by its ticket: the ETH set aside for it, 0 while it waits. */
  readonly exitedAssets: ReadonlyMap<bigint, bigint>;
  readonly lifetimeRewards: bigint;
};

type Place = { readonly request: EIP1193RequestFn; readonly pool: Address; readonly multicall3: Address };

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

/** Reads the position of an account in a pool. */
export async function readPositionWithViem(place: Place, account: Address): Promise<PeerPosition> {
  const { request, pool: address, multicall3: multicallAddress } = place;
  const client = createPublicClient({ transport: custom({ request }), batch: { multicall: true } });
  const blockNumber = await client.getBlockNumber();
  const inPool = { address, abi: poolAbi } as const;
  const range = { ...inPool, fromBlock: 0n, toBlock: blockNumber } as const;
  const reads = { multicallAddress, blockNumber, allowFailure: false } as const;

  const [[shares, price], deposits, entries, claims] = await Promise.all([
    client.multicall({
      ...reads,
      contracts: [
        { ...inPool, functionName: 'getShares', args: [account] },
        { ...inPool, functionName: 'convertToAssets', args: [10n ** 36n] },
      ],
    }),
    client.getContractEvents({ ...range, eventName: 'Deposited', args: { receiver: account }, strict: true }),
    client.getContractEvents({ ...range, eventName: 'ExitQueueEntered', args: { receiver: account }, strict: true }),
    client.getContractEvents({ ...range, eventName: 'ExitedAssetsClaimed', args: { receiver: account }, strict: true }),
  ]);

  const claimed = new Set(claims.map(({ args }) => args.prevPositionTicket));
  const open = entries.filter(({ args }) => !claimed.has(args.positionTicket));
  const [indexes, blocks] = await Promise.all([
    client.multicall({
      ...reads,
      contracts: open.map(({ args }) => ({
        ...inPool,
        functionName: 'getExitQueueIndex' as const,
        args: [args.positionTicket] as const,
      })),
    }),
    Promise.all(open.map(async ({ blockNumber: number }) => client.getBlock({ blockNumber: number }))),
  ]);

  const paid = await client.multicall({
    ...reads,
    contracts: open.flatMap(({ args }, index) => {
      const [place, block] = [indexes[index] ?? -1n, blocks[index]];
      return place < 0n || !block
        ? []
        : [
            {
              ...inPool,
              functionName: 'calculateExitedAssets' as const,
              args: [account, args.positionTicket, block.timestamp, place] as const,
            },
          ];
    }),
  });

  const served = open.filter((_, index) => (indexes[index] ?? -1n) >= 0n);
  const exitedAssets = new Map(open.map(({ args }) => [args.positionTicket, 0n]));
  served.forEach(({ args }, index) => exitedAssets.set(args.positionTicket, paid[index]?.[2] ?? 0n));
  const waiting = sum(open.filter((exit) => !served.includes(exit)).map(({ args }) => args.shares));
  const worth = ((shares + waiting) * price) / 10n ** 36n;
  const out = sum(claims.map(({ args }) => args.withdrawnAssets)) + sum([...exitedAssets.values()]);
  return { shares, exitedAssets, lifetimeRewards: worth + out - sum(deposits.map(({ args }) => args.assets)) };
}
