import { toQuantity } from './block';
import type { Request } from './request';

/** The node as if a block were its newest: what is asked of the newest is asked of that block. */
export function asOfBlock(request: Request, number: number): Request {
  const tag = toQuantity(number);
  const replace = (param: unknown): unknown =>
    param === 'latest' ? tag : isQuery(param) && param.toBlock === 'latest' ? { ...param, toBlock: tag } : param;
  return async ({ method, params }) =>
    request({ method, params: Array.isArray(params) ? params.map(replace) : params });
}

function isQuery(param: unknown): param is { toBlock: unknown } {
  return typeof param === 'object' && param !== null && 'toBlock' in param;
}
