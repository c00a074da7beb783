import type { RevertReason, StakingErrorCode } from '../../../problems';
import { explainPlainRevert } from '../../../staking/revert';
import type { Hex } from '../../../units';
import { queueAbi } from './abi';

const codes: Readonly<Record<string, StakingErrorCode>> = {
  Erc721CallerNotOwnerOrApproved: 'UNKNOWN_EXIT',
  NotMatureYet: 'CLAIM_TOO_EARLY',
  AlreadyRedeemed: 'NOTHING_TO_CLAIM',
};

/** Why revert data says that a contract of ENKI refused: the queue's own errors, else the texts that all of them give. */
export function explainRevert(data: Hex): RevertReason {
  const name = queueAbi.errorName(data);
  return name === undefined ? explainPlainRevert(data) : { name, code: codes[name] ?? 'WOULD_REVERT' };
}
