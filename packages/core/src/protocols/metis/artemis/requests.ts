import type { Answer, ReadBatch } from '../../../chain/read-batch';
import { StakingError } from '../../../errors';
import type { PoolContext } from '../../../networks/context';
import type { Exit } from '../../../staking/exit';
import type { Address, Seconds, Shares, Wei } from '../../../units';
import { artemisAbi } from './abi';
import { artemisOn } from './contracts';
import type { LoggedRequest } from './ledger';
import { claimDelayOf, type ArtemisState } from './state';

/** An open withdrawal request as the manager tells it, which does not tell its number. */
export type OpenRequest = { readonly shares: Shares; readonly assets: Wei; readonly startTime: Seconds };

/** Requests that are asked for before it is known how many there are. */
const atFirst = 4;

/** More of one account are not read: each is a call. */
const most = 200;

/** Reads an account's open requests, the oldest first: the first few beside how many there are, the others in a second call. */
export class RequestReader {
  readonly #target: Address;
  readonly #account: Address;
  readonly #requests: Answer<OpenRequest>[] = [];
  #length: Answer<bigint> | undefined;

  constructor({ network }: Pick<PoolContext, 'network'>, account: Address) {
    this.#target = artemisOn(network).withdrawalManager;
    this.#account = account;
  }

  /** Adds the first ones to a batch. */
  ask(batch: ReadBatch): void {
    const method = 'getUserWithdrawRequestLength';
    this.#length = batch.add(this.#target, artemisAbi, method, [this.#account], ([value]) => value as bigint);
    this.#add(batch, atFirst);
  }

  /** Adds those to a batch that the first one left out, once it has run. */
  askRest(batch: ReadBatch): void {
    this.#add(batch, this.#count());
  }

  /** @throws StakingError CHAIN_INCONSISTENT where the manager does not tell one. */
  read(): OpenRequest[] {
    return this.#requests.slice(0, this.#count()).map((request) => request.value());
  }

  #count(): number {
    const length = this.#length?.value() ?? 0n;
    return Number(length < BigInt(most) ? length : BigInt(most));
  }

  #add(batch: ReadBatch, count: number): void {
    for (let index = this.#requests.length; index < count; index += 1) {
      this.#requests.push(
        batch.add(
          this.#target,
          artemisAbi,
          'getUserWithdrawRequest',
          [this.#account, index],
          ([shares, assets, startTime]) => ({
            shares: shares as bigint,
            assets: assets as bigint,
            startTime: Number(startTime),
          }),
        ),
      );
    }
  }
}

/** What the logs and the manager make of an account's requests together. */
export type MatchedRequests = {
  /** As the manager tells them; `null`: a number that no log tells. */
  readonly requests: readonly (OpenRequest & { readonly logged: LoggedRequest | null })[];
  /** A request that the logs leave open was paid. */
  readonly lacksClaim: boolean;
  /** The manager has a request that the logs do not tell. */
  readonly lacksRequest: boolean;
};

/** Gives each request its number: both lists are in the order of the chain, and what is in both stands in both in that order. */
export function matchRequests(told: readonly OpenRequest[], logged: readonly LoggedRequest[]): MatchedRequests {
  let next = 0;
  const requests = told.map((request) => {
    const place = logged.findIndex(
      ({ shares, assets }, index) => index >= next && shares === request.shares && assets === request.assets,
    );
    if (place < 0) {
      return { ...request, logged: null };
    }
    next = place + 1;
    return { ...request, logged: logged[place] as LoggedRequest };
  });
  const found = requests.filter((request) => request.logged !== null).length;
  return { requests, lacksClaim: logged.length > found, lacksRequest: told.length > found };
}

/** Where a request stands. */
function placeOf(
  state: ArtemisState,
  { startTime }: OpenRequest,
  isReleased: boolean,
  isFunded: boolean,
): Pick<Exit, 'status' | 'estimate'> {
  const claimDelay = claimDelayOf(state);
  const { timestamp } = state.block;
  const due = startTime + state.withdrawDelay;
  if (!isReleased) {
    // When it is released, nobody knows: not before it is due.
    return {
      status: 'queued',
      estimate: { earliest: due > timestamp ? due : null, latest: null, basis: 'release', claimDelay },
    };
  }
  if (due > timestamp) {
    return { status: 'exiting', estimate: { earliest: due, latest: due, basis: 'maturity', claimDelay } };
  }
  return isFunded
    ? {
        status: 'claimable',
        estimate: { earliest: timestamp, latest: timestamp, basis: 'claimable-now', claimDelay },
      }
    : { status: 'queued', estimate: { earliest: null, latest: null, basis: 'unfunded', claimDelay } };
}

/**
 * Open requests as exits, the oldest first, which is the one that a claim pays. Each is numbered as the manager numbered it;
 * one that no log tells by a number that no request has yet.
 */
export function toExits(account: Address, state: ArtemisState, requests: MatchedRequests['requests']): readonly Exit[] {
  const { nextUnlockNonce, nextWithdrawNonce, managerBalance } = state;
  let before = 0n;
  return requests.map((request, index) => {
    const { logged, assets, shares, startTime } = request;
    before += assets;
    // Numbers go up: what stands before a released one is released as well.
    const behind = requests.slice(index).find((each) => each.logged !== null)?.logged;
    const isReleased = behind !== undefined && behind !== null && behind.nonce < nextUnlockNonce;
    const place = placeOf(state, request, isReleased, managerBalance >= before);
    const id = logged?.nonce ?? nextWithdrawNonce + BigInt(index);
    return {
      ...{ id, ticket: id, owner: account, receiver: account, requestedAt: startTime },
      requestedInBlock: logged?.log.blockNumber ?? 0,
      ...{ needsReport: false, shares, ...place },
      exitedAssets: isReleased ? assets : 0n,
      claimableAssets: place.status === 'claimable' ? assets : 0n,
      totalAssets: assets,
    };
  });
}

/** @throws StakingError POOL_PAUSED while the manager takes and pays nothing. */
export function requireManager({ isManagerPaused }: ArtemisState): void {
  if (isManagerPaused) {
    throw new StakingError('POOL_PAUSED', { kind: 'pool-paused' });
  }
}
