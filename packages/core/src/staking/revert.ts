import { decodeValues, parseType } from '../chain/abi-values';
import { plainText } from '../chain/plain-text';
import type { RevertReason } from '../problems';
import type { Hex } from '../units';

export type { RevertReason } from '../problems';

const errorSelector = '0x08c379a0';

/** Why revert data says that a contract refused, as far as every contract says it: Solidity's `Error(string)`, or a name. */
export function explainPlainRevert(data: Hex): RevertReason {
  if (data.startsWith(errorSelector)) {
    try {
      const [text] = decodeValues([parseType('string')], `0x${data.slice(10)}`);
      return { name: 'Error', code: 'WOULD_REVERT', said: plainText(String(text)) };
    } catch {
      return { name: 'Error', code: 'WOULD_REVERT' };
    }
  }
  return { name: data === '0x' ? 'no reason' : data.slice(0, 10), code: 'WOULD_REVERT' };
}
