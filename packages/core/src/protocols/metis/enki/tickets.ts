import { tokenAbi } from '../../../assets/token';
import { toTopic, type Log, type LogFilter } from '../../../chain/logs';
import { toIsoTime } from '../../../chain/block';
import type { Answer, ReadBatch } from '../../../chain/read-batch';
import type { Exit } from '../../../staking/exit';
import { isSameAddress, zeroAddress, type Address, type Seconds, type Wei } from '../../../units';
import { queueAbi } from './abi';
import type { Contracts } from './contracts';
import { accountIn, numberIn, type Movement } from './movements';
import type { EnkiState } from './state';

/** A ticket of the redemption queue as the queue tells. */
export type TicketInfo = {
  readonly isRedeemed: boolean;
  readonly maturity: Seconds;
  readonly amount: Wei;
  /** What giving it back costs, in parts of a million. */
  readonly cancelFee: bigint;
};

/** Adds what the queue tells of a ticket, also of one that is gone. */
export function addTicket(batch: ReadBatch, { redemptionQueue }: Contracts, id: bigint): Answer<TicketInfo> {
  return batch.add(redemptionQueue, queueAbi, 'nftInformation', [id], ([isRedeemed, maturity, amount, fee]) => ({
    isRedeemed: isRedeemed as boolean,
    maturity: Number(maturity),
    amount: amount as bigint,
    cancelFee: fee as bigint,
  }));
}

const [transfer, enter, cancel, redeem] = [
  tokenAbi.topic('Transfer'),
  queueAbi.topic('EnterRedemptionQueue'),
  queueAbi.topic('CancelRedemptionTicketNft'),
  queueAbi.topic('RedeemRedemptionTicketNft'),
];

/** All logs that tell of an account's eMETIS and tickets. */
export function ticketFilters({ eMetis, redemptionQueue }: Contracts, accounts: readonly Address[]): LogFilter[] {
  const own = accounts.map(toTopic);
  const both = [eMetis, redemptionQueue];
  const calls = [enter, cancel, redeem];
  return [
    { address: both, topics: [transfer, own] },
    { address: both, topics: [transfer, null, own] },
    { address: redemptionQueue, topics: [calls, null, own] },
    { address: redemptionQueue, topics: [calls, null, null, own] },
  ];
}

/** An account's tickets and movements as its logs tell. */
export type TicketLedger = {
  readonly movements: readonly Movement[];
  /** Open tickets with the log by which the account got each. */
  readonly open: ReadonlyMap<bigint, Log>;
  /** eMETIS that the logs explain, and tickets that the account holds, those without anything left to pay among them. */
  readonly balance: Wei;
  readonly held: number;
  /** Every ticket that left the account had come to it. */
  readonly isWhole: boolean;
  /** Tickets whose worth no log tells. */
  readonly unknown: readonly bigint[];
};

/**
 * Goes through the logs of an account, in the order of the chain. A ticket is its holder's: it can be bought, sold and sent.
 * @param infos what the queue tells of tickets whose worth no log of the account does.
 */
