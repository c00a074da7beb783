#!/usr/bin/env bash
# viem 2.57.20: parseEther and parseUnits round what lies beyond the last decimal instead of refusing it, and they round
# up from a half: an amount of half a wei becomes a whole one. ethers 6.17.0 refuses the same text, so two pages that differ
# in the library alone send different amounts for one entry. Seen: 1, 0, 10000000; then "refused".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts viem@2.57.20 ethers@6.17.0

cat > try.mjs <<'END'
import { parseEther as ethersParse } from 'ethers';
import { parseEther, parseUnits } from 'viem';

console.log(parseEther('0.0000000000000000005'));
console.log(parseEther('0.0000000000000000004'));
console.log(parseUnits('9.9999999', 6));
try {
  console.log(ethersParse('0.0000000000000000005'));
} catch {
  console.log('refused');
}
END
cat > expected.txt <<'END'
1n
0n
10000000n
refused
END
node try.mjs > seen.txt
diff expected.txt seen.txt
echo "As written down: viem-takes-half-a-wei-for-one"
