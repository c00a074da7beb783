#!/usr/bin/env bash
# anvil 1.7.1 (Linux): the message of a refused call repeats the arguments of a custom error that it does not know as if
# they were text, whatever their types are: a number whose bytes are letters shows as words, its leading zeros as NUL
# characters. Shown to a person as the node's message, it says what the contract wants it to say. Geth gives the data
# alone. Seen: 27 NULs and "Hello" in the message for an error with one uint256.
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

const contract = `0x${'33'.repeat(20)}`;
const number = Buffer.from('Hello').toString('hex').padStart(64, '0');
// Reverts with the selector 0xc0ffee00 and one word.
await ask('anvil_setCode', [contract, `0x63c0ffee0060e01b5f527f${number}60045260245ffd`]);
const { error } = await ask('eth_call', [{ to: contract }]);
console.log(error.data === `0xc0ffee00${number}`);
console.log(JSON.stringify(error.message.replace(/\0+/u, (zeros) => `[${zeros.length} NUL]`)));

process.exit();
END
cat > expected.txt <<'END'
true
"execution reverted: custom error 0xc0ffee00: [27 NUL]Hello"
END
node try.mjs > seen.txt
diff expected.txt seen.txt
echo "As written down: anvil-reads-the-numbers-of-a-custom-error-as-letters"