export function readTicketLedger(
  account: Address,
  { eMetis, redemptionQueue }: Contracts,
  logs: readonly Log[],
  infos: ReadonlyMap<bigint, TicketInfo>,
): TicketLedger {
  const own = account.toLowerCase();
  const queue = redemptionQueue.toLowerCase();
  const movements: Movement[] = [];
  const open = new Map<bigint, Log>();
  const amounts = new Map<bigint, Wei>([...infos].map(([id, { amount }]) => [id, amount]));
  const unknown = new Set<bigint>();
  const tokens = new Set<bigint>();
  // Tickets that left the account in this transaction by being burned, and eMETIS that its other logs account for.
  let burned = new Map<bigint, Log>();
  let explained: { from: string; to: string; amount: Wei }[] = [];
  let transaction = '';
  let balance = 0n;
  let isWhole = true;
  const add = (type: Movement['type'], log: Log, more: Partial<Omit<Movement, 'type' | 'log'>>): void => {
    movements.push({ type, log, assets: null, shares: null, counterparty: null, putIn: 0n, fee: 0n, ...more });
  };
  const other = (who: Address): Address | null => (who === own ? null : who);
  const amountOf = (id: bigint): Wei | null => {
    const amount = amounts.get(id);
    if (amount === undefined) {
      unknown.add(id);
    }
    return amount ?? null;
  };
  const endTransaction = (): void => {
    for (const [id, log] of burned) {
      // Somebody who was allowed to had it paid to somebody else.
      const assets = amountOf(id);
      add('claimed', log, { assets, putIn: assets === null ? null : -assets, exit: id });
    }
    burned = new Map();
    explained = [];
  };
  const take = (from: string, to: string, amount: Wei): boolean => {
    const found = explained.findIndex((each) => each.from === from && each.to === to && each.amount === amount);
    return found >= 0 && explained.splice(found, 1).length > 0;
  };

  const onTicket = (log: Log): void => {
    const [from, to] = [accountIn(log, 1), accountIn(log, 2)];
    const id = BigInt(log.topics[3] ?? 0);
    if (from === to) {
      return;
    }
    isWhole &&= tokens.has(id) === (from === own);
    if (to === own) {
      open.set(id, log);
      tokens.add(id);
      if (from === zeroAddress) {
        // What it means stands in the log of the request, which comes next.
        return;
      }
      const assets = amountOf(id);
      add('received', log, { assets, putIn: assets, counterparty: from, exit: id });
    } else {
      const wasOpen = open.delete(id);
      tokens.delete(id);
      if (to === zeroAddress) {
        if (wasOpen) {
          burned.set(id, log);
        }
        return;
      }
      const assets = wasOpen ? amountOf(id) : 0n;
      add('sent', log, { assets, putIn: assets === null ? null : -assets, counterparty: to, exit: id });
    }
  };
  const onCall = (log: Log): void => {
    const id = BigInt(log.topics[1] ?? 0);
    const [sender, recipient] = [accountIn(log, 2), accountIn(log, 3)];
    const [first, second] = [numberIn(log, 0), log.topics[0] === redeem ? 0n : numberIn(log, 1)];
    if (log.topics[0] === enter) {
      const assets = first - second;
      amounts.set(id, assets);
      if (sender === own) {
        explained.push({ from: own, to: queue, amount: first });
        const putIn = recipient === own ? 0n : -assets;
        const counterparty = other(recipient);
        // A ticket is its holder's from the first.
        const of = counterparty === null ? { exit: id } : {};
        add('exit-requested', log, { assets, shares: first, counterparty, putIn, fee: second, ...of });
      } else if (recipient === own) {
        add('received', log, { assets, putIn: assets, counterparty: sender, exit: id });
      }
      return;
    }
    const wasOwn = burned.delete(id) || (log.topics[0] === redeem && open.delete(id));
    if (!wasOwn) {
      return;
    }
    const counterparty = other(recipient);
    if (log.topics[0] === redeem) {
      add('claimed', log, { assets: first, putIn: -first, counterparty, exit: id });
    } else {
      if (recipient === own) {
        explained.push({ from: queue, to: own, amount: first });
      }
      const putIn = counterparty === null ? 0n : -first;
      add('exit-cancelled', log, { assets: first, shares: first, counterparty, putIn, fee: second, exit: id });
    }
  };
  const onToken = (log: Log): void => {
    const [from, to, amount] = [accountIn(log, 1), accountIn(log, 2), numberIn(log, 0)];
    if (from === to) {
      return;
    }
    const comes = to === own;
    balance += comes ? amount : -amount;
    if (amount > 0n && !take(from, to, amount)) {
      const type = from === zeroAddress ? 'stake' : comes ? 'received' : 'sent';
      const counterparty = from === zeroAddress ? null : comes ? from : to;
      add(type, log, { assets: amount, shares: amount, counterparty, putIn: comes ? amount : -amount });
    }
  };
  for (const log of logs) {
    if (log.transactionHash !== transaction) {
      endTransaction();
      transaction = log.transactionHash;
    }
    if (log.topics[0] !== transfer) {
      onCall(log);
    } else if (isSameAddress(log.address, eMetis)) {
      onToken(log);
    } else {
      onTicket(log);
    }
  }
  endTransaction();
  return { movements, open, balance, held: tokens.size, isWhole, unknown: [...unknown] };
}

/** How a ticket stands at the block of a state. */
export function toExit(
  account: Address,
  id: bigint,
  { amount, maturity }: TicketInfo,
  since: { readonly block: number; readonly time: Seconds },
  { block, queueBalance, queueLength }: EnkiState,
): Exit {
  const isMature = block.timestamp >= maturity;
  const isPaid = isMature && queueBalance >= amount;
  return {
    id,
    ticket: id,
    owner: account,
    receiver: account,
    requestedAt: since.time,
    requestedInBlock: since.block,
    status: isPaid ? 'claimable' : isMature ? 'queued' : 'exiting',
    needsReport: false,
    shares: amount,
    exitedAssets: amount,
    claimableAssets: isPaid ? amount : 0n,
    totalAssets: amount,
    estimate: {
      earliest: isMature && !isPaid ? null : maturity,
      latest: isMature && !isPaid ? null : maturity,
      basis: isPaid ? 'claimable-now' : isMature ? 'unfunded' : 'maturity',
      claimDelay: { seconds: queueLength, basis: 'contract', claims: 0 },
    },
  };
}

/** When an exit is due, as errors tell it. */
export function dueTime({ estimate }: Exit): string {
  return toIsoTime(estimate.latest ?? 0);
}
