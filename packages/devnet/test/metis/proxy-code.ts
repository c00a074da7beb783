import type { Anvil } from '../../src/anvil';

/** Where proxies keep the address of their code (EIP-1967). */
const slot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc';

/** Makes a contract look like a proxy whose code is at an address of one byte twenty times. */
export async function setCode(anvil: Pick<Anvil, 'request'>, contract: string, byte: string): Promise<void> {
  await anvil.request('anvil_setStorageAt', [contract, slot, `0x${'00'.repeat(12)}${byte.repeat(20)}`]);
  await anvil.request('evm_mine');
}
