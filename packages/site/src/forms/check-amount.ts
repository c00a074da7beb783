import { parseEth, shownEth, type AmountProblem, type ParsedAmount } from '../amounts/eth';

/** An amount that may be staked or unstaked, or words that say why not. */
export type CheckedAmount =
  | { readonly ok: true; readonly wei: bigint }
  | { readonly ok: false; readonly isEmpty: boolean; readonly message: string };

const problemWords: Readonly<Record<AmountProblem, string>> = {
  empty: 'Enter an amount.',
  'not-a-number': 'That is not a number. Write ETH like 1.5.',
  negative: 'The amount must be above 0.',
  'too-precise': 'ETH has 18 decimals at most.',
  'too-large': 'That is more ETH than there is.',
};

function wordsOf(text: string, refused: Exclude<ParsedAmount, { ok: true }>): string {
  switch (refused.problem) {
    case 'ambiguous': {
      const [decimal, whole] = refused.readings;
      return `${text.trim()} can mean ${decimal} or ${whole} ETH. Write the one that you mean without a comma.`;
    }
    case 'grouped':
      return `Write ${refused.reading}, with nothing between the thousands.`;
    default:
      return problemWords[refused.problem];
  }
}

function refuse(message: string, isEmpty = false): CheckedAmount {
  return { ok: false, isEmpty, message };
}

function checkPositive(text: string): CheckedAmount {
  const parsed = parseEth(text);
  if (!parsed.ok) {
    return refuse(wordsOf(text, parsed), parsed.problem === 'empty');
  }
  return parsed.wei > 0n ? parsed : refuse('The amount must be above 0.');
}

/** Checks the text of an amount to stake; limits that are not known yet are left to the Snap. In wei. */
export function checkStake(
  text: string,
  limits: { readonly balance: bigint | undefined; readonly capacityLeft: bigint | undefined },
): CheckedAmount {
  const checked = checkPositive(text);
  if (!checked.ok) {
    return checked;
  }
  const { balance, capacityLeft } = limits;
  if (balance !== undefined && checked.wei > balance) {
    return refuse(`This account has ${shownEth(balance)} ETH.`);
  }
  if (capacityLeft !== undefined && checked.wei > capacityLeft) {
    return refuse(`The pool has room for ${shownEth(capacityLeft)} ETH more.`);
  }
  return checked;
}

/** Checks the text of an amount to unstake against what is staked, in wei. */
export function checkUnstake(text: string, staked: bigint): CheckedAmount {
  const checked = checkPositive(text);
  if (checked.ok && checked.wei > staked) {
    return refuse(`You have ${shownEth(staked)} ETH staked.`);
  }
  return checked;
}

/** Gas for this stake with a late report in it, and for an exit and a claim later (traces of the real contracts). */
const reservedGas = 170_000n + 90_000n + 84_000n;

/** What Max leaves in the account: the fees of a stake, an exit and a claim at twice today's gas price. In wei. */
export function feeReserve(gasPrice: bigint): bigint {
  return reservedGas * gasPrice * 2n;
}

/** What can be staked with the reserve kept back and the pool's room respected. In wei. */
export function mostToStake(balance: bigint, gasPrice: bigint, capacityLeft: bigint | undefined): bigint {
  const reserve = feeReserve(gasPrice);
  const spendable = balance > reserve ? balance - reserve : 0n;
  return capacityLeft !== undefined && capacityLeft < spendable ? capacityLeft : spendable;
}
