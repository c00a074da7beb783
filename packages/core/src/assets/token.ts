import { ContractAbi } from '../chain/contract-abi';
import type { Hex } from '../units';

/** Selectors and topics of tokens, written out, since a wallet wakes the Snap for each look; a test holds them against the ABI. */
export const tokenHashes = {
  totalSupply: '0x18160ddd',
  balanceOf: '0x70a08231',
  allowance: '0xdd62ed3e',
  approve: '0x095ea7b3',
  transfer: '0xa9059cbb',
  transferFrom: '0x23b872dd',
  Transfer: '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef',
} as const satisfies Readonly<Record<string, Hex>>;

/** What is used of ERC-20 and ERC-721 tokens; the names of both mean the same there. */
export const tokenAbi = new ContractAbi(
  [
    'function totalSupply() returns (uint256)',
    'function balanceOf(address) returns (uint256)',
    'function allowance(address,address) returns (uint256)',
    'function approve(address,uint256) returns (bool)',
    'function transfer(address,uint256) returns (bool)',
    'function transferFrom(address,address,uint256) returns (bool)',
    'event Transfer(address,address,uint256)',
  ],
  tokenHashes,
);
