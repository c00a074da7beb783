import { beforeAll, describe, expect, it } from '@jest/globals';
import { readBlock, type Block } from '../../src/chain/block';
import type { ProtocolFacts, Subject } from '../../src/insight/facts';
import type { Part } from '../../src/insight/concern';
import { lockingPoolAbi } from '../../src/protocols/metis/sequencers/abi';
import { checkDeedRefused } from '../../src/protocols/metis/sequencers/checks/deed-refused';
import { checkRecipientFinal } from '../../src/protocols/metis/sequencers/checks/recipient-final';
import { checkRewardsToAnother } from '../../src/protocols/metis/sequencers/checks/rewards-to-another';
import { checkStakeReceiver } from '../../src/insight/checks/receiver';
import { checkValueLost } from '../../src/protocols/metis/sequencers/checks/value-lost';
import type { SequencerFacts } from '../../src/protocols/metis/sequencers/facts';
import { sequencerInsight } from '../../src/protocols/metis/sequencers/insight';
import { readSequencerPool } from '../../src/protocols/metis/sequencers/state';
import { readSequencerPosition } from '../../src/protocols/metis/sequencers/position';
import type { PoolContext } from '../../src/networks/context';
import type { Address, Hex, Wei } from '../../src/units';
import { andromeda } from '../../src/networks/andromeda';
import { countingSteps } from '../counting-steps';
import { memoryStore } from '../memory-store';
import { LockingNode } from './locking-node';
import { loadLockingTrace, type LockingState } from './locking-trace';

const trace = loadLockingTrace();
/** After "reward is 0, value sent": sequencer 2 has no reward, 3 has one; nobody is on the way out. */
const at = 97;
const node = new LockingNode(trace);
let block: Block;
let state: LockingState;

beforeAll(async () => {
  for (const step of trace.steps.slice(0, at + 1)) {
    node.advance(step);
  }
  block = await readBlock(node.context.request);
  state = node.state as LockingState;
});

const ownerOf = (id: number): Address => state.sequencers[id]?.owner as Address;
const encode = (name: string, ...args: unknown[]): Hex => lockingPoolAbi.encodeFunctionData(name, args);

const heir = `0x${'b2'.repeat(20)}` as const;

type Read = ProtocolFacts & Pick<SequencerFacts, 'deeds'>;

async function factsOf(account: Address, data: Hex, value: Wei = 0n): Promise<Read> {
  const { network, pool, request } = node.context;
  const call = sequencerInsight.decodeCall({ from: account, value, data });
  const part = { call, owner: account, value, message: 0, position: 0 } as unknown as Part;
  const { asset, address } = pool;
  const subject: Subject = { network, address, account, protocol: pool.protocol, asset, pool, parts: [part] };
  return sequencerInsight.readFacts({
    ...{ request, block, subject, pool },
    currency: 'USD',
    store: memoryStore(),
    calls: [call],
    isMain: true,
    kept: null,
    simulation: Promise.resolve(null),
    attempt: async (_, work) => work,
    ifInTime: async (work) => work,
  });
}

