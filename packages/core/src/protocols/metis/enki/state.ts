import { tokenAbi } from '../../../assets/token';
import { reorganised, type Block } from '../../../chain/block';
import { hashOfText } from '../../../chain/hash';
import { ReadBatch } from '../../../chain/read-batch';
import type { PoolContext } from '../../../networks/context';
import type { ClaimDelay } from '../../../staking/exit';
import type { PoolState } from '../../../staking/pool';
import { isSameAddress, zeroAddress, type Address, type Hex, type Shares, type Wei } from '../../../units';
import { enkiAbi, queueAbi, vaultAbi, vestingAbi } from './abi';
import { addContractCheck, findContracts, readKeptContracts, type Contracts } from './contracts';

/** Fees and ratios are parts of a million. */
const million = 1_000_000n;

/** Either pool of ENKI at one block, with what both rest on. */
export type EnkiState = PoolState & {
  readonly contracts: Contracts;
  readonly isPublic: boolean;
  readonly isPaused: boolean;
  /** METIS that the redemption queue has, and what all its tickets together are owed. */
  readonly queueBalance: Wei;
  readonly queueLiabilities: Wei;
  /** Parts of a million. */
  readonly redemptionFee: bigint;
  readonly queueLength: number;
  readonly vestingRatio: bigint;
  readonly vestingDuration: bigint;
  /** The vault, whichever of the pools it is about. */
  readonly vault: VaultTotals;
};

export type VaultTotals = Pick<PoolState, 'totalAssets' | 'totalShares'>;

/** What ENKI's vesting knows of an account. */
export type VestingInfo = {
  /** ENKI. */
  readonly staked: Wei;
  /** eMETIS: free, and in all, what is free among it. */
  readonly claimable: Wei;
  readonly total: Wei;
  /** What has not been counted as free yet, since when it is counted, and how much comes free in a whole duration. */
  readonly waiting: Wei;
  readonly since: number;
  readonly speed: Wei;
};

/** An account beside the pools, at the same block. */
export type EnkiAccount = {
  /** METIS: native and as a token, one balance. */
  readonly metis: Wei;
  readonly eMetis: Wei;
  readonly seMetis: Shares;
  readonly enki: Wei;
  /** What those who take tokens may take. */
  readonly allowances: Readonly<Record<'minter' | 'seMetis' | 'redemptionQueue' | 'vesting', Wei>>;
  /** It may use what is not open to everybody. */
  readonly isInvited: boolean;
  readonly tickets: number;
  readonly vesting: VestingInfo;
};

export type EnkiView = { readonly state: EnkiState; readonly account: EnkiAccount };

export const noWait: ClaimDelay = { seconds: 0, basis: 'contract', claims: 0 };

const betaRole = (): Hex => (role ??= hashOfText('BETA_USER_ROLE'));
let role: Hex | undefined;

/** Rounded down. Source: OpenZeppelin's ERC4626, with its virtual share and asset. */
export function toAssets(shares: Shares, { totalAssets, totalShares }: VaultTotals): Wei {
  return (shares * (totalAssets + 1n)) / (totalShares + 1n);
}

/** Rounded down, as a deposit mints them. */
export function toShares(assets: Wei, { totalAssets, totalShares }: VaultTotals): Shares {
  return (assets * (totalShares + 1n)) / (totalAssets + 1n);
}

/** The fewest shares that are worth at least so much. */
export function toSharesUp(assets: Wei, { totalAssets, totalShares }: VaultTotals): Shares {
  return (assets * (totalShares + 1n) + totalAssets) / (totalAssets + 1n);
}

/** The totals once assets and shares came in, or went where they are negative. */
export function withMore({ totalAssets, totalShares }: VaultTotals, assets: Wei, shares: Shares): VaultTotals {
  return { totalAssets: totalAssets + assets, totalShares: totalShares + shares };
}

/** What so many shares cost that are minted, rounded up. */
export function toAssetsUp(shares: Shares, { totalAssets, totalShares }: VaultTotals): Wei {
  return (shares * (totalAssets + 1n) + totalShares) / (totalShares + 1n);
}

/** Part of an amount, rounded down. */
export function partOf(amount: Wei, parts: bigint): Wei {
  return (amount * parts) / million;
}

/** What comes free in a whole duration: as much as a tenth of the staked ENKI, and no more than ever vested. */
function speedOf(waiting: Wei, counted: Wei, staked: Wei): Wei {
  const all = waiting + counted;
  return all < staked / 10n ? all : staked / 10n;
}

/** The part of a call's result in a place, as a number. */
const at = (index: number) => (result: readonly unknown[]) => result[index] as bigint;

/**
 * Adds everything that either pool rests on, and an account's side of both.
 * @param account the zero address for nobody's.
 */
