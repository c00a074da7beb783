import type { Network } from '../networks/types';
import { enkiAbi, vaultAbi } from '../protocols/metis/enki/abi';
import type { Address } from '../units';
import type { DescribedCall, DescribedContract, Field } from './descriptor';
import { account, accountOrNone, ownTokens, tokens } from './fields';

/** The chain's money, taken as a token: named as money. */
const asMoney = (field: Field, nativeToken: Address): Field => ({
  ...field,
  params: { ...field.params, nativeCurrencyAddress: nativeToken },
});

const minterCalls = (nativeToken: Address): readonly DescribedCall[] => [
  {
    name: 'mint',
    parameters: ['account', 'amount', 'deposit', 'inviter'],
    intent: 'Stake METIS',
    sentence: 'Stake {amount} for {account} as {deposit}',
    fields: [
      asMoney(tokens('amount', 'Amount to stake', nativeToken), nativeToken),
      { path: 'deposit', label: 'Receive', format: 'enum', params: { $ref: '$.metadata.enums.deposit' } },
      account('account', 'Stake belongs to'),
      accountOrNone('inviter', 'Inviter'),
    ],
  },
];

function vaultCalls(eMetis: Address): readonly DescribedCall[] {
  const assets = (label: string) => tokens('assets', label, eMetis);
  const shares = (label: string) => ownTokens('shares', label);
  const taken = [account('receiver', 'eMETIS goes to'), account('owner', 'Taken from')];
  return [
    {
      name: 'deposit',
      parameters: ['assets', 'receiver'],
      intent: 'Stake eMETIS',
      sentence: 'Stake {assets} for {receiver}',
      fields: [assets('Amount to stake'), account('receiver', 'Stake belongs to')],
    },
    {
      name: 'mint',
      parameters: ['shares', 'receiver'],
      intent: 'Stake eMETIS to get seMETIS',
      sentence: 'Stake eMETIS for {shares}, which belongs to {receiver}',
      fields: [shares('Receive'), account('receiver', 'Stake belongs to')],
    },
    {
      name: 'withdraw',
      parameters: ['assets', 'receiver', 'owner'],
      intent: 'Unstake eMETIS, a part vests',
      fields: [assets('Amount to take out'), ...taken],
    },
    {
      name: 'redeem',
      parameters: ['shares', 'receiver', 'owner'],
      intent: 'Unstake seMETIS, a part vests',
      fields: [shares('Amount to unstake'), ...taken],
    },
  ];
}

/** ENKI where its addresses are known beforehand: its queue and its vesting are found on the chain, and have no file. */
export function enkiContracts(networks: readonly Network[]): readonly DescribedContract[] {
  return networks.flatMap(({ chainId, enki, nativeToken }) => {
    if (!enki || nativeToken === undefined) {
      return [];
    }
    const owner = 'ENKI';
    return [
      {
        owner,
        file: 'EMetisMinter',
        contractName: 'EMetisMinter',
        abi: enkiAbi,
        deployments: [{ chainId, address: enki.minter }],
        enums: { deposit: { true: 'seMETIS (earning)', false: 'eMETIS (not earning)' } },
        calls: minterCalls(nativeToken),
      },
      {
        owner,
        file: 'SeMetis',
        contractName: 'SeMetis',
        abi: vaultAbi,
        deployments: [{ chainId, address: enki.seMetis }],
        calls: vaultCalls(enki.eMetis),
      },
    ];
  });
}