describe('a call to the sequencer pool', () => {
  const from = `0x${'a1'.repeat(20)}` as const;
  const key = `0x${'4b'.repeat(64)}`;

  it.each<[string, unknown[], object]>([
    ['relock', [3n, 5n, true], { kind: 'stake', assets: 5n, receiver: from }],
    ['withdraw', [3n, 5n], { kind: 'redeem', shares: 5n, receiver: from }],
    ['unlock', [3n, 200_000n], { kind: 'exit', receiver: from }],
    ['unlockClaim', [3n, 200_000n], { kind: 'claim', ticket: 3n }],
    ['withdrawRewards', [3n, 200_000n], { kind: 'claim', ticket: 3n }],
    ['lockFor', [from, 5n, key], { kind: 'stake', assets: 5n, receiver: from }],
    ['lockWithRewardRecipient', [from, heir, 5n, key], { kind: 'stake', assets: 5n, receiver: from }],
    ['setSequencerOwner', [3n, heir], { kind: 'setting', setting: 'owner', id: 3n, account: heir }],
    ['setSequencerRewardRecipient', [3n, heir], { kind: 'setting', setting: 'recipient', id: 3n, account: heir }],
    ['updateSigner', [3n, key], { kind: 'setting', setting: 'signer', id: 3n }],
    ['whitelist', [from], { kind: 'unknown' }],
  ])('%s is read as what it does', (name, args, expected) => {
    const data = encode(name, ...args);
    expect(sequencerInsight.decodeCall({ from, value: 0n, data })).toMatchObject({
      ...expected,
      hasTrailingBytes: false,
    });
    const longer: Hex = `${data}${'00'.repeat(32)}`;
    const isOurs = (expected as { kind: string }).kind !== 'unknown';
    expect(sequencerInsight.decodeCall({ from, value: 0n, data: longer }).hasTrailingBytes).toBe(isOurs);
  });

  it('is never a failure, however it is cut', () => {
    for (const data of [encode('relock', 3n, 5n, true), encode('lockWithRewardRecipient', from, heir, 5n, key)]) {
      for (let length = 0; length < data.length; length += 1) {
        const cut = sequencerInsight.decodeCall({ from, value: 0n, data: data.slice(0, length) as Hex });
        expect(cut.kind).toBe(length < 10 ? 'unknown' : 'truncated');
      }
    }
  });
});

describe('an insight of the sequencer pool', () => {
  it('warns of ether that would stay in the contract, where there is no reward to bridge', async () => {
    const lost = await factsOf(ownerOf(2), encode('withdrawRewards', 2n, 200_000n), 4n);
    expect(checkValueLost(lost)).toEqual({ id: 'value-lost', severity: 'critical', value: 4n });
    const paid = await factsOf(ownerOf(3), encode('withdrawRewards', 3n, 200_000n), 4n);
    expect(checkValueLost(paid)).toBeNull();
    expect(paid.calls[0]?.assets).toBe(BigInt(state.sequencers[3]?.reward ?? 0));
  });

  it('tells what an exit takes out, and that its recipient is final', async () => {
    const facts = await factsOf(ownerOf(3), encode('unlock', 3n, 200_000n), 4n);
    const amount = BigInt(state.sequencers[3]?.amount ?? 0);
    expect(facts.calls[0]).toMatchObject({ assets: amount, call: { kind: 'exit', shares: amount } });
    expect(checkDeedRefused(facts)).toBeNull();
    expect(checkRecipientFinal(facts)).toEqual({
      id: 'recipient-final',
      severity: 'note',
      recipient: state.sequencers[3]?.rewardRecipient.toLowerCase(),
    });
    expect(sequencerInsight.stakeChange(facts as SequencerFacts)).toEqual({
      before: amount,
      reportChange: 0n,
      after: 0n,
    });
    expect(sequencerInsight.wayBack(facts as SequencerFacts)).toBe('maturity');
  });

  it.each<[string, number, string, unknown[], string]>([
    ['by somebody else', 2, 'relock', [3n, 1n, false], 'sequencer-of-other'],
    ['without a recipient', 4, 'unlock', [4n, 0n], 'no-reward-recipient'],
    ['that is too early', 3, 'unlockClaim', [3n, 0n], 'sequencer-not-exiting'],
  ])('names why a call %s would be refused', async (_, owner, name, args, kind) => {
    const facts = await factsOf(ownerOf(owner), encode(name, ...args));
    expect(checkDeedRefused(facts)?.refusal.problem.kind).toBe(kind);
  });

  it('warns of another account that is named for a sequencer: its owner gets the stake, its recipient the rewards', async () => {
    const { address } = node.context.pool;
    const findingsOf = (account: Address, facts: Read, data: Hex) => {
      const transaction = { from: account, to: address, value: 0n, data };
      const whole = { ...facts, transaction, ownAccounts: [] } as unknown as SequencerFacts;
      return { whole, rewards: checkRewardsToAnother(whole), stake: checkStakeReceiver(whole) };
    };
    const owner = ownerOf(3);
    const outsider = Object.entries(state.users)
      .find(([, { whitelist }]) => !whitelist)?.[0]
      .toLowerCase() as Address;
    const handOver = encode('setSequencerOwner', 3n, outsider);
    const given = await factsOf(owner, handOver);
    const amount = BigInt(state.sequencers[3]?.amount ?? 0);
    expect(findingsOf(owner, given, handOver)).toMatchObject({
      rewards: null,
      stake: { id: 'receiver-is-another', severity: 'critical', action: 'stake', receivers: [outsider] },
    });
    expect(given.calls[0]?.assets).toBe(amount);
    // Whoever gets it may do nothing with it before being on the list.
    expect(given.pool?.blocked).toEqual([outsider]);
    expect(sequencerInsight.stakeChange(given as SequencerFacts)).toMatchObject({ before: amount, after: 0n });
    const recipient = encode('setSequencerRewardRecipient', 3n, outsider);
    const named = findingsOf(owner, await factsOf(owner, recipient), recipient);
    expect(named).toMatchObject({ stake: null, rewards: { severity: 'warning', recipient: outsider } });
    expect(checkRewardsToAnother({ ...named.whole, ownAccounts: [{ address: outsider, name: '' }] })).toBeNull();
    const own = encode('setSequencerRewardRecipient', 3n, owner);
    expect(findingsOf(owner, await factsOf(owner, own), own).rewards).toBeNull();
    const signer = encode('updateSigner', 3n, `0x${'4b'.repeat(64)}`);
    expect((await factsOf(outsider, signer)).pool?.blocked).toEqual([]);
  });

  it('says nothing of a sequencer that is not there', async () => {
    const facts = await factsOf(ownerOf(3), encode('unlock', 99n, 0n), 4n);
    expect([checkValueLost(facts), checkDeedRefused(facts), checkRecipientFinal(facts)]).toEqual([null, null, null]);
  });

  it('knows LockingInfo for a contract that takes no ether, on its own chain alone', () => {
    const { network } = node.context;
    expect(sequencerInsight.contractsOn(network).others).toEqual([
      { name: 'LockingInfo', address: trace.contracts.lockingInfo },
    ]);
    expect(sequencerInsight.contractsOn(andromeda).others).toEqual([]);
  });
});

