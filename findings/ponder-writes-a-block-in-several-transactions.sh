#!/usr/bin/env bash
# ponder 0.16.6 with its embedded database (PGlite): the rows that an indexing function writes, and the checkpoint up to which Ponder
# then counts itself, look as if they were one transaction in its code ("userQB.transaction"). In PGlite each table is written by a
# transaction of its own, and the checkpoint by one more: two rows that one call of one function inserted have different "xmin".
# Whoever reads in between, by Ponder's own API, sees rows of a block that is not there yet; a process that ends in between leaves
# them, and the next start may meet them again. Seen: three transactions for one block.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts \
  ponder@0.16.6 viem@2.57.20 hono@4.13.19 @foundry-rs/anvil-linux-amd64@1.7.1

mkdir -p src/api
cat > ponder.config.ts <<'END'
import { createConfig } from 'ponder';

export default createConfig({
  database: { kind: 'pglite', directory: './database' },
  chains: { local: { id: 31337, rpc: process.env.NODE_URL } },
  blocks: { Tenth: { chain: 'local', startBlock: 10, endBlock: 10 } },
});
END
cat > ponder.schema.ts <<'END'
import { onchainTable } from 'ponder';

export const one = onchainTable('one', (t) => ({ block: t.integer().primaryKey() }));
export const other = onchainTable('other', (t) => ({ block: t.integer().primaryKey() }));
END
cat > src/index.ts <<'END'
import { ponder } from 'ponder:registry';
import { one, other } from 'ponder:schema';

ponder.on('Tenth:block', async ({ event, context }) => {
  const block = Number(event.block.number);
  await context.db.insert(one).values({ block });
  await context.db.insert(other).values({ block });
});
END
cat > src/api/index.ts <<'END'
import { db } from 'ponder:api';
import { sql } from 'ponder';
import { Hono } from 'hono';

const app = new Hono();
app.get('/transactions', async (context) => {
  const { rows } = await db.execute(
    sql`select xmin::text from one union select xmin::text from other union select xmin::text from _ponder_checkpoint`,
  );
  return context.json({ transactions: rows.length });
});
export default app;
END

cat > try.mjs <<'END'
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

const anvil = spawn('node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil', ['--port', '0']);
process.on('exit', () => anvil.kill());
let heard = '';
while (!/Listening on \S+:\d+\s/.test(heard)) {
  heard += await once(anvil.stdout, 'data');
}
const NODE_URL = `http://${/Listening on (\S+)/.exec(heard)[1]}`;
const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'anvil_mine', params: ['0x64', '0x1'] });
await fetch(NODE_URL, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address();
await new Promise((resolve) => server.close(resolve));
const args = ['start', '--schema', 'rows', '--hostname', '127.0.0.1', '--port', String(port)];
const ponder = spawn('node_modules/.bin/ponder', args, {
  env: { ...process.env, NODE_URL, PONDER_TELEMETRY_DISABLED: 'true' },
});
process.on('exit', () => ponder.kill());
let said = '';
const isReady = new Promise((resolve) => {
  ponder.stdout.on('data', (text) => {
    said += text;
    if (said.includes('Started returning 200 responses endpoint=/ready')) {
      resolve();
    }
  });
});
await Promise.race([isReady, once(ponder, 'exit')]);
console.log(await (await fetch(`http://127.0.0.1:${port}/transactions`)).text());
process.exit();
END
cat > expected.txt <<'END'
{"transactions":3}
END
node try.mjs > seen.txt
diff expected.txt seen.txt
echo "As written down: ponder-writes-a-block-in-several-transactions"
