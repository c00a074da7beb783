#!/usr/bin/env bash
# @erc7730/sdk 0.1.3 (with viem 2.57.20): a field of format tokenAmount is written with the symbol and decimals of the contract
# that the call goes to; the tokenPath of the descriptor, which ERC-7730 has for this, is not read. A deposit of 1 USDC into
# a vault comes out without a unit, and as "0.000000 WETH" where the contract that is called is a token itself. A descriptor
# with the standard's format "amount", for the chain's own money, is called invalid and left out with a warning.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @erc7730/sdk@0.1.3 viem@2.57.20

cat > try.mjs <<'END'
import { ClearSigner, validateDescriptor } from '@erc7730/sdk';
import { encodeFunctionData, parseAbi } from 'viem';

const abi = parseAbi(['function deposit(uint256 assets, address receiver)']);
const usdc = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48';
const me = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';

const descriptorOf = (address, field) => ({
  context: { contract: { deployments: [{ chainId: 1, address }], abi } },
  metadata: { owner: 'A vault' },
  display: { formats: { 'deposit(uint256,address)': { intent: 'Deposit', fields: [field] } } },
});

async function show(address, field, assets) {
  const signer = new ClearSigner({ useSourcifyFallback: false });
  signer.extend([descriptorOf(address, field)]);
  const data = encodeFunctionData({ abi, args: [assets, me] });
  const { fields } = await signer.decode({ to: address, data, chainId: 1 });
  return fields.find(({ label }) => label === 'Amount')?.value;
}

const ofUsdc = { path: '[0]', label: 'Amount', format: 'tokenAmount', params: { token: usdc, tokenPath: usdc } };
const ofEther = { path: '[0]', label: 'Amount', format: 'amount' };
const vault = '0x4FEF9D741011476750A243aC70b9789a63dd47Df';
console.log(await show(vault, ofUsdc, 1_000_000n));
console.log(await show('0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2', ofUsdc, 1_000_000n));
const { valid, errors } = validateDescriptor(descriptorOf(vault, ofEther));
console.log(valid, errors.map(({ path }) => path));
console.log(await show(vault, ofEther, 10n ** 18n));
END
cat > expected.txt <<'END'
1000000 (raw units)
0.000000 WETH
false [ 'display.formats["deposit(uint256,address)"].fields[0].format' ]
undefined
END
node try.mjs 2> warnings.txt > seen.txt
diff expected.txt seen.txt
grep -q 'Invalid descriptor' warnings.txt
echo "As written down: erc7730-sdk-takes-decimals-from-the-contract-called"
