import { tokenAbi } from '../../../assets/token';
import { toTopic, type Log, type LogFilter } from '../../../chain/logs';
import { isSameAddress, zeroAddress, type Address, type Shares, type Wei } from '../../../units';
import { vaultAbi, vestingAbi } from './abi';
import type { Contracts } from './contracts';
import { accountIn, numberIn, type Movement } from './movements';
import { toAssets } from './state';
import type { VaultBook } from './vault-book';

const transfer = tokenAbi.topic('Transfer');
const [deposit, withdraw] = [vaultAbi.topic('Deposit'), vaultAbi.topic('Withdraw')];
const [vested, claimed] = [vestingAbi.topic('Vested'), vestingAbi.topic('Claimed')];

/** All logs that tell of accounts' shares of the vault, and of what vests for them. */
export function shareFilters({ seMetis, vesting }: Contracts, accounts: readonly Address[]): LogFilter[] {
  const own = accounts.map(toTopic);
  return [
    { address: seMetis, topics: [transfer, own] },
    // Deposits by owner and withdrawals by receiver have the account in the same place as a transfer its receiver.
    { address: seMetis, topics: [[transfer, deposit, withdraw], null, own] },
    { address: seMetis, topics: [withdraw, null, null, own] },
    { address: vesting, topics: [[vested, claimed], own] },
  ];
}

/** An account's shares and what vests for it, as its logs tell. */
export type ShareLedger = {
  readonly movements: readonly Movement[];
  /** What the logs explain. */
  readonly shares: Shares;
  readonly vesting: Wei;
  /** Nothing was minted, burned or begun to vest without the log that says what for. */
  readonly isWhole: boolean;
  /** Shares were sent or received as tokens: what they were worth is told by the vault's own history. */
  readonly hasTransfers: boolean;
  /** The last that began to vest. */
  readonly lastVested: Log | null;
};

/**
 * Goes through the logs of an account, in the order of the chain.
 * @param book tells what shares were worth that were sent or received; `null`: not known.
 */
export function readShareLedger(
  account: Address,
  { minter }: Contracts,
  logs: readonly Log[],
  book: VaultBook | null,
): ShareLedger {
  const own = account.toLowerCase();
  const movements: Movement[] = [];
  let [shares, vesting, minted, hasTransfers] = [0n, 0n, 0n, false];
  let lastVested: Log | null = null;
  // What began to vest in this transaction, until the withdrawal tells of whom.
  let pending: { readonly transaction: string; readonly amount: Wei } | null = null;
  let isUnexplained = false;
  const add = (type: Movement['type'], log: Log, more: Partial<Omit<Movement, 'type' | 'log'>>): void => {
    movements.push({ type, log, assets: null, shares: null, counterparty: null, putIn: 0n, fee: 0n, ...more });
  };

  const onTransfer = (log: Log): void => {
    const [from, to, amount] = [accountIn(log, 1), accountIn(log, 2), numberIn(log, 0)];
    if (from === to) {
      return;
    }
    const comes = to === own;
    const change = comes ? amount : -amount;
    shares += change;
    if (from === zeroAddress || to === zeroAddress) {
      minted += change;
      return;
    }
    hasTransfers = true;
    const assets = book && toAssets(amount, book.totalsAt(log));
    const putIn = assets === null ? null : comes ? assets : -assets;
    add(comes ? 'received' : 'sent', log, { assets, shares: amount, counterparty: comes ? from : to, putIn });
  };
  const onDeposit = (log: Log): void => {
    const [sender, assets, amount] = [accountIn(log, 1), numberIn(log, 0), numberIn(log, 1)];
    minted -= amount;
    const isOwn = sender === own || isSameAddress(sender, minter);
    add('stake', log, { assets, shares: amount, putIn: assets, counterparty: isOwn ? null : sender });
  };
  const onWithdraw = (log: Log): void => {
    const [receiver, owner] = [accountIn(log, 2), accountIn(log, 3)];
    const [assets, amount] = [numberIn(log, 0), numberIn(log, 1)];
    const isItsOwn = receiver === own && pending?.transaction === log.transactionHash;
    const later = isItsOwn ? (pending?.amount ?? 0n) : 0n;
    pending = isItsOwn ? null : pending;
    if (owner !== own) {
      add('received', log, { assets: later, counterparty: owner, putIn: later });
      return;
    }
    minted += amount;
    const atOnce = assets - later;
    const counterparty = receiver === own ? null : receiver;
    add('redeemed', log, { assets: atOnce, shares: amount, counterparty, putIn: -atOnce });
    if (later > 0n) {
      add('exit-requested', log, { assets: later });
    }
  };
  for (const log of logs) {
    switch (log.topics[0]) {
      case transfer:
        onTransfer(log);
        break;
      case deposit:
        onDeposit(log);
        break;
      case withdraw:
        onWithdraw(log);
        break;
      case vested: {
        const amount = numberIn(log, 0);
        vesting += amount;
        lastVested = log;
        isUnexplained ||= pending !== null;
        pending = amount > 0n ? { transaction: log.transactionHash, amount } : null;
        break;
      }
      default: {
        const assets = numberIn(log, 0);
        vesting -= assets;
        if (assets > 0n) {
          add('claimed', log, { assets, putIn: -assets });
        }
      }
    }
  }
  return {
    movements,
    shares,
    vesting,
    isWhole: minted === 0n && !isUnexplained && pending === null,
    hasTransfers,
    lastVested,
  };
}
