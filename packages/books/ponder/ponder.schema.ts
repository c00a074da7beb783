/** The tables of the books; what their columns mean is said in `../src/rows.ts`. Amounts are whole wei and shares. */
import { index, onchainTable, primaryKey } from 'ponder';

export const pool = onchainTable('pool', (t) => ({
  id: t.integer().primaryKey(),
  blockNumber: t.int8({ mode: 'number' }).notNull(),
  time: t.int8({ mode: 'number' }).notNull(),
  events: t.integer().notNull(),
  members: t.integer().notNull(),
  totalAssets: t.bigint().notNull(),
  totalShares: t.bigint().notNull(),
  heldShares: t.bigint().notNull(),
  nextTicket: t.bigint().notNull(),
  servedTickets: t.bigint().notNull(),
  servedAssets: t.bigint().notNull(),
  checkpoints: t.integer().notNull(),
  staked: t.bigint().notNull(),
  redeemed: t.bigint().notNull(),
  claimed: t.bigint().notNull(),
  donated: t.bigint().notNull(),
  reported: t.bigint().notNull(),
  profit: t.bigint().notNull(),
  faults: t.integer().notNull(),
  firstFault: t.int8({ mode: 'number' }),
}));

export const member = onchainTable('member', (t) => ({
  account: t.hex().primaryKey(),
  shares: t.bigint().notNull(),
  staked: t.bigint().notNull(),
  paidOut: t.bigint().notNull(),
  firstBlock: t.int8({ mode: 'number' }).notNull(),
  lastBlock: t.int8({ mode: 'number' }).notNull(),
}));

export const exit = onchainTable(
  'exit',
  (t) => ({
    ticket: t.bigint().primaryKey(),
    exit: t.bigint().notNull(),
    shares: t.bigint().notNull(),
    owner: t.hex().notNull(),
    receiver: t.hex().notNull(),
    requestedInBlock: t.int8({ mode: 'number' }).notNull(),
    requestedAt: t.int8({ mode: 'number' }).notNull(),
    openedInBlock: t.int8({ mode: 'number' }).notNull(),
    closedInBlock: t.int8({ mode: 'number' }),
    paid: t.bigint(),
  }),
  (table) => ({
    ownerIndex: index().on(table.owner),
    receiverIndex: index().on(table.receiver),
    closedIndex: index().on(table.closedInBlock),
  }),
);

export const checkpoint = onchainTable(
  'checkpoint',
  (t) => ({
    blockNumber: t.int8({ mode: 'number' }).notNull(),
    logIndex: t.integer().notNull(),
    time: t.int8({ mode: 'number' }).notNull(),
    fromTicket: t.bigint().notNull(),
    toTicket: t.bigint().notNull(),
    assets: t.bigint().notNull(),
  }),
  (table) => ({ key: primaryKey({ columns: [table.blockNumber, table.logIndex] }) }),
);

export const event = onchainTable(
  'event',
  (t) => ({
    blockNumber: t.int8({ mode: 'number' }).notNull(),
    logIndex: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
    time: t.int8({ mode: 'number' }).notNull(),
    name: t.text().notNull(),
    account: t.hex(),
    other: t.hex(),
    ticket: t.bigint(),
    newTicket: t.bigint(),
    exit: t.bigint(),
    assets: t.bigint(),
    shares: t.bigint(),
    totalAssets: t.bigint().notNull(),
    totalShares: t.bigint().notNull(),
  }),
  (table) => ({
    key: primaryKey({ columns: [table.blockNumber, table.logIndex] }),
    accountIndex: index().on(table.account, table.blockNumber),
    otherIndex: index().on(table.other, table.blockNumber),
    nameIndex: index().on(table.name, table.blockNumber),
  }),
);

export const day = onchainTable('day', (t) => ({
  day: t.int8({ mode: 'number' }).primaryKey(),
  events: t.integer().notNull(),
  staked: t.bigint().notNull(),
  redeemed: t.bigint().notNull(),
  claimed: t.bigint().notNull(),
  exitShares: t.bigint().notNull(),
  served: t.bigint().notNull(),
  profit: t.bigint().notNull(),
  fees: t.bigint().notNull(),
  totalAssets: t.bigint().notNull(),
  totalShares: t.bigint().notNull(),
}));

export const validator = onchainTable('validator', (t) => ({
  publicKey: t.hex().primaryKey(),
  registeredInBlock: t.int8({ mode: 'number' }).notNull(),
  registeredAt: t.int8({ mode: 'number' }).notNull(),
  transactionHash: t.hex().notNull(),
  deposited: t.bigint(),
  leavingInBlock: t.int8({ mode: 'number' }),
  leavingInto: t.hex(),
}));

export const change = onchainTable(
  'change',
  (t) => ({
    blockNumber: t.int8({ mode: 'number' }).notNull(),
    logIndex: t.integer().notNull(),
    time: t.int8({ mode: 'number' }).notNull(),
    transactionHash: t.hex().notNull(),
    kind: t.text().notNull(),
    feeBps: t.integer(),
    version: t.integer(),
    implementation: t.hex(),
  }),
  (table) => ({ key: primaryKey({ columns: [table.blockNumber, table.logIndex] }) }),
);

export const fault = onchainTable(
  'fault',
  (t) => ({
    blockNumber: t.int8({ mode: 'number' }).notNull(),
    logIndex: t.integer().notNull(),
    time: t.int8({ mode: 'number' }).notNull(),
    kind: t.text().notNull(),
  }),
  (table) => ({ key: primaryKey({ columns: [table.blockNumber, table.logIndex] }) }),
);

export const head = onchainTable('head', (t) => ({
  id: t.integer().primaryKey(),
  blockNumber: t.int8({ mode: 'number' }).notNull(),
  time: t.int8({ mode: 'number' }).notNull(),
  isRight: t.boolean(),
  said: t.text().notNull(),
  checked: t.integer().notNull(),
  firstWrong: t.int8({ mode: 'number' }),
}));
