#!/usr/bin/env bash
# anvil 1.7.1 (Linux) with --hardfork berlin, as a stand-in of a chain without EIP-1559: its blocks have no baseFeePerGas, and
# a transaction that names no gas price is refused. Yet eth_feeHistory answers with a list of base fees, all zero, one more
# than the blocks asked for. Whoever tells legacy chains by "eth_feeHistory answers with base fees" takes it for a chain with
# EIP-1559, and every transaction fails; only the block tells.
# Seen: no baseFeePerGas; base fees 0x0 twice; the transaction without a gas price refused, the one with it taken.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @foundry-rs/anvil-linux-amd64@1.7.1

cat > try.mjs <<'END'
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const anvil = spawn('node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil', ['--port', '0', '--hardfork', 'berlin']);
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

const [from] = (await ask('eth_accounts', [])).result;
const { result: block } = await ask('eth_getBlockByNumber', ['latest', false]);
console.log('baseFeePerGas' in block);
const { result: history } = await ask('eth_feeHistory', ['0x1', 'latest', []]);
console.log(JSON.stringify(history.baseFeePerGas));
const plain = await ask('eth_sendTransaction', [{ from, to: from, value: '0x1' }]);
const priced = await ask('eth_sendTransaction', [{ from, to: from, value: '0x1', gasPrice: '0x77359400' }]);
console.log('error' in plain, 'result' in priced);
process.exit();
END
cat > expected.txt <<'END'
false
["0x0","0x0"]
true true
END
node try.mjs > seen.txt
diff expected.txt seen.txt
echo "As written down: anvil-berlin-fee-history-tells-base-fees"
