#!/usr/bin/env bash
# viem 2.57.20: an address in capital letters carries no checksum (EIP-55), as one in small letters. isAddress says no to
# it, and hashTypedData refuses to sign for it, while getAddress of the same library takes it and gives the checksummed
# form. ethers 6.17.0 and eth-sig-util 8.2.0 (what MetaMask signs with) take it and agree on the hash: a message that a
# wallet signs cannot be verified here. Seen: false, the address, refused, true.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts viem@2.57.20 ethers@6.17.0 @metamask/eth-sig-util@8.2.0

cat > try.mjs <<'END'
import { SignTypedDataVersion, TypedDataUtils } from '@metamask/eth-sig-util';
import { TypedDataEncoder } from 'ethers';
import { getAddress, hashTypedData, isAddress } from 'viem';

const capitals = `0x${'5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'.toUpperCase()}`;
console.log(isAddress(capitals));
console.log(getAddress(capitals));

const domain = { name: 'Pool', chainId: 1 };
const types = { Exit: [{ name: 'receiver', type: 'address' }] };
const message = { receiver: capitals };
try {
  console.log(hashTypedData({ domain, types, primaryType: 'Exit', message }));
} catch {
  console.log('refused');
}
const EIP712Domain = [
  { name: 'name', type: 'string' },
  { name: 'chainId', type: 'uint256' },
];
const signed = TypedDataUtils.eip712Hash(
  { domain, types: { EIP712Domain, ...types }, primaryType: 'Exit', message },
  SignTypedDataVersion.V4,
);
console.log(`0x${Buffer.from(signed).toString('hex')}` === TypedDataEncoder.hash(domain, types, message));
END
cat > expected.txt <<'END'
false
0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed
refused
true
END
node try.mjs > seen.txt
diff expected.txt seen.txt
echo "As written down: viem-refuses-capitals-that-its-getaddress-takes"
