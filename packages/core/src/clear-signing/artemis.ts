import type { ArtemisContracts, Network } from '../networks/types';
import { artemisAbi } from '../protocols/metis/artemis/abi';
import type { DescribedCall, DescribedContract } from './descriptor';
import { account, detail, sent, tokens } from './fields';

function poolCalls({ token }: ArtemisContracts): readonly DescribedCall[] {
  return [
    {
      name: 'deposit',
      parameters: ['minArtMetisOut', 'referralId'],
      intent: 'Stake METIS',
      sentence: 'Stake {@.value} for at least {minArtMetisOut}',
      fields: [
        sent('Amount to stake'),
        tokens('minArtMetisOut', 'Receive at least', token),
        account('@.from', 'Stake belongs to'),
        detail('referralId', 'Referral'),
      ],
    },
    { name: 'harvest', parameters: [], intent: 'Bring in rewards of the pool', fields: [] },
  ];
}

function managerCalls({ token }: ArtemisContracts): readonly DescribedCall[] {
  return [
    {
      name: 'initiateWithdrawal',
      parameters: ['artMetisAmount'],
      intent: 'Unstake: ask for METIS back',
      sentence: 'Burn {artMetisAmount} and ask for its METIS',
      fields: [tokens('artMetisAmount', 'Amount to burn', token), account('@.from', 'METIS goes to')],
    },
    {
      name: 'completeWithdrawal',
      parameters: [],
      intent: 'Claim METIS of oldest request',
      fields: [account('@.from', 'METIS goes to')],
    },
  ];
}

/** Artemis on the chains of Metis: the pool takes stakes, the manager gives them back. */
export function artemisContracts(networks: readonly Network[]): readonly DescribedContract[] {
  return networks.flatMap(({ chainId, pools, artemis }) =>
    pools
      .filter(({ protocol }) => protocol === 'artemis')
      .flatMap(({ address }) => {
        if (!artemis) {
          return [];
        }
        const manager = artemis.withdrawalManager;
        return [
          { contractName: 'AMTDepositPool', address, calls: poolCalls(artemis) },
          { contractName: 'AMTWithdrawalManager', address: manager, calls: managerCalls(artemis) },
        ].map(({ contractName, address: at, calls }) => {
          const deployments = [{ chainId, address: at }];
          return { file: contractName, owner: 'Artemis', contractName, abi: artemisAbi, deployments, calls };
        });
      }),
  );
}
