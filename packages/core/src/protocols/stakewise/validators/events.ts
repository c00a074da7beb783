import { decodeValues, parseType } from '../../../chain/abi-values';
import { ContractAbi } from '../../../chain/contract-abi';
import type { Log } from '../../../chain/logs';
import type { Hex, Wei } from '../../../units';
import { malformed } from '../vault/events';

/** What a vault tells of its validators; the first of version 1 and of validators of the first kind, the rest of version 2. */
export const validatorsAbi = new ContractAbi([
  'event ValidatorRegistered(bytes)',
  'event V2ValidatorRegistered(bytes,uint256)',
  'event ValidatorFunded(bytes,uint256)',
  'event ValidatorWithdrawalSubmitted(bytes,uint256,uint256)',
  'event ValidatorConsolidationSubmitted(bytes,bytes,uint256)',
]);

/** What a log says of a validator, by its public key of 48 bytes. */
export type ValidatorEvent = { readonly publicKey: Hex; readonly log: Log } & (
  | {
      readonly name: 'registered';
      /** Wei; `null` where the event does not tell. */
      readonly amount: Wei | null;
    }
  | { readonly name: 'funded'; readonly amount: Wei }
  /** Wei that were asked back from it; 0 means all of it. */
  | { readonly name: 'withdrawal'; readonly amount: Wei }
  /** Its balance goes to another one; to itself, it becomes one of the second kind. */
  | { readonly name: 'consolidation'; readonly into: Hex }
);

const keyAndAmount = ['bytes', 'uint256'].map(parseType);
const keyAlone = ['bytes'].map(parseType);
const twoKeys = ['bytes', 'bytes'].map(parseType);

const registered = 'ValidatorRegistered';
const consolidation = 'ValidatorConsolidationSubmitted';
const withAmount = [
  ['V2ValidatorRegistered', 'registered'],
  ['ValidatorFunded', 'funded'],
  ['ValidatorWithdrawalSubmitted', 'withdrawal'],
] as const;

/** The topics of all of them. */
export function validatorTopics(): Hex[] {
  return [registered, consolidation, ...withAmount.map(([event]) => event)].map((event) => validatorsAbi.topic(event));
}

function keyIn(log: Log, value: unknown): Hex {
  const key = value as Hex;
  if (key.length !== 2 + 2 * 48) {
    throw malformed(log);
  }
  return key;
}

function decode(log: Log, as: typeof keyAndAmount): readonly unknown[] {
  try {
    return decodeValues(as, log.data);
  } catch {
    throw malformed(log);
  }
}

/**
 * What a log of the vault says of a validator; `undefined` for any other log.
 * @throws StakingError CHAIN_INCONSISTENT when the log is damaged.
 */
export function decodeValidatorEvent(log: Log): ValidatorEvent | undefined {
  const topic = log.topics[0];
  if (topic === validatorsAbi.topic(registered)) {
    return { name: 'registered', log, publicKey: keyIn(log, decode(log, keyAlone)[0]), amount: null };
  }
  if (topic === validatorsAbi.topic(consolidation)) {
    const [key, into] = decode(log, twoKeys);
    return { name: 'consolidation', log, publicKey: keyIn(log, key), into: keyIn(log, into) };
  }
  const name = withAmount.find(([event]) => topic === validatorsAbi.topic(event))?.[1];
  if (name === undefined) {
    return undefined;
  }
  const [key, amount] = decode(log, keyAndAmount);
  return { name, log, publicKey: keyIn(log, key), amount: amount as Wei };
}
