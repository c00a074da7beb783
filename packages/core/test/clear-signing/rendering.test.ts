import { describe, expect, it } from '@jest/globals';
import { describedContracts } from '../../src/clear-signing/index';
import { zeroAddress, type Address, type Hex } from '../../src/units';
import { loadLockingTrace } from '../metis/locking-trace';
import { loadTrace } from '../trace';
import { addressOf, show, type Shown } from './show';

const me: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const other: Address = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const names = { [me]: 'alice.eth', [other]: 'bob.eth' };
const eth = 10n ** 18n;

function encode(file: string, name: string, args: readonly unknown[]): Hex {
  const contract = describedContracts.find((each) => each.file === file);
  if (!contract) {
    throw new Error(`There is no ${file}.`);
  }
  return contract.abi.encodeFunctionData(name, args);
}

async function shown(
  file: string,
  chainId: number,
  name: string,
  args: readonly unknown[],
  value = 0n,
): Promise<Shown> {
  return show(chainId, addressOf(file, chainId), { data: encode(file, name, args), value, from: me }, names);
}

const report = [`0x${'11'.repeat(32)}`, -3n * eth, 7n, [`0x${'22'.repeat(32)}`]];
const root = `Rewards report: 0x${'11'.repeat(32)}`;
const key = `0x${'ab'.repeat(64)}`;

type Case = readonly [
  what: string,
  file: string,
  chainId: number,
  name: string,
  args: readonly unknown[],
  value: bigint,
  intent: string,
  lines: readonly string[],
];

