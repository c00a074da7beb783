import type { Address } from '../units';
import { callNode, type Request } from './request';

/** Where a proxy keeps the address of its code (EIP-1967). */
const implementationSlot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc';

/** The code behind a proxy; `null` where there is no proxy, or the node does not tell. @param block absent: the newest. */
export async function readImplementation(request: Request, proxy: Address, block?: number): Promise<Address | null> {
  const tag = block === undefined ? 'latest' : `0x${block.toString(16)}`;
  const answer = await callNode<unknown>(request, 'eth_getStorageAt', [proxy, implementationSlot, tag]).catch(
    () => null,
  );
  const isWord = typeof answer === 'string' && /^0x[0-9a-f]{64}$/iu.test(answer) && BigInt(answer) !== 0n;
  return isWord ? `0x${answer.slice(-40)}` : null;
}
