#!/usr/bin/env bash
# anvil 1.7.1 (Linux): eth_feeHistory for 0 blocks answers the history of one, with the base fees of two; Geth has nothing
# to say about fewer than one. A count that was worked out (newest minus last seen) and happens to be 0 therefore counts
# the newest block twice. Seen: 1 ratio for 0 blocks, as for 1.

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

for (const count of ['0x0', '0x1']) {
  const { result } = await ask('eth_feeHistory', [count, 'latest', []]);
  console.log(count, result.gasUsedRatio.length, result.baseFeePerGas.length);
}

process.exit();
END
cat > expected.txt <<'END'
0x0 1 2
0x1 1 2
END
node try.mjs > seen.txt
diff expected.txt seen.txt
echo "As written down: anvil-fee-history-of-no-blocks-has-one"
