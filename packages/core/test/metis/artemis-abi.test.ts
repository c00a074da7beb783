import { describe, expect, it } from '@jest/globals';
import { Interface } from 'ethers';

import { artemisAbi, artemisHashes } from '../../src/protocols/metis/artemis/abi';

/** As the team's own interfaces and the recorded selectors of the reference have them. */
const abi = new Interface([
  'function deposit(uint256 minArtMetisOut, string referralId) payable returns (uint256)',
  'function harvest()',
  'function initiateWithdrawal(uint256 artMetisAmount)',
  'function completeWithdrawal()',
  'function totalDeposits() view returns (uint256)',
  'function getArtMetisAmountToMint(uint256 amount) view returns (uint256)',
  'function totalSupply() view returns (uint256)',
  'function balanceOf(address account) view returns (uint256)',
  'function feeRate() view returns (uint256)',
  'function paused() view returns (bool)',
  'function nextWithdrawNonce() view returns (uint256)',
  'function nextUnlockNonce() view returns (uint256)',
  'function withdrawDelay() view returns (uint256)',
  'function calculateUnlockNonce(uint256 firstExcludeNonce) view returns (uint256)',
  'function getUserWithdrawRequestLength(address user) view returns (uint256)',
  'function getUserWithdrawRequest(address user, uint256 index) view returns (tuple(uint256 artMetisAmount, uint256 expectedAmount, uint256 startTime))',
  'event MetisDeposited(address indexed _user, uint256 _amount, uint256 _artMetisAmount, string _referralId)',
  'event Harvested(address indexed _user, uint256 _amount)',
  'event WithdrawRequestInitiated(address indexed _user, uint256 _nonce, uint256 _artMetisAmount, uint256 _expectedAmount)',
  'event WithdrawRequestCompleted(address indexed _user, uint256 _nonce)',
  'event Transfer(address indexed from, address indexed to, uint256 value)',
]);

describe('what is written out of Artemis', () => {
  it.each(Object.entries(artemisHashes))('%s is the hash of its signature', (name, hash) => {
    expect(abi.getFunction(name)?.selector ?? abi.getEvent(name)?.topicHash).toBe(hash);
  });

  it('is encoded and decoded as the ABI says', () => {
    const args = [5n, 'a word'] as const;
    expect(artemisAbi.encodeFunctionData('deposit', args)).toBe(abi.encodeFunctionData('deposit', args));
    const told = abi.encodeFunctionResult('getUserWithdrawRequest', [[1n, 2n, 3n]]);
    expect(artemisAbi.decodeFunctionResult('getUserWithdrawRequest', told as `0x${string}`)).toEqual([1n, 2n, 3n]);
  });
});
