#!/usr/bin/env bash
# ponder 0.16.6: what is indexed is named by a build id, and a schema of another build id is refused, so that rows of other
# rules are never gone on with. But the id is made of ponder.config.ts, ponder.schema.ts and the files under src alone. Where
# an indexing function imports its rules from elsewhere (a folder beside src, another package of a workspace), they may change
# and the build id stays: the next start says "Detected crash recovery" and keeps the old rows. Seen: rows written by rule
# "one" are still there after a start with rule "two", while the same change within src is refused.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts \
  ponder@0.16.6 viem@2.57.20 hono@4.13.19 @foundry-rs/anvil-linux-amd64@1.7.1

mkdir -p src/api rules
cat > ponder.config.ts <<'END'
import { createConfig } from 'ponder';

export default createConfig({
  database: { kind: 'pglite', directory: './database' },
  chains: { local: { id: 31337, rpc: process.env.NODE_URL } },
  blocks: { Tenth: { chain: 'local', startBlock: 10, endBlock: 20, interval: 10 } },
});
END
cat > ponder.schema.ts <<'END'
import { onchainTable } from 'ponder';

export const row = onchainTable('row', (t) => ({ block: t.integer().primaryKey(), rule: t.text().notNull() }));
END
cat > src/index.ts <<'END'
import { ponder } from 'ponder:registry';
import { row } from 'ponder:schema';
import { rule } from '../rules/rule';

ponder.on('Tenth:block', async ({ event, context }) => {
  await context.db.insert(row).values({ block: Number(event.block.number), rule });
});
END
cat > src/api/index.ts <<'END'
import { db } from 'ponder:api';
import { row } from 'ponder:schema';
import { asc } from 'ponder';
import { Hono } from 'hono';

const app = new Hono();
app.get('/rows', async (context) => context.json(await db.select().from(row).orderBy(asc(row.block))));
export default app;
END

cat > try.mjs <<'END'
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
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

/** Starts Ponder, and tells its rows once it has all of them, or why it refuses. */
async function index() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  const args = ['start', '--schema', 'rows', '--hostname', '127.0.0.1', '--port', String(port)];
  const ponder = spawn('node_modules/.bin/ponder', args, {
    env: { ...process.env, NODE_URL, PONDER_TELEMETRY_DISABLED: 'true' },
  });
  process.on('exit', () => ponder.kill());
  const ended = once(ponder, 'exit');
  let said = '';
  const isReady = new Promise((resolve) => {
    for (const stream of [ponder.stdout, ponder.stderr]) {
      stream.on('data', (text) => {
        said += text;
        if (said.includes('Started returning 200 responses endpoint=/ready')) {
          resolve();
        }
      });
    }
  });
  await Promise.race([isReady, ended]);
  let outcome = /was previously used by a different Ponder app/.exec(said)?.[0] ?? said;
  if (ponder.exitCode === null) {
    const rows = await (await fetch(`http://127.0.0.1:${port}/rows`)).json();
    outcome = `${said.includes('Detected crash recovery') ? 'goes on' : 'begins'}: ${JSON.stringify(rows)}`;
    ponder.kill('SIGTERM');
  }
  await ended;
  return outcome;
}

writeFileSync('rules/rule.ts', "export const rule = 'one';\n");
console.log(await index());
writeFileSync('rules/rule.ts', "export const rule = 'two';\n");
console.log(await index());
writeFileSync('src/other.ts', "export const rule = 'two';\n");
console.log(await index());
process.exit();
END
cat > expected.txt <<'END'
begins: [{"block":10,"rule":"one"},{"block":20,"rule":"one"}]
goes on: [{"block":10,"rule":"one"},{"block":20,"rule":"one"}]
was previously used by a different Ponder app
END
node try.mjs > seen.txt
diff expected.txt seen.txt
echo "As written down: ponder-keeps-rows-of-changed-rules"
