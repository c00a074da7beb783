import { array, boolean, enums, nullable, object, string, type Infer } from 'superstruct';
import { SignedWeiStruct, AsOfStruct, ExitStatusStruct } from '../result-structs';
import { AddressStruct, ExitIdStruct, PoolIdStruct, TimeStruct, WeiStruct } from '../structs';

export const ExitStruct = object({
  id: ExitIdStruct,
  /** Today's position ticket: a partial claim gives the rest a new one. */
  ticket: ExitIdStruct,
  owner: AddressStruct,
  /** Who can claim. */
  receiver: AddressStruct,
  requestedAt: TimeStruct,
  status: ExitStatusStruct,
  /** A claim brings the pool's newest report in first, and only so the exit is `claimable`. */
  claimBringsReport: boolean(),
  /** Shares that have not been paid. */
  shares: WeiStruct,
  /** ETH set aside for this exit. */
  exitedAssets: WeiStruct,
  /** ETH that a claim pays now, after the report that it brings in. */
  claimableAssets: WeiStruct,
  /** What all of the exit is worth at today's price, `exitedAssets` included. */
  totalAssets: WeiStruct,
  /** When it can be claimed; `null` where the chain does not tell. */
  earliest: nullable(TimeStruct),
  latest: nullable(TimeStruct),
  /** What the estimate stands on, in words. */
  basis: string(),
});
export type Exit = Infer<typeof ExitStruct>;

export const PositionItemStruct = object({
  id: ExitIdStruct,
  /** As the pool numbers it, with the name that its operator gives it in a public list where there is one. */
  name: string(),
  /** What it is known by outside of the pool: the key that signs a sequencer's blocks. */
  address: nullable(AddressStruct),
  asset: string(),
  assets: WeiStruct,
  /** What waits to be paid out. */
  rewards: WeiStruct,
  /** What can be done with it: `refusal` says why not now, in words. What never applies is left out. */
  actions: array(object({ action: enums(['stake', 'unstake', 'unstake-all', 'claim']), refusal: nullable(string()) })),
});
export type PositionItem = Infer<typeof PositionItemStruct>;

export const GetPositionResultStruct = object({
  account: AddressStruct,
  pool: PoolIdStruct,
  shares: WeiStruct,
  assets: WeiStruct,
  /** What the next report adds (or takes), when its proof could be had. */
  pendingRewards: nullable(SignedWeiStruct),
  exits: array(ExitStruct),
  /** Parts that are acted on by themselves, by their `id`: an account's sequencers, or ENKI that makes vesting go on. */
  items: array(PositionItemStruct),
  /** `null` when the history is incomplete. */
  lifetimeRewards: nullable(SignedWeiStruct),
  reconciled: boolean(),
  reason: nullable(string()),
  asOf: AsOfStruct,
});
export type GetPositionResult = Infer<typeof GetPositionResultStruct>;
