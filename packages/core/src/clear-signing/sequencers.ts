import type { Network } from '../networks/types';
import { lockingPoolAbi } from '../protocols/metis/sequencers/abi';
import type { Address } from '../units';
import type { DescribedCall, DescribedContract } from './descriptor';
import { account, detail, plain, sent, tokens } from './fields';

const sequencer = plain('_seqId', 'Sequencer');
const bridge = [sent('Fee for the bridge'), detail('_l2Gas', 'Gas on Metis')];
const key = detail('_signerPubkey', 'Signer public key');

function callsWith(metis: Address): readonly DescribedCall[] {
  const amount = (label: string) => tokens('_amount', label, metis);
  return [
    {
      name: 'lockFor',
      parameters: ['_signer', '_amount', '_signerPubkey'],
      intent: 'Lock METIS as a new sequencer',
      sentence: 'Lock {_amount} as a new sequencer that signs as {_signer}',
      fields: [amount('Amount to lock'), account('_signer', 'Signer'), key],
    },
    {
      name: 'lockWithRewardRecipient',
      parameters: ['_signer', '_rewardRecipient', '_amount', '_signerPubkey'],
      intent: 'Lock METIS as a new sequencer',
      sentence: 'Lock {_amount} as a new sequencer that signs as {_signer}; its rewards go to {_rewardRecipient}',
      fields: [
        amount('Amount to lock'),
        account('_signer', 'Signer'),
        account('_rewardRecipient', 'Rewards go to'),
        key,
      ],
    },
    {
      name: 'relock',
      parameters: ['_seqId', '_amount', '_lockReward'],
      intent: 'Lock more METIS',
      fields: [
        sequencer,
        amount('Amount from account'),
        { path: '_lockReward', label: 'Rewards', format: 'enum', params: { $ref: '$.metadata.enums.lockReward' } },
      ],
    },
    {
      name: 'withdraw',
      parameters: ['_seqId', '_amount'],
      intent: 'Take out some locked METIS',
      sentence: 'Take {_amount} out of what sequencer {_seqId} has locked',
      fields: [sequencer, amount('Amount to take out')],
    },
    {
      name: 'withdrawRewards',
      parameters: ['_seqId', '_l2Gas'],
      intent: 'Claim rewards of a sequencer',
      fields: [sequencer, ...bridge],
    },
    {
      name: 'unlock',
      parameters: ['_seqId', '_l2Gas'],
      intent: 'Begin to unlock all METIS',
      fields: [sequencer, ...bridge],
    },
    {
      name: 'unlockClaim',
      parameters: ['_seqId', '_l2Gas'],
      intent: 'Claim all unlocked METIS',
      fields: [sequencer, ...bridge],
    },
    {
      name: 'setSequencerRewardRecipient',
      parameters: ['_seqId', '_recipient'],
      intent: 'Change who gets the rewards',
      sentence: 'Send the rewards of sequencer {_seqId} to {_recipient} from now on',
      fields: [sequencer, account('_recipient', 'Rewards go to')],
    },
    {
      name: 'setSequencerOwner',
      parameters: ['_seqId', '_owner'],
      intent: 'Give sequencer and METIS away',
      sentence: 'Give sequencer {_seqId} and all that it has locked to {_owner}',
      fields: [sequencer, account('_owner', 'New owner')],
    },
    {
      name: 'updateSigner',
      parameters: ['_seqId', '_signerPubkey'],
      intent: 'Change signer of a sequencer',
      fields: [sequencer, plain('_signerPubkey', 'New public key')],
    },
  ];
}

/** The pool of Metis' sequencers: each network has a METIS of its own, so each has a file. */
export function sequencerContracts(networks: readonly Network[]): readonly DescribedContract[] {
  return networks.flatMap(({ chainId, name, pools }) =>
    pools.flatMap(({ protocol, address, asset }) => {
      if (protocol !== 'metis-sequencers' || asset.address === null) {
        return [];
      }
      return {
        file: `LockingPool-${name.toLowerCase()}`,
        owner: 'Metis',
        contractName: 'LockingPool',
        abi: lockingPoolAbi,
        deployments: [{ chainId, address }],
        enums: { lockReward: { true: 'locked as well', false: 'stay where they are' } },
        calls: callsWith(asset.address),
      };
    }),
  );
}
