import { readImplementation } from '../../chain/implementation';
import type { Request } from '../../chain/request';
import type { News } from '../../staking/news';
import { isSameAddress, type Address } from '../../units';

/** The code that proxies run, by their address in lower case; `null` where that is not known. Plain JSON. */
export type Codes = Readonly<Record<string, Address | null>>;

/** Whether what was kept is such. */
export function areCodes(value: unknown): value is Codes {
  const isCode = (code: unknown): boolean =>
    code === null || (typeof code === 'string' && /^0x[\da-f]{40}$/iu.test(code));
  return typeof value === 'object' && value !== null && Object.values(value).every(isCode);
}

/**
 * Which code proxies run at a block, and that one of them runs another than before: told once, however many were replaced.
 * @param before what was known; code that is not told now is taken to be that still.
 */
export async function readCodes(
  request: Request,
  proxies: readonly Address[],
  block: number,
  before: Codes | undefined,
): Promise<{ readonly codes: Codes; readonly news: readonly News[] }> {
  const read = await Promise.all(
    proxies.map(async (proxy) => [proxy.toLowerCase(), await readImplementation(request, proxy, block)] as const),
  );
  const replaced = read.find(([proxy, code]) => {
    const old = before?.[proxy];
    return code && old && !isSameAddress(code, old);
  });
  return {
    codes: Object.fromEntries(read.map(([proxy, code]) => [proxy, code ?? before?.[proxy] ?? null])),
    news: replaced?.[1] ? [{ kind: 'upgraded', implementation: replaced[1] }] : [],
  };
}
