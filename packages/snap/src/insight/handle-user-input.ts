import type { Wallet } from '../wallet/wallet';
import { escrowsOf } from './escrows';
import { drawInsight, type TransactionQuestion } from './handle-transaction';
import { checkAgainButton } from './insight-view';
import { parseTransaction } from './parse-transaction';

/** Who asks to look again waits a little longer than who is shown something unasked. */
const timeLimit = 8_000;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The wallet's question that an interface was made for; `undefined` for an interface of another kind. */
function questionOf(context: unknown): TransactionQuestion | undefined {
  return isObject(context) && isObject(context['transaction'])
    ? { transaction: context['transaction'], chainId: context['chainId'], origin: context['origin'] }
    : undefined;
}

/** Looks at a transaction again when its button is pressed, and shows what is found in place of what was there. */
export async function handleUserInput(
  wallet: Wallet,
  id: string,
  event: { readonly type: string; readonly name?: string | undefined },
  context: unknown,
  milliseconds: number = timeLimit,
): Promise<void> {
  const question = event.name === checkAgainButton ? questionOf(context) : undefined;
  const related = question && parseTransaction(question.chainId, question.transaction, escrowsOf(question.chainId));
  if (!question || !related) {
    return;
  }
  const { content } = await drawInsight(wallet, related, question.origin, milliseconds);
  // An interface that is gone, since the person decided meanwhile, needs no update.
  await wallet.updateInterface(id, content, context as Record<string, unknown>).catch(() => undefined);
}
