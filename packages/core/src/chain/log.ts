import type { Address, Hex, Seconds } from '../units';
import { isHex, isNatural, type Unknown } from './checks';

/** A log as it is used here: where it stands, and its raw words. Plain JSON. */
export type Log = {
  readonly address: Address;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly blockNumber: number;
  readonly logIndex: number;
  readonly transactionHash: Hex;
  /** Which chain it was read from, where the node tells. */
  readonly blockHash?: Hex;
  /** Where the node gives it with the log, which saves a request. */
  readonly blockTimestamp?: Seconds;
};

/** True for what may be hex: its digits are checked by whoever reads them, since a look at all of them takes longest. */
function isText(value: unknown): value is Hex {
  return typeof value === 'string' && value.charCodeAt(0) === zero && value.charCodeAt(1) === smallX;
}

const [zero, smallX] = ['0', 'x'].map((digit) => digit.charCodeAt(0));

function areTexts(values: unknown): values is Hex[] {
  if (!Array.isArray(values)) {
    return false;
  }
  for (const value of values) {
    if (!isText(value)) {
      return false;
    }
  }
  return true;
}

/**
 * True for a log in its form. The digits of its topics and data are checked when its event is decoded.
 * @param known a log in its form: what it holds itself need not be looked at again.
 */
export function isLog(log: Unknown<Log>, known?: Log): log is Log {
  return (
    isText(log?.address) &&
    isText(log.data) &&
    isHex(log.transactionHash) &&
    isNatural(log.blockNumber) &&
    isNatural(log.logIndex) &&
    (log.blockHash === undefined || isText(log.blockHash)) &&
    (log.blockTimestamp === undefined || isNatural(log.blockTimestamp)) &&
    ((known !== undefined && log.topics === known.topics) || areTexts(log.topics))
  );
}