const vault = 'EthFoxVault';
const cases: readonly Case[] = [
  [
    ...(['a stake', vault, 1, 'deposit', [me, zeroAddress], 15n * 10n ** 17n] as const),
    'Stake 1.5 ETH for alice.eth',
    ['Amount to stake: 1.5 ETH', 'Stake belongs to: alice.eth'],
  ],
  [
    ...(['a stake for somebody else, with a referrer', vault, 560048, 'deposit', [other, me], 1n] as const),
    'Stake 0.000000000000000001 ETH for bob.eth',
    ['Amount to stake: 0.000000000000000001 ETH', 'Stake belongs to: bob.eth', 'Referrer: alice.eth'],
  ],
  [
    ...(['a stake with a report', vault, 1, 'updateStateAndDeposit', [me, zeroAddress, report], eth] as const),
    'Stake 1 ETH for alice.eth and bring in the newest rewards report',
    ['Amount to stake: 1 ETH', 'Stake belongs to: alice.eth', root],
  ],
  [...(['a report', vault, 1, 'updateState', [report], 0n] as const), 'Bring in newest rewards report', [root]],
  [
    ...(['an exit', vault, 1, 'enterExitQueue', [123456789n * 10n ** 9n, me], 0n] as const),
    'Unstake 0.123456789 pool shares: enter the exit queue; the ETH goes to alice.eth',
    ['Pool shares: 0.123456789 pool shares', 'ETH goes to: alice.eth'],
  ],
  [
    ...(['an exit at once', vault, 1, 'redeem', [2n * eth, other], 0n] as const),
    'Unstake 2 pool shares at once; the ETH goes to bob.eth',
    ['Pool shares: 2 pool shares', 'ETH goes to: bob.eth'],
  ],
  [
    ...(['a claim', vault, 1, 'claimExitedAssets', [5n * eth, 1_800_000_000n, 2n], 0n] as const),
    'Claim the ETH of an exit',
    [
      'Exit requested: 2027-01-15 08:00:00Z',
      'ETH goes to: alice.eth',
      'Exit ticket: 5000000000000000000',
      'Queue checkpoint: 2',
    ],
  ],
  [
    ...(['a gift', vault, 1, 'donateAssets', [], eth] as const),
    'Give 1 ETH away to all members of the pool',
    ['Amount given away: 1 ETH'],
  ],
  [
    ...(['a claim of two exits', vault, 1, 'multicall'] as const),
    [[1n, 2n].map((ticket) => encode(vault, 'claimExitedAssets', [ticket, 1_800_000_000n, 2n]))],
    0n,
    'Several calls of the pool',
    ['1', '2'].flatMap((ticket) => [
      'Claim the ETH of an exit',
      'Exit requested: 2027-01-15 08:00:00Z',
      'ETH goes to: alice.eth',
      `Exit ticket: ${ticket}`,
      'Queue checkpoint: 2',
    ]),
  ],
  [
    ...(['a lock', 'LockingPool-ethereum', 1, 'lockFor', [other, 20_000n * eth, key], 0n] as const),
    'Lock 20000 METIS as a new sequencer that signs as bob.eth',
    ['Amount to lock: 20000 METIS', 'Signer: bob.eth', `Signer public key: ${key}`],
  ],
  [
    'a lock with another recipient',
    ...(['LockingPool-sepolia', 11155111, 'lockWithRewardRecipient', [other, me, 20_000n * eth, key], 0n] as const),
    'Lock 20000 METIS as a new sequencer that signs as bob.eth; its rewards go to alice.eth',
    ['Amount to lock: 20000 METIS', 'Signer: bob.eth', 'Rewards go to: alice.eth', `Signer public key: ${key}`],
  ],
  [
    ...(['more in the lock', 'LockingPool-ethereum', 1, 'relock', [3n, 5n * eth, true], 0n] as const),
    'Lock more METIS',
    ['Sequencer: 3', 'Amount from account: 5 METIS', 'Rewards: locked as well'],
  ],
  [
    ...(['a part of the lock', 'LockingPool-ethereum', 1, 'withdraw', [3n, 5n * eth], 0n] as const),
    'Take 5 METIS out of what sequencer 3 has locked',
    ['Sequencer: 3', 'Amount to take out: 5 METIS'],
  ],
  ...(
    [
      ['withdrawRewards', 'Claim rewards of a sequencer'],
      ['unlock', 'Begin to unlock all METIS'],
      ['unlockClaim', 'Claim all unlocked METIS'],
    ] as const
  ).map(([name, intent]): Case => [
    ...([`the fee of the bridge in ${name}`, 'LockingPool-ethereum', 1, name, [3n, 200_000n], 10n ** 15n] as const),
    intent,
    ['Sequencer: 3', 'Fee for the bridge: 0.001 ETH', 'Gas on Metis: 200000'],
  ]),
  [
    'another recipient of rewards',
    ...(['LockingPool-ethereum', 1, 'setSequencerRewardRecipient', [3n, other], 0n] as const),
    'Send the rewards of sequencer 3 to bob.eth from now on',
    ['Sequencer: 3', 'Rewards go to: bob.eth'],
  ],
  [
    ...(['another owner', 'LockingPool-ethereum', 1, 'setSequencerOwner', [3n, other], 0n] as const),
    'Give sequencer 3 and all that it has locked to bob.eth',
    ['Sequencer: 3', 'New owner: bob.eth'],
  ],
  [
    ...(['another signer', 'LockingPool-ethereum', 1, 'updateSigner', [3n, key], 0n] as const),
    'Change signer of a sequencer',
    ['Sequencer: 3', `New public key: ${key}`],
  ],
  [
    ...(['a stake in Artemis', 'AMTDepositPool', 1088, 'deposit', [9n * eth, ''], 10n * eth] as const),
    'Stake 10 METIS for at least 9 artMETIS',
    ['Amount to stake: 10 METIS', 'Receive at least: 9 artMETIS', 'Stake belongs to: alice.eth', 'Referral: '],
  ],
  [
    ...(['a harvest of Artemis', 'AMTDepositPool', 1088, 'harvest', [], 0n] as const),
    'Bring in rewards of the pool',
    [],
  ],
  [
    ...(['a request to Artemis', 'AMTWithdrawalManager', 1088, 'initiateWithdrawal', [9n * eth], 0n] as const),
    'Burn 9 artMETIS and ask for its METIS',
    ['Amount to burn: 9 artMETIS', 'METIS goes to: alice.eth'],
  ],
  [
    ...(['a claim of Artemis', 'AMTWithdrawalManager', 1088, 'completeWithdrawal', [], 0n] as const),
    'Claim METIS of oldest request',
    ['METIS goes to: alice.eth'],
  ],
  [
    ...(['a stake in ENKI', 'EMetisMinter', 1088, 'mint', [me, 3n * eth, true, zeroAddress], 0n] as const),
    'Stake 3 METIS for alice.eth as seMETIS (earning)',
    ['Amount to stake: 3 METIS', 'Receive: seMETIS (earning)', 'Stake belongs to: alice.eth'],
  ],
  [
    ...(['eMETIS into seMETIS', 'SeMetis', 1088, 'deposit', [3n * eth, me], 0n] as const),
    'Stake 3 eMETIS for alice.eth',
    ['Amount to stake: 3 eMETIS', 'Stake belongs to: alice.eth'],
  ],
  [
    ...(['an amount of seMETIS', 'SeMetis', 1088, 'mint', [3n * eth, me], 0n] as const),
    'Stake eMETIS for 3 seMETIS, which belongs to alice.eth',
    ['Receive: 3 seMETIS', 'Stake belongs to: alice.eth'],
  ],
  [
    ...(['eMETIS out of the vault', 'SeMetis', 1088, 'withdraw', [eth, me, other], 0n] as const),
    'Unstake eMETIS, a part vests',
    ['Amount to take out: 1 eMETIS', 'eMETIS goes to: alice.eth', 'Taken from: bob.eth'],
  ],
  [
    ...(['seMETIS for eMETIS', 'SeMetis', 1088, 'redeem', [eth, me, me], 0n] as const),
    'Unstake seMETIS, a part vests',
    ['Amount to unstake: 1 seMETIS', 'eMETIS goes to: alice.eth', 'Taken from: alice.eth'],
  ],
];