export function addEnki(
  batch: ReadBatch,
  { pool }: Pick<PoolContext, 'pool'>,
  contracts: Contracts,
  account: Address,
): { isSame: () => boolean; read: (block: Block) => EnkiView } {
  const { metis, eMetis, seMetis, enki, minter, redemptionQueue, vesting, config } = contracts;
  const isSame = addContractCheck(batch, contracts);
  const token = (of: Address, method: string, ...args: readonly unknown[]) =>
    batch.add(of, tokenAbi, method, args, at(0));
  const setting = (name: string) => batch.add(config, enkiAbi, name, [], at(0));
  const flag = (name: string) => batch.add(config, enkiAbi, name, [], ([value]) => value as boolean);
  const [isPublic, isPaused] = [flag('isPublic'), flag('isPaused')];
  const treasuryRatio = setting('protocolTreasuryRatio');
  const settings = ['redemptionFee', 'queueLengthSecs', 'vestingRatio', 'vestingDuration'].map(setting);
  const totalAssets = batch.add(seMetis, vaultAbi, 'totalAssets', [], at(0));
  const [totalShares, supply] = [token(seMetis, 'totalSupply'), token(eMetis, 'totalSupply')];
  const queueBalance = token(metis, 'balanceOf', redemptionQueue);
  const liabilities = batch.add(redemptionQueue, queueAbi, 'redemptionQueueAccounting', [], at(0));

  const balance = batch.addBalance(account);
  const held = [eMetis, seMetis, enki].map((of) => token(of, 'balanceOf', account));
  const allowed = (
    [
      [metis, minter],
      [eMetis, seMetis],
      [eMetis, redemptionQueue],
      [enki, vesting],
    ] as const
  ).map(([of, spender]) => token(of, 'allowance', account, spender));
  // Nobody has tickets, and the queue says so with a revert.
  const tickets = token(redemptionQueue, 'balanceOf', account);
  const isInvited = batch.add(config, enkiAbi, 'hasRole', [betaRole(), account], ([value]) => value as boolean);
  const info = batch.add(vesting, vestingAbi, 'userInfos', [account], (values) => values as readonly bigint[]);
  const claimable = batch.add(vesting, vestingAbi, 'claimable', [account], at(0));

  const read = (block: Block): EnkiView => {
    const vault = { totalAssets: totalAssets.value(), totalShares: totalShares.value() };
    const isVault = isSameAddress(pool.address, seMetis);
    const [redemptionFee, length, vestingRatio, vestingDuration] = settings.map(({ value }) => value()) as [
      bigint,
      bigint,
      bigint,
      bigint,
    ];
    const [staked, counted, claimed, since, waiting] = info.value() as [bigint, bigint, bigint, bigint, bigint];
    const [eMetisHeld, shares, enkiHeld] = held.map(({ value }) => value()) as [bigint, bigint, bigint];
    const [toMinter, toVault, toQueue, toVesting] = allowed.map(({ value }) => value()) as [
      bigint,
      bigint,
      bigint,
      bigint,
    ];
    return {
      state: {
        block,
        // Neither a pause nor a closed protocol keeps anybody from eMETIS, or from giving it back.
        status: isVault && (isPaused.value() || !isPublic.value()) ? 'paused' : 'open',
        ...(isVault ? vault : { totalAssets: supply.value(), totalShares: supply.value() }),
        feeBps: isVault ? Number(treasuryRatio.value() / 100n) : 0,
        capacityLeft: null,
        version: null,
        implementation: null,
        contracts,
        isPublic: isPublic.value(),
        isPaused: isPaused.value(),
        queueBalance: queueBalance.value(),
        queueLiabilities: liabilities.value(),
        redemptionFee,
        queueLength: Number(length),
        vestingRatio,
        vestingDuration,
        vault,
      },
      account: {
        metis: balance.value(),
        eMetis: eMetisHeld,
        seMetis: shares,
        enki: enkiHeld,
        allowances: { minter: toMinter, seMetis: toVault, redemptionQueue: toQueue, vesting: toVesting },
        isInvited: isInvited.maybe() ?? false,
        tickets: Number(tickets.maybe() ?? 0n),
        vesting: {
          staked,
          claimable: claimable.value(),
          total: waiting + counted - claimed,
          waiting,
          since: Number(since),
          speed: speedOf(waiting, counted, staked),
        },
      },
    };
  };
  return { isSame, read };
}

/** What is added to the batch of a look beside the view. */
export type More = (batch: ReadBatch, contracts: Contracts) => void;

/**
 * Reads either pool and an account's side of it: in one step where the contracts are known, else in three.
 * @param coming the block of the view, which may still be asked for.
 * @throws StakingError CHAIN_UNAVAILABLE; CHAIN_INCONSISTENT, also where the vault names other contracts than the registry.
 */
export async function readEnki(
  context: PoolContext,
  coming: Promise<Block>,
  account: Address = zeroAddress,
  known?: Contracts,
  more?: More,
): Promise<EnkiView> {
  const { request, network } = context;
  const look = async (contracts: Contracts): Promise<EnkiView | null> => {
    const batch = new ReadBatch(network.multicall3);
    const { isSame, read } = addEnki(batch, context, contracts, account);
    more?.(batch, contracts);
    batch.askAtNewest(request);
    const block = await coming;
    await batch.run(request, block);
    return isSame() ? read(block) : null;
  };
  const kept = known ?? (await readKeptContracts(context));
  const view = (kept && (await look(kept))) ?? (await look(await findContracts(context, coming)));
  if (!view) {
    // The vault's settings changed while they were read.
    const { number: blockNumber } = await coming;
    throw reorganised(blockNumber);
  }
  return view;
}
