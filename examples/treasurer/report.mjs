// A Safe's stake as CSV: node report.mjs ACCOUNT RPC_URL [FROM] [TO] > stake.csv, with days as 2026-01-31. The variable POOL
// names another pool than MetaMask's on Ethereum by its id, such as eip155:560048:0x….
import {
  defaultPoolId,
  exportLines,
  exportText,
  incomeOf,
  openPool,
  spanOfDays,
  toDecimal,
} from '@pooled-staking/core';
import { wordsOf } from '@pooled-staking/texts/command-line';

const [account, rpcUrl, from, to] = process.argv.slice(2);
if (!account || !rpcUrl) {
  console.error('Usage: [POOL=ID] node report.mjs ACCOUNT RPC_URL [FROM] [TO]');
  process.exit(2);
}
if (!/^https?:/u.test(rpcUrl)) {
  console.error(`RPC_URL: "${rpcUrl}" is no address of a node; give one that begins with https:// or http://.`);
  process.exit(2);
}
try {
  const { pool, readBooks } = openPool(process.env.POOL || defaultPoolId, { rpcUrl });
  const { position, books } = await readBooks(account, { ...spanOfDays({ from, to }), currency: 'USD' });
  const lines = exportLines(books.lines, { from, to }, 'harvest');
  process.stdout.write(exportText({ format: 'own', pool }, lines));

  // To the terminal, so that the file holds lines alone.
  const amount = (wei) => `${toDecimal(wei, pool.asset.decimals)} ${pool.asset.symbol}`;
  console.error(`${account} in ${pool.name} at block ${position.state.block.number}`);
  console.error(`Staked: ${amount(position.assets)}; rewards in the file: ${amount(incomeOf(lines))}`);
} catch (error) {
  // What the node is to blame for names it.
  const isOfNode = error.code?.startsWith('CHAIN_');
  const cause = isOfNode ? `RPC_URL ${rpcUrl}: ` : error.code === 'UNKNOWN_POOL' ? 'POOL: ' : '';
  console.error(cause + wordsOf(error));
  process.exitCode = 1;
}
