#!/usr/bin/env bash
# anvil 1.7.1 (Linux): a call that a contract refuses with REVERT is answered with code 3 and data. One that it refuses with
# the designated opcode INVALID (0xfe), as older compilers write for assert, is answered with -32603, an internal error,
# without data and without the word "revert": for whoever tells refusals from failures of the node by code, data or that
# word, a contract that says no looks like a node that broke. eth_estimateGas says the same. Seen: 3, then -32603 twice.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @foundry-rs/anvil-linux-amd64@1.7.1

cat > try.mjs <<'END'
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const anvil = spawn('node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil', ['--port', '0']);
process.on('exit', () => anvil.kill());
let said = '';
while (!/Listening on \S+:\d+\s/.test(said)) {
  said += await once(anvil.stdout, 'data');
}
const url = `http://${/Listening on (\S+)/.exec(said)[1]}`;
const ask = async (method, params) => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  return (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json();
};

const reverting = `0x${'11'.repeat(20)}`;
const invalid = `0x${'22'.repeat(20)}`;
await ask('anvil_setCode', [reverting, '0x5f5ffd']);
await ask('anvil_setCode', [invalid, '0xfe']);
for (const [method, to] of [
  ['eth_call', reverting],
  ['eth_call', invalid],
  ['eth_estimateGas', invalid],
]) {
  const { error } = await ask(method, [{ to }]);
  console.log(error.code, error.message, 'data' in error);
}

process.exit();
END
cat > expected.txt <<'END'
3 execution reverted true
-32603 EVM error InvalidFEOpcode false
-32603 EVM error InvalidFEOpcode false
END
node try.mjs > seen.txt
diff expected.txt seen.txt
echo "As written down: anvil-calls-an-invalid-opcode-an-internal-error"
