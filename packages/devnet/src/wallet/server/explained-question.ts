import type { Answer, InsightView, SignatureApproval, TransactionApproval } from '../protocol';
import type { Approvals } from './approvals';
import { messageOf } from './rpc-errors';
import type { SnapHost } from './snap-host';
import type { HandlerView } from './snap-interfaces';

/** A question beside which the Snap may say something. */
type ExplainedQuestion = Omit<TransactionApproval, 'id' | 'insight'> | Omit<SignatureApproval, 'id' | 'insight'>;

const INSIGHT_TIMEOUT_MS = 60_000;

/** Resolves or rejects as the promise does, but rejects with the given words when that takes too long. */
async function within<Result>(milliseconds: number, words: string, promise: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(words));
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the Snap says, or why it says nothing. */
async function readInsight(snap: SnapHost, explained: Promise<HandlerView | null>): Promise<InsightView> {
  const { name: snapName } = snap.manifest;
  try {
    const view = await within(INSIGHT_TIMEOUT_MS, 'It took too long.', explained);
    const shown = view && snap.readInterface(view.interfaceId);
    return shown ? { status: 'ready', snapName, critical: view.severity === 'critical', shown } : { status: 'none' };
  } catch (error) {
    return { status: 'failed', snapName, message: messageOf(error) };
  }
}

/** Asks a person, and shows what the Snap says of it where its manifest has the permission. */
export async function askExplained(
  approvals: Approvals,
  host: SnapHost | null,
  permission: string,
  asked: ExplainedQuestion,
  explain: (snap: SnapHost) => Promise<HandlerView | null>,
): Promise<Answer> {
  const snap = host && Object.hasOwn(host.manifest.permissions, permission) ? host : null;
  const insight: InsightView = snap ? { status: 'pending', snapName: snap.manifest.name } : { status: 'none' };
  const question = approvals.ask({ ...asked, insight });
  if (snap) {
    void readInsight(snap, explain(snap)).then((said) => {
      question.update((approval) => ('insight' in approval ? { ...approval, insight: said } : approval));
    });
  }
  return question.answered;
}
