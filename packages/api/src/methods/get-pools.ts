import { array, enums, literal, nullable, object, string, type Infer } from 'superstruct';
import { RateStruct, CountStruct, AsOfStruct, AprWindowStruct, PoolStatusStruct } from '../result-structs';
import { AddressStruct, ChainIdStruct, either, PoolIdStruct, TimeStruct, WeiStruct } from '../structs';

export const PoolInfoStruct = object({
  id: PoolIdStruct,
  chainId: ChainIdStruct,
  name: string(),
  protocol: string(),
  asset: string(),
  status: PoolStatusStruct,
  /** Yearly rates over 7, 30, 90, 180 and 365 days, read from the pool's own reports. */
  apr: array(AprWindowStruct),
  /** What the pool keeps of the rewards; the rates above are after it. */
  fee: RateStruct,
  totals: object({ assets: WeiStruct, shares: WeiStruct }),
  capacityLeft: either(WeiStruct, literal('unlimited')),
  exitTerms: object({
    /** Waiting time between the request and the claim, at the most. */
    claimDelaySeconds: CountStruct,
    /** The shortest wait that a claim in this pool showed, or, before any, the longest of all known pools; or what its contract tells. */
    claimDelayBasis: enums(['observed', 'longest-known', 'contract']),
    /** How what is unstaked comes back: `queue` where that depends on the queue at the time. */
    way: enums(['queue', 'at-once', 'served-at-once', 'next-report', 'validators', 'maturity', 'release', 'vesting']),
    /** What exits wait for that are not funded yet, in the pool's asset; `null` where nothing tells it for sure. */
    queuedAssets: nullable(WeiStruct),
    /** ETH in the pool that serves exits at the next report. */
    freeAssets: WeiStruct,
  }),
  /** What makes the pool look as if nobody looked after it; staking into it is warned against. Empty: nothing does. */
  troubles: array(
    object({
      kind: enums(['paused', 'nothing-earns', 'no-recent-rewards', 'exits-unfunded']),
      /** When rewards came in last, where that is the trouble; `null` as well where none ever did. */
      since: nullable(TimeStruct),
      /** What is short to pay exits, where that is the trouble. */
      missing: nullable(WeiStruct),
    }),
  ),
  /**
   * The sequencer that makes the blocks of Metis' chain now, and the first block of its present turn there; `null` where that is
   * not known, as in a wallet that does not have that network, and for pools that make no blocks.
   */
  producer: nullable(object({ name: nullable(string()), address: AddressStruct, sinceBlock: CountStruct })),
  /** `version` is what the contract says of itself, `null` where it says nothing. */
  contract: object({ address: AddressStruct, version: nullable(CountStruct), implementation: nullable(AddressStruct) }),
  asOf: AsOfStruct,
});
export type PoolInfo = Infer<typeof PoolInfoStruct>;

export const GetPoolsResultStruct = object({
  pools: array(PoolInfoStruct),
  /** Networks that could not be read, or single pools of them where `pool` names one, with the reason. */
  unavailable: array(object({ chainId: ChainIdStruct, pool: nullable(PoolIdStruct), reason: string() })),
});
export type GetPoolsResult = Infer<typeof GetPoolsResultStruct>;
