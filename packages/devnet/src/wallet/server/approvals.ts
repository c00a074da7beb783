import type { Answer, Approval } from '../protocol';

/** The question without its id, which the queue gives. */
type Question<Kind extends Approval = Approval> = Kind extends Approval ? Omit<Kind, 'id'> : never;

type Open = {
  approval: Approval;
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
};

export type AskedQuestion = {
  readonly id: string;
  readonly answered: Promise<Answer>;
  /** Changes what the open question shows; nothing happens once it is answered. */
  update(change: (approval: Approval) => Approval): void;
  /** Takes the question back, because who asked it has found an answer elsewhere or is gone. */
  withdraw(outcome: Answer | Error): void;
};

export type Approvals = {
  list(): readonly Approval[];
  ask(question: Question): AskedQuestion;
  /** @throws Error when no such question is open or the answer lacks what the question needs. */
  answer(id: string, answer: Answer): void;
  /** Ends every open question with an error, when the wallet stops. */
  rejectAll(error: Error): void;
};

/** The questions that wait for a person, oldest first. Nothing here ever answers one by itself. */
export function createApprovals(onChange: () => void): Approvals {
  const open = new Map<string, Open>();
  let lastId = 0;

  const settle = (id: string, answer: Answer) => {
    const found = open.get(id);
    if (found) {
      open.delete(id);
      onChange();
      found.resolve(answer);
    }
  };

  return {
    list: () => [...open.values()].map(({ approval }) => approval),
    ask: (question) => {
      lastId += 1;
      const id = `approval-${lastId}`;
      const answered = new Promise<Answer>((resolve, reject) => {
        open.set(id, { approval: { ...question, id }, resolve, reject });
      });
      onChange();
      return {
        id,
        answered,
        update: (change) => {
          const found = open.get(id);
          if (found) {
            found.approval = change(found.approval);
            onChange();
          }
        },
        withdraw: (outcome) => {
          if (outcome instanceof Error) {
            const found = open.get(id);
            open.delete(id);
            onChange();
            found?.reject(outcome);
          } else {
            settle(id, outcome);
          }
        },
      };
    },
    answer: (id, answer) => {
      const found = open.get(id);
      if (!found) {
        throw new Error('This question is no longer open.');
      }
      const { approval } = found;
      if ('insight' in approval && answer.approved) {
        if (approval.insight.status === 'pending') {
          throw new Error('The Snap is still looking at this.');
        }
        if (approval.insight.status === 'ready' && approval.insight.critical && answer.acknowledged !== true) {
          throw new Error('The Snap warns of this: it has to be confirmed a second time.');
        }
      }
      if (approval.kind === 'session' && answer.approved && answer.accounts?.length === 0) {
        throw new Error('Choose an account at least.');
      }
      settle(id, answer);
    },
    rejectAll: (error) => {
      const ended = [...open.values()];
      open.clear();
      onChange();
      for (const { reject } of ended) {
        reject(error);
      }
    },
  };
}
