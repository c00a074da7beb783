/** What Ponder indexes: the pool that `npm run books` named, from the block in which it began. */
import { createConfig } from 'ponder';
import { parseAbi } from 'viem';
import { readSettings } from '../src/settings';
import { escrowEvents, keeperEvents, vaultEvents } from '../src/vault-events';

const { chainId, rpc, vault, keeper, mevEscrow, deployBlock, folder, pollingMs } = readSettings(process.env);
// Ends with whoever started it, however that ended.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));

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
