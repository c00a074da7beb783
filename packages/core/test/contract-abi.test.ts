import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { id, Interface, type InterfaceAbi } from 'ethers';
import { ContractAbi } from '../src/chain/contract-abi';
import { multicallInterface } from '../src/chain/read-batch';
import { foxVaultId, keeperInterface, mevEscrowInterface, vaultInterface } from '../src/protocols/stakewise/vault/abi';
import { eventTopics } from '../src/protocols/stakewise/vault/events';
import { vaultSelectors } from '../src/protocols/stakewise/vault/selectors';

const harvest = ['0x' + '11'.repeat(32), -5n, 7n, ['0x' + '22'.repeat(32)]];

/** Selectors as the contracts' documentation gives them, and those that are written out. */
const selectors: Record<string, string> = {
  ...vaultSelectors,
  getExitQueueIndex: '0x60d60e6e',
  calculateExitedAssets: '0x76b58b90',
  getExitQueueData: '0x3e1655d3',
  vaultId: '0x33194c0a',
};

describe('ContractAbi', () => {
  it.each([
    ['the vault', vaultInterface],
    ['the Keeper', keeperInterface],
    ['Multicall3', multicallInterface],
  ])('has the hashes of %s that are written out as its signatures give them', (_, abi) => {
    for (const line of abi.signatures) {
      const [kind, signature = ''] = line.split(' ');
      const name = signature.slice(0, signature.indexOf('('));
      const hash = id(signature);
      const known = kind === 'function' ? abi.selector(name) : kind === 'event' ? abi.topic(name) : null;
      expect([signature, known]).toEqual([signature, known && (kind === 'event' ? hash : hash.slice(0, 10))]);
    }
  });

  it('has the selectors, topics and error ids of the contracts', () => {
    for (const [name, selector] of Object.entries(selectors)) {
      expect({ name, selector: vaultInterface.selector(name) }).toEqual({ name, selector });
    }
    expect(keeperInterface.selector('canHarvest')).toBe('0xfb70261a');
    const { KeeperHarvested, MevHarvested, RewardsUpdated, ...ofVault } = eventTopics;
    for (const [name, topic] of Object.entries(ofVault)) {
      expect({ name, topic }).toEqual({ name, topic: vaultInterface.topic(name) });
    }
    expect(KeeperHarvested).toBe(keeperInterface.topic('Harvested'));
    expect(RewardsUpdated).toBe(keeperInterface.topic('RewardsUpdated'));
    expect(MevHarvested).toBe(mevEscrowInterface.topic('Harvested'));
    expect(id('Harvested(uint256)')).toBe('0x8e55ccfc9778ff8eba1646d765cf1982537ce0f9257054a17b48aad745250183');
    expect(vaultInterface.errorName('0xe7757151')).toBe('NotHarvested');
    expect(vaultInterface.errorName('0x1c7b1d1a')).toBe('ExitRequestNotProcessed');
    expect(vaultInterface.errorName('0xf9609f08')).toBeUndefined();
    expect(foxVaultId).toHaveLength(66);
  });

  it('writes and reads calls as a general interface does', () => {
    const general = new Interface([
      'function updateStateAndDeposit(address receiver, address referrer, (bytes32 a, int160 b, uint160 c, bytes32[] d) p) payable returns (uint256)',
      'function multicall(bytes[] data) returns (bytes[])',
    ]);
    const account = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
    const deposit = vaultInterface.encodeFunctionData('updateStateAndDeposit', [account, account, harvest]);
    expect(deposit).toBe(general.encodeFunctionData('updateStateAndDeposit', [account, account, harvest]));
    const several = vaultInterface.encodeFunctionData('multicall', [[deposit, '0x']]);
    expect(several).toBe(general.encodeFunctionData('multicall', [[deposit, '0x']]));
    const parsed = vaultInterface.parseTransaction({ data: several });
    expect(parsed?.name).toBe('multicall');
    expect([...(parsed?.args[0] as string[])]).toEqual([deposit, '0x']);
    expect(vaultInterface.parseTransaction({ data: '0x12345678' })).toBeNull();
  });

  it('refuses lines that are none, and names that are not in it', () => {
    expect(() => new ContractAbi(['function (uint256)']).signatures).toThrow('is no line of an ABI');
    expect(() => vaultInterface.encodeFunctionData('transfer', [])).toThrow('The ABI has no function transfer.');
  });
});

const shared = join(__dirname, '..', '..', '..', '..', 'shared', 'abi');
const whereShared = existsSync(shared) ? it : it.skip;

/** Every function, event and error that a file of the contracts' ABI has, as signatures. */
function signaturesIn(...files: string[]): Set<string> {
  const interfaces = files.map((file) => {
    return new Interface(JSON.parse(readFileSync(join(shared, file), 'utf8')) as InterfaceAbi);
  });
  return new Set(
    interfaces.flatMap(({ fragments }) => fragments.map((each) => `${each.type} ${each.format('sighash')}`)),
  );
}

// What the proxy or a library brings, which the contracts' own ABI files do not list.
const elsewhere = ['error FailedInnerCall()', 'error FailedCall()'];

const sources: [string, ContractAbi, string[]][] = [
  ['vault', vaultInterface, ['fox-vault-v1.json', 'fox-vault-v2.json']],
  ['keeper', keeperInterface, ['keeper.json']],
  ['MEV escrow', mevEscrowInterface, ['own-mev-escrow.json']],
];

whereShared.each(sources)('agrees with the ABI files of the %s', (_name, abi, files) => {
  const known = signaturesIn(...files);
  const missing = abi.signatures.filter((each) => !known.has(each) && !elsewhere.includes(each));
  expect(missing).toEqual([]);
});
