import { tokenAbi, tokenHashes } from '../../src/assets/token';
import { describe, expect, it } from '@jest/globals';
import type { ContractAbi } from '../../src/chain/contract-abi';
import { hashOfText } from '../../src/chain/hash';
import { enkiAbi, queueAbi, vaultAbi, vestingAbi } from '../../src/protocols/metis/enki/abi';
import { enkiHashes, queueHashes, vaultHashes, vestingHashes } from '../../src/protocols/metis/enki/selectors';

/** What the reference says, by hand: to notice a hash that was written wrongly along with its line. */
const reference = {
  config: '0x79502c55',
  redemptionQueue: '0x97ec19be',
  vesting: '0x44c63eec',
  mint: '0x8240e79a',
  enterRedemptionQueue: '0x4f4798ae',
  nftInformation: '0x16b79639',
  redeemRedemptionTicketNft: '0xcc928d52',
  cancelRedemptionTicketNft: '0xcc16ca93',
  redemptionQueueAccounting: '0x103cf9e3',
  NotMatureYet: '0x375394cb',
  AlreadyRedeemed: '0x1b4e0c3c',
  Erc721CallerNotOwnerOrApproved: '0xe8162744',
  claimable: '0x402914f5',
  claim: '0x4e71d92d',
  stake: '0xa694fc3a',
  unstake: '0x2def6620',
  queueLengthSecs: '0x2d76710b',
  cancelRedemptionFee: '0x5c029859',
};

describe("ENKI's contracts", () => {
  const pairs: readonly (readonly [ContractAbi, Readonly<Record<string, string>>])[] = [
    [tokenAbi, tokenHashes],
    [vaultAbi, vaultHashes],
    [enkiAbi, enkiHashes],
    [queueAbi, queueHashes],
    [vestingAbi, vestingHashes],
  ];

  it('have the hashes that are written out, each of its own line', () => {
    for (const [abi, hashes] of pairs) {
      const expected = abi.signatures.map((line) => {
        const [kind = '', signature = ''] = line.split(' ');
        const hash = hashOfText(signature);
        return [signature.split('(')[0], kind === 'event' ? hash : hash.slice(0, 10)];
      });
      expect(hashes).toEqual(Object.fromEntries(expected));
    }
  });

  it('have the selectors of the reference', () => {
    expect({ ...vaultHashes, ...enkiHashes, ...queueHashes, ...vestingHashes }).toMatchObject(reference);
  });
});
