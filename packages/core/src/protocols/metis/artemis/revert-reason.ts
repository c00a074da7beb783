import type { RevertReason, StakingErrorCode } from '../../../problems';
import { explainPlainRevert } from '../../../staking/revert';
import type { Hex } from '../../../units';

/** Our code for what the contracts say. Sources: the pool's code, the team's own tests, and OpenZeppelin's token. */
const codes: Readonly<Record<string, StakingErrorCode>> = {
  'AMTDepositPool: INVALID_AMOUNT': 'AMOUNT_TOO_SMALL',
  'AMTDepositPool: invalid amount': 'AMOUNT_TOO_SMALL',
  'AMTDepositPool: artMetis is too high': 'WOULD_REVERT',
  'AMTWithdrawalManager: INVALID_AMOUNT': 'AMOUNT_TOO_SMALL',
  'AMTWithdrawalManager: no withdraw request': 'NOTHING_TO_CLAIM',
  'AMTWithdrawalManager: withdraw request has not unlocked yet': 'NOTHING_TO_CLAIM',
  'AMTWithdrawalManager: withdraw request is not ready to complete': 'CLAIM_TOO_EARLY',
  'ERC20: burn amount exceeds balance': 'INSUFFICIENT_STAKE',
  'Pausable: paused': 'POOL_PAUSED',
};

/** Why revert data says that a contract of Artemis refused; its own words go by the name of a reason that is known. */
export function explainArtemisRevert(data: Hex): RevertReason {
  const plain = explainPlainRevert(data);
  const name = plain.said ?? '';
  return Object.hasOwn(codes, name) ? { name, code: codes[name] as StakingErrorCode } : plain;
}