describe('a wallet that follows the standard', () => {
  it.each(cases)('shows %s', async (_, file, chainId, name, args, value, intent, lines) => {
    expect(await shown(file, chainId, name, args, value)).toEqual({ intent, lines, warnings: [] });
  });

  it('has a case for every call that is described', () => {
    const shownCalls = new Set(cases.map(([, file, , name]) => `${file.split('-')[0]}.${name}`));
    const described = describedContracts.flatMap(({ file, calls }) =>
      calls.map(({ name }) => `${file.split('-')[0]}.${name}`),
    );
    expect(described.filter((each) => !shownCalls.has(each))).toEqual([]);
  });

  it('says nothing of a plain payment into the pool, nor of a call that is not described', async () => {
    const to = addressOf(vault, 1);
    expect((await show(1, to, { data: '0x', value: eth, from: me })).lines).toEqual([]);
    expect((await show(1, to, { data: '0x12345678', from: me })).warnings).toEqual(['NO_FORMAT_MATCH']);
  });
});

type Sent = { readonly input: Hex; readonly value?: string; readonly from?: Address };

/** Those of a file's calls that a record has, as a wallet shows them: all that it may lack is the name of an account. */
async function shownOf(file: string, chainId: number, sent: readonly Sent[]): Promise<readonly Shown[]> {
  const contract = describedContracts.find((each) => each.file === file);
  const selectors = new Set(contract?.calls.map(({ name }) => contract.abi.selector(name)));
  const calls = sent.filter(({ input }) => selectors.has(input.slice(0, 10) as Hex));
  return Promise.all(
    calls.map(async ({ input, value = '0', from = me }) => {
      const call = { data: input, value: BigInt(value), from };
      const all = await show(chainId, addressOf(file, chainId), call);
      return { ...all, warnings: all.warnings.filter((each) => each !== 'UNKNOWN_ADDRESS') };
    }),
  );
}

const isSilent = ({ intent, lines, warnings }: Shown): boolean =>
  intent === '' || lines.length === 0 || warnings.length > 0;

describe('every call of members in a recorded life', () => {
  it('is shown: the vault', async () => {
    const { chainId, steps } = loadTrace('fox-v2-a');
    const all = await shownOf(
      vault,
      chainId,
      steps.flatMap(({ tx }) => tx ?? []),
    );
    expect(all.length).toBeGreaterThan(150);
    // The life has one without any call in it, which the vault refused.
    const empty = { intent: 'Several calls of the pool', lines: [], warnings: ['EMPTY_ARRAY'] };
    expect(all.filter(isSilent)).toEqual([empty]);
  });

  it('is shown: the sequencer pool', async () => {
    const all = await shownOf(
      'LockingPool-ethereum',
      1,
      loadLockingTrace().steps.map(({ tx }) => tx),
    );
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(isSilent)).toEqual([]);
  });
});
