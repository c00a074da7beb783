import { ContractAbi } from '../../../chain/contract-abi';

/** Selectors and topics, written out, since a wallet wakes the Snap for each look; a test holds them against the ABI. */
export const artemisHashes = {
  deposit: '0xf1215d25',
  harvest: '0x4641257d',
  initiateWithdrawal: '0x12edde5e',
  completeWithdrawal: '0xe03ff7cb',
  totalDeposits: '0x7d882097',
  getArtMetisAmountToMint: '0x249626d3',
  totalSupply: '0x18160ddd',
  balanceOf: '0x70a08231',
  feeRate: '0x978bbdb9',
  paused: '0x5c975abb',
  nextWithdrawNonce: '0x8760ebb1',
  nextUnlockNonce: '0xc9233fe5',
  withdrawDelay: '0x0288a39c',
  calculateUnlockNonce: '0xb20f038e',
  getUserWithdrawRequestLength: '0xaef5290d',
  getUserWithdrawRequest: '0x8e08118b',
  MetisDeposited: '0x87ac5a95b1d8bc540424daa8c1ff9e57061585b5bd998b6881f7b405eb42a20b',
  Harvested: '0x121c5042302bae5fc561fbc64368f297ca60a880878e1e3a7f7e9380377260bf',
  WithdrawRequestInitiated: '0xde69bf86969d00785fdea5b0db563b70377308f2c9697ad4778f7c6a144c6b32',
  WithdrawRequestCompleted: '0x38113fb91f0cbce536635c8e24ceefbbdd1b646022c24d320ac16a7330470c61',
  Transfer: '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef',
} as const;

/** What the product calls, reads and listens to on Artemis' contracts: the pool, the manager, the token, the reward pool. */
export const artemisAbi = new ContractAbi(
  [
    'function deposit(uint256,string) returns (uint256)',
    'function harvest()',
    'function initiateWithdrawal(uint256)',
    'function completeWithdrawal()',
    'function totalDeposits() returns (uint256)',
    'function getArtMetisAmountToMint(uint256) returns (uint256)',
    'function totalSupply() returns (uint256)',
    'function balanceOf(address) returns (uint256)',
    'function feeRate() returns (uint256)',
    'function paused() returns (bool)',
    'function nextWithdrawNonce() returns (uint256)',
    'function nextUnlockNonce() returns (uint256)',
    'function withdrawDelay() returns (uint256)',
    'function calculateUnlockNonce(uint256) returns (uint256)',
    'function getUserWithdrawRequestLength(address) returns (uint256)',
    'function getUserWithdrawRequest(address,uint256) returns (uint256,uint256,uint256)',
    'event MetisDeposited(address,uint256,uint256,string)',
    'event Harvested(address,uint256)',
    'event WithdrawRequestInitiated(address,uint256,uint256,uint256)',
    'event WithdrawRequestCompleted(address,uint256)',
    'event Transfer(address,address,uint256)',
  ],
  artemisHashes,
);