describe('a look at a position', () => {
  it('takes two steps of requests while logs are young, and one where all is kept', async () => {
    const stepsOf = async (more: Partial<PoolContext> = {}): Promise<number> => {
      const counted = countingSteps(node.context.request);
      await readSequencerPosition({ ...node.context, ...more, request: counted.request }, ownerOf(5));
      return counted.steps();
    };
    expect(await stepsOf()).toBe(2);
    const store = memoryStore();
    const settled = { store, network: { ...node.context.network, reorgDepth: 0 } };
    expect(await stepsOf(settled)).toBe(2);
    expect(await stepsOf(settled)).toBe(1);
  });

  it('takes one more where there are more sequencers than are asked for at once', async () => {
    const many = new LockingNode(trace);
    const [first] = Object.values(state.sequencers);
    const ids = Array.from({ length: 60 }, (_, index) => String(index + 1));
    const sequencers = Object.fromEntries(ids.map((id) => [id, { ...first, nonce: id }])) as LockingState['sequencers'];
    const step = trace.steps[at] as (typeof trace.steps)[number];
    many.advance({ ...step, state: { ...state, pool: { ...state.pool, totalSequencers: '60' }, sequencers } });
    const counted = countingSteps(many.context.request);
    const read = await readSequencerPool({ ...many.context, request: counted.request });
    expect(read.sequencers.map(({ nonce }) => String(nonce))).toEqual(ids);
    expect(counted.steps()).toBe(2);
  });
});
