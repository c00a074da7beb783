#!/usr/bin/env bash
# viem 2.57.20: toFunctionSelector and toEventSelector hash the types as they are written. Solidity lets one write uint for
# uint256, and a compiler hashes the long name; so the selector of a signature that was copied from a source file fits no
# contract, and nothing says so. The same signature through viem's own parseAbiItem, and through ethers 6.17.0, gives the
# right one. Seen: 0x533ce622 for deposit(address,uint), where contracts have 0x47e7ef24.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts viem@2.57.20 ethers@6.17.0

cat > try.mjs <<'END'
import { Interface } from 'ethers';
import { parseAbiItem, toEventSelector, toFunctionSelector } from 'viem';

const signature = 'function deposit(address to, uint amount)';
console.log(toFunctionSelector(signature));
console.log(toFunctionSelector(parseAbiItem(signature)));
console.log(new Interface([signature]).getFunction('deposit').selector);
const event = 'event Paid(uint amount)';
console.log(toEventSelector(event) === toEventSelector(parseAbiItem(event)));
END
cat > expected.txt <<'END'
0x533ce622
0x47e7ef24
0x47e7ef24
false
END
node try.mjs > seen.txt
diff expected.txt seen.txt
echo "As written down: viem-selector-of-uint-fits-no-contract"
