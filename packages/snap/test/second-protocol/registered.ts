import { jest } from '@jest/globals';
import { getCreateAddress } from 'ethers';

/**
 * The recipe, for tests alone: a protocol is a folder and a line in the list, its pool a line of a network. To be imported
 * first, before anything that reads the registries.
 */

/** Who puts token and vault on the chain, in its first two transactions: the last of the wallet's spare accounts. */
export const deployer = '0x14dC79964da2C08b23698B3D3cc7Ca32193d9955';

export const [token, vault] = [0, 1].map((nonce) => getCreateAddress({ from: deployer, nonce })) as [string, string];

export const pool = `eip155:31337:${vault}`;

jest.mock('../../../core/src/protocols/list', () => {
  const { protocolList } = jest.requireActual<{ protocolList: readonly object[] }>('../../../core/src/protocols/list');
  const { plainVaults } = jest.requireActual<{ plainVaults: object }>('./erc4626/index');
  return { protocolList: [...protocolList, plainVaults] };
});

jest.mock('../../../core/src/networks/local', () => {
  const actual = jest.requireActual<{ local: { pools: readonly object[] } }>('../../../core/src/networks/local');
  const plainVault = {
    id: pool,
    name: 'Plain Vault',
    protocol: 'erc4626',
    asset: { symbol: 'PLAIN', decimals: 6, address: token },
    address: vault,
    deployBlock: 0,
  };
  return { ...actual, local: { ...actual.local, pools: [...actual.local.pools, plainVault] } };
});
