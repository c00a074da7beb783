import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { hashOfText } from '../../src/chain/hash';
import type { ContractAbi } from '../../src/chain/contract-abi';
import {
  infoEvents,
  lockingInfoAbi,
  lockingPoolAbi,
  poolEvents,
  sequencerSetAbi,
  setEvents,
} from '../../src/protocols/metis/sequencers/abi';
import { infoHashes, poolHashes, setHashes } from '../../src/protocols/metis/sequencers/selectors';
import { sequencerStatuses } from '../../src/protocols/metis/sequencers/state';

type Item = { type: string; name?: string; inputs?: Input[] };
type Input = { type: string; components?: Input[] };

const typeOf = ({ type, components = [] }: Input): string =>
  type.startsWith('tuple') ? `(${components.map(typeOf).join()})${type.slice('tuple'.length)}` : type;

/** Every line of an ABI file that stands where the project was made; `null` elsewhere. */
function original(name: string): string[] | null {
  const file = join(__dirname, '../../../../../shared/abi', name);
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Item[]).map(
        ({ type, name: own, inputs = [] }) => `${type} ${own}(${inputs.map(typeOf).join()})`,
      )
    : null;
}

/** What the reference says, by hand: to notice a hash that was written wrongly along with its line. */
const reference = {
  pool: {
    relock: '015bb180',
    withdraw: '441a3e70',
    withdrawRewards: '17396687',
    unlock: '262c0e66',
    unlockClaim: '8ddc74de',
    sequencers: '6ba7ccff',
    totalSequencers: 'cc3ab923',
    seqStatuses: '86d203ab',
    whitelist: '9b19251a',
    curBatchState: 'b4472970',
    rewardPerBlock: '8ae39cac',
    exitDelayPeriod: '3478874b',
    OwnedSequencer: '4e1fb3bc',
    SignerExisted: 'b5013d2b',
    NoSuchSeq: '2f0edabe',
    NullAddress: 'e99d5ac5',
    SeqNotActive: 'c4946571',
    NotSeqOwner: 'a91da8ff',
    NotSeqSigner: '6b95264b',
    NoRewardRecipient: 'c4fc1dcc',
    NotWhitelisted: '584a7938',
  },
  info: { minLock: 'f037c630', maxLock: '6c0b3e46', totalLocked: '56891412', totalRewardsLiquidated: 'cd6b8388' },
  set: { currentEpoch: '76671808', getMetisSequencer: '3edae769' },
};

const linesOf = (abi: ContractAbi, events: readonly string[]): string[] => [...abi.signatures, ...events];

const all: [string, string[], Readonly<Record<string, string>>][] = [
  ['LockingPool', linesOf(lockingPoolAbi, poolEvents), poolHashes],
  ['LockingInfo', linesOf(lockingInfoAbi, infoEvents), infoHashes],
  ['MetisSequencerSet', linesOf(sequencerSetAbi, setEvents), setHashes],
];

describe('the interface of the sequencer pool', () => {
  it.each(all)('%s has for each line the hash that it comes to', (_, lines, hashes) => {
    const signatures = lines.map((line) => line.split(' ') as [string, string]);
    expect(Object.keys(hashes)).toHaveLength(signatures.length);
    for (const [kind, signature] of signatures) {
      const hash = hashOfText(signature);
      const name = signature.slice(0, signature.indexOf('('));
      expect([name, hashes[name]]).toEqual([name, kind === 'event' ? hash : hash.slice(0, 10)]);
    }
  });

  it('has the selectors and errors of the reference', () => {
    const plain = (hashes: Readonly<Record<string, string>>, names: object): Record<string, string | undefined> =>
      Object.fromEntries(Object.keys(names).map((name) => [name, hashes[name]?.slice(2)]));
    expect(plain(poolHashes, reference.pool)).toEqual(reference.pool);
    expect(plain(infoHashes, reference.info)).toEqual(reference.info);
    expect(plain(setHashes, reference.set)).toEqual(reference.set);
  });

  it.each([
    ['metis-locking-pool.json', linesOf(lockingPoolAbi, poolEvents)],
    ['metis-locking-info.json', linesOf(lockingInfoAbi, infoEvents)],
  ])('has only lines of %s, where that is present', (file, own) => {
    const lines = original(file);
    expect(own.filter((line) => lines && !lines.includes(line))).toEqual([]);
  });

  it('knows every error of the pool', () => {
    const errors = original('metis-locking-pool.json')?.filter((line) => line.startsWith('error '));
    const own = lockingPoolAbi.signatures.filter((line) => line.startsWith('error '));
    expect((errors ?? own).toSorted()).toEqual(own.toSorted());
  });

  it('counts statuses as the contract does', () => {
    expect(sequencerStatuses).toEqual(['unavailable', 'inactive', 'active', 'unlocked']);
  });
});
