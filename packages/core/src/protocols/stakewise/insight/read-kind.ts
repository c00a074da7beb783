import { stakewiseOn } from '../contracts';
import { ReadBatch } from '../../../chain/read-batch';
import type { Request } from '../../../chain/request';
import { registryInterface } from '../vault/abi';
import type { Subject } from '../../../insight/facts';

/** What the registry says of a contract, apart from everything that the contract itself could disturb. */
export async function readKind(
  request: Request,
  { network, address }: Subject,
  block: number,
): Promise<'registered' | 'implementation' | 'foreign'> {
  const batch = new ReadBatch(network.multicall3);
  const ask = (method: string): (() => boolean) =>
    batch.add(stakewiseOn(network).vaultsRegistry, registryInterface, method, [address], ([value]) => value === true)
      .value;
  const [isVault, isCode] = [ask('vaults'), ask('vaultImpls')];
  await batch.run(request, block);
  return isVault() ? 'registered' : isCode() ? 'implementation' : 'foreign';
}
