/** What Ponder indexes: the pool that `npm run books` named, from the block in which it began. */
import { PGlite } from '@electric-sql/pglite';
import { createConfig } from 'ponder';
import { parseAbi } from 'viem';
import { closeDatabase } from '../src/embedded-database';
import { readSettings } from '../src/settings';
import { escrowEvents, keeperEvents, vaultEvents } from '../src/vault-events';

const { chainId, rpc, vault, keeper, mevEscrow, deployBlock, folder, pollingMs } = readSettings(process.env);
// Ends with whoever started it, however that ended.
for (const event of ['disconnect', 'SIGHUP'] as const) {
  process.on(event, () => process.kill(process.pid, 'SIGTERM'));
}
// Vite, which loads this file, ends the process at that signal before Ponder has closed its database.
for (const listener of process.listeners('SIGTERM')) {
  if (listener.name === 'closeServerAndExit') {
    process.off('SIGTERM', listener);
  }
}

if (folder !== null) {
  // Ponder opens and closes its database twice, and ends without having closed it where that takes too long. It can take back
  // what it wrote halfway once it is ready, and not before.
  const opened = new Set<PGlite>();
  let isReady = false;
  const { query } = PGlite.prototype;
  PGlite.prototype.query = async function queryAndNote(...args) {
    opened.add(this);
    isReady ||= args[0].includes("'{is_ready}', to_jsonb(1)");
    return query.apply(this, args) as never;
  };
  process.on('exit', () => {
    if (isReady && [...opened].every(({ closed }) => closed)) {
      closeDatabase(folder);
    }
  });
}

const source = { chain: 'pool', startBlock: deployBlock } as const;

export default createConfig({
  database: folder === null ? { kind: 'postgres' } : { kind: 'pglite', directory: folder },
  chains: { pool: { id: chainId, rpc, pollingInterval: pollingMs } },
  contracts: {
    Vault: { ...source, abi: parseAbi(vaultEvents), address: vault },
    Escrow: { ...source, abi: parseAbi(escrowEvents), address: mevEscrow },
    Keeper: {
      ...source,
      abi: parseAbi(keeperEvents),
      address: keeper,
      filter: { event: 'Harvested', args: { vault } },
    },
  },
  // Every new block is held against the chain; old ones only where they are asked for, since nodes drop old state.
  blocks: { Head: { chain: 'pool', startBlock: 'latest', interval: 1 } },
});
