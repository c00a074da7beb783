#!/usr/bin/env bash
# @ethereum-sourcify/clear-signing 0.2.2, the reference implementation of ERC-7730 in TypeScript: a negative integer of a type
# smaller than int256 is shown as a number of 78 digits. The ABI extends the sign over all 32 bytes, and the renderer takes off
# 2 to the power of the type's own bits alone. So the change of a vault's total assets in a harvest (int160 in StakeWise V3),
# negative after a penalty, cannot be shown; int256 comes out right. Seen: "-1" for int256, and for int160 the number below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @ethereum-sourcify/clear-signing@0.2.2 ethers@6.17.0

cat > try.mjs <<'END'
import { format } from '@ethereum-sourcify/clear-signing';
import { Interface } from 'ethers';

const to = '0x4fef9d741011476750a243ac70b9789a63dd47df';

async function show(type, value) {
  const abi = new Interface([`function report(${type} change)`]);
  const descriptor = {
    context: { contract: { deployments: [{ chainId: 1, address: to }] } },
    metadata: { owner: 'A vault' },
    display: {
      formats: {
        [`report(${type} change)`]: { intent: 'Report', fields: [{ path: 'change', label: 'Change', format: 'raw' }] },
      },
    },
  };
  const { fields } = await format(
    { chainId: 1, to, data: abi.encodeFunctionData('report', [value]) },
    {
      descriptorResolverOptions: {
        type: 'custom',
        resolver: {
          index: { calldataIndex: { [`eip155:1:${to}`]: 'report.json' }, typedDataIndex: {} },
          fetchDescriptor: async () => descriptor,
        },
      },
    },
  );
  return fields[0].value;
}

console.log(await show('int256', -1n));
console.log(await show('int160', 1n));
console.log(await show('int160', -1n));
END
cat > expected.txt <<'END'
-1
1
END
node -e 'console.log(String(2n ** 256n - 1n - 2n ** 160n))' >> expected.txt
node try.mjs > seen.txt
diff expected.txt seen.txt
echo "As written down: erc7730-reference-renderer-reads-small-negatives-as-huge"
