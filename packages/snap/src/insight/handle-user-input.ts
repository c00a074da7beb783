import type { Wallet } from '../wallet/wallet';
import { findSigned } from './handle-signature';
import { drawInsight, findRelated } from './handle-transaction';
import { checkAgainButton } from './insight-view';
import type { RelatedTransaction } from './parse-transaction';

/** Who asks to look again waits a little longer than who is shown something unasked. */
const timeLimit = 8_000;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What an interface was made for; `undefined` for an interface of another kind. */
async function relatedOf(wallet: Wallet, context: Record<string, unknown>): Promise<RelatedTransaction | undefined> {
  const { transaction, chainId, signature } = context;
  if (isObject(signature)) {
    return findSigned(wallet, signature);
  }
  return isObject(transaction) ? findRelated(wallet, { transaction, chainId }) : undefined;
}

/** Looks at a transaction or signature again when its button is pressed, and shows what is found in place of what was there. */
export async function handleUserInput(
  wallet: Wallet,
  id: string,
  event: { readonly type: string; readonly name?: string | undefined },
  context: unknown,
  milliseconds: number = timeLimit,
): Promise<void> {
  const asked = event.name === checkAgainButton && isObject(context) ? context : undefined;
  const related = asked && (await relatedOf(wallet, asked));
  if (!asked || !related) {
    return;
  }
  const { content } = await drawInsight(wallet, related, asked['origin'], milliseconds);
  // An interface that is gone, since the person decided meanwhile, needs no update.
  await wallet.updateInterface(id, content, asked).catch(() => undefined);
}
