import type { Network } from '../networks/types';
import { vaultInterface } from '../protocols/stakewise/vault/abi';
import type { DescribedCall, DescribedContract } from './descriptor';
import { account, accountOrNone, detail, hidden, sent, units } from './fields';

const report = ['rewardsRoot', 'reward', 'unlockedMevReward', 'proof', 'harvestParams'];

/** What a report says is counted since the pool began, and only its root tells one from another. */
const reportFields = [
  detail('harvestParams.rewardsRoot', 'Rewards report'),
  hidden('harvestParams.reward', 'Consensus reward'),
  hidden('harvestParams.unlockedMevReward', 'Execution reward'),
  hidden('harvestParams.proof', 'Proof'),
];

const staked = [
  sent('Amount to stake'),
  account('receiver', 'Stake belongs to'),
  accountOrNone('referrer', 'Referrer'),
];

const exitFields = [units('shares', 'Pool shares', 'pool shares'), account('receiver', 'ETH goes to')];

const calls: readonly DescribedCall[] = [
  {
    name: 'deposit',
    parameters: ['receiver', 'referrer'],
    intent: 'Stake ETH',
    sentence: 'Stake {@.value} for {receiver}',
    fields: staked,
  },
  {
    name: 'updateStateAndDeposit',
    parameters: ['receiver', 'referrer', ...report],
    intent: 'Stake ETH and bring in report',
    sentence: 'Stake {@.value} for {receiver} and bring in the newest rewards report',
    fields: [...staked, ...reportFields],
  },
  {
    name: 'updateState',
    parameters: report,
    intent: 'Bring in newest rewards report',
    fields: reportFields,
  },
  {
    name: 'enterExitQueue',
    parameters: ['shares', 'receiver'],
    intent: 'Unstake: enter the exit queue',
    sentence: 'Unstake {shares}: enter the exit queue; the ETH goes to {receiver}',
    fields: exitFields,
  },
  {
    name: 'redeem',
    parameters: ['shares', 'receiver'],
    intent: 'Unstake at once',
    sentence: 'Unstake {shares} at once; the ETH goes to {receiver}',
    fields: exitFields,
  },
  {
    name: 'claimExitedAssets',
    parameters: ['positionTicket', 'timestamp', 'exitQueueIndex'],
    intent: 'Claim the ETH of an exit',
    fields: [
      { path: 'timestamp', label: 'Exit requested', format: 'date', params: { encoding: 'timestamp' } },
      // The vault keeps exits by their receiver: whoever calls is paid.
      account('@.from', 'ETH goes to'),
      detail('positionTicket', 'Exit ticket'),
      detail('exitQueueIndex', 'Queue checkpoint'),
    ],
  },
  {
    name: 'donateAssets',
    parameters: [],
    intent: 'Give ETH away to all members',
    sentence: 'Give {@.value} away to all members of the pool',
    fields: [sent('Amount given away')],
  },
  {
    name: 'multicall',
    parameters: ['data'],
    // Each is a call of the vault by whoever calls this one.
    intent: 'Several calls of the pool',
    fields: [
      { path: 'data.[]', label: 'Call', format: 'calldata', params: { calleePath: '@.to', spenderPath: '@.from' } },
    ],
  },
];

/** The pool's vault: one code and one description on all networks. */
export function stakewiseContracts(networks: readonly Network[]): readonly DescribedContract[] {
  const deployments = networks.flatMap(({ chainId, pools }) =>
    pools.filter(({ protocol }) => protocol === 'stakewise').map(({ address }) => ({ chainId, address })),
  );
  const names = { owner: 'StakeWise', contractName: 'EthFoxVault' };
  return [{ file: 'EthFoxVault', ...names, abi: vaultInterface, deployments, calls }];
}
