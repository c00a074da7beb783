#!/usr/bin/env bash
# ponder 0.16.6 with its embedded database (PGlite): "ponder start" logs "Started shutdown sequence" at SIGTERM and at SIGINT, in
# which it gives its lock back and closes the database. At SIGTERM it never gets there: Vite 5, which loads its files, listens to
# the same signal and ends the process a few milliseconds later, with exit code 0 as if all were well. Seen: the next start
# after SIGINT goes on at once; after SIGTERM, which Docker and systemd send, it finds the schema locked and waits up to 25 s, over
# a database that nobody closed.
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
  blocks: { Tenth: { chain: 'local', startBlock: 10, interval: 10 } },
});
END
cat > ponder.schema.ts <<'END'
import { onchainTable } from 'ponder';

export const row = onchainTable('row', (t) => ({ block: t.integer().primaryKey() }));
END
cat > src/index.ts <<'END'
import { ponder } from 'ponder:registry';
import { row } from 'ponder:schema';

ponder.on('Tenth:block', async ({ event, context }) => {
  await context.db.insert(row).values({ block: Number(event.block.number) });
});
END
cat > src/api/index.ts <<'END'
import { Hono } from 'hono';

export default new Hono();
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

/** Starts Ponder until it follows the chain, ends it by a signal, and tells how it began and ended. */
async function live(signal) {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  // The program itself, since npm's shim is a process more.
  const args = ['node_modules/ponder/dist/esm/bin/ponder.js', 'start', '--schema', 'rows', '--hostname', '127.0.0.1'];
  const ponder = spawn(process.execPath, [...args, '--port', String(port)], {
    env: { ...process.env, NODE_URL, PONDER_TELEMETRY_DISABLED: 'true' },
  });
  process.on('exit', () => ponder.kill('SIGKILL'));
  const ended = once(ponder, 'exit');
  let said = '';
  const isLive = new Promise((resolve) => {
    for (const stream of [ponder.stdout, ponder.stderr]) {
      stream.on('data', (text) => {
        said += text;
        if (said.includes('Started live indexing')) {
          resolve();
        }
      });
    }
  });
  await Promise.race([isLive, ended]);
  ponder.kill(signal);
  const [code] = await ended;
  const began = said.includes('Schema is locked by a different Ponder app') ? 'waits for a lock' : 'begins at once';
  const shutdown = said.includes('Started shutdown sequence') ? 'begins its shutdown' : 'begins no shutdown';
  return `${began}; at ${signal} ${shutdown}, code ${code}`;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGINT']) {
  console.log(await live(signal));
}
process.exit();
END
cat > expected.txt <<'END'
begins at once; at SIGINT begins its shutdown, code 0
begins at once; at SIGTERM begins its shutdown, code 0
waits for a lock; at SIGINT begins its shutdown, code 0
END
node try.mjs > seen.txt
diff expected.txt seen.txt
echo "As written down: ponder-ends-at-sigterm-before-its-database"
