import type { Answer, DialogType } from '../protocol';
import type { Approvals, AskedQuestion } from './approvals';
import { errorCodes, rpcError } from './rpc-errors';
import type { DialogRequest, OpenDialog } from './snap-dialogs';
import type { SnapIdentity } from './snap-requests';

/** The dialogs of the Snap, each a question to the person. */
export type SnapQuestions = {
  open(snap: SnapIdentity, dialog: DialogRequest): OpenDialog;
  /** Ends those that are open with an error, when the Snap stops. */
  end(): void;
};

/** What a dialog of a kind gives to the Snap. */
function resultOf(type: DialogType, answer: Answer): unknown {
  switch (type) {
    case 'confirmation':
      return answer.approved;
    case 'prompt':
      return answer.approved ? (answer.value ?? '') : null;
    case 'alert':
    case 'custom':
      return null;
  }
}

export function createSnapQuestions(approvals: Approvals): SnapQuestions {
  const openDialogs = new Set<AskedQuestion>();
  return {
    open: (snap, { type, placeholder, interfaceId }) => {
      let resolvedBySnap: { value: unknown } | null = null;
      const question = approvals.ask({
        kind: 'dialog',
        origin: snap.id,
        snapName: snap.name,
        dialogType: type,
        placeholder,
        shown: { id: interfaceId, content: { type: 'Box', props: {} }, state: {} },
      });
      openDialogs.add(question);
      const result = question.answered
        .then((answer) => (resolvedBySnap ? resolvedBySnap.value : resultOf(type, answer)))
        .finally(() => openDialogs.delete(question));
      return {
        result,
        resolve: (value) => {
          resolvedBySnap = { value };
          question.withdraw({ approved: true });
        },
      };
    },
    end: () => {
      for (const dialog of [...openDialogs]) {
        dialog.withdraw(rpcError(errorCodes.internal, 'The Snap was stopped.'));
      }
    },
  };
}
