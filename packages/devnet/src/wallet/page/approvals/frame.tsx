import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

import type { Approval, WalletState } from '../../protocol';
import type { PanelActions } from '../panel-actions';

/** What every question is given. */
export type QuestionProps<Kind extends Approval = Approval> = {
  approval: Kind;
  wallet: WalletState;
  actions: PanelActions;
};

type FrameProps = {
  approval: Approval;
  wallet: WalletState;
  title: string;
  /** Who asks. */
  from: string;
  buttons: ReactNode;
  children: ReactNode;
};

/** How every question looks: what it is and who asks, what is to be known, and the buttons. Takes the focus. */
export function Frame({ approval, wallet, title, from, buttons, children }: FrameProps): ReactNode {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const field = section.current?.querySelector<HTMLElement>('[data-testid="dev-wallet-prompt"]');
    (field ?? section.current)?.focus();
  }, []);
  const count = wallet.approvals.length;
  const titleId = `title-${approval.id}`;
  return (
    <section
      ref={section}
      className="approval"
      role="dialog"
      aria-labelledby={titleId}
      tabIndex={-1}
      data-kind={approval.kind}
      data-testid="dev-wallet-approval"
    >
      <div className="approval-head">
        {count > 1 ? <p className="count">{`1 of ${count} questions`}</p> : null}
        <h2 className="title" id={titleId}>
          {title}
        </h2>
        <p className="origin">{from}</p>
      </div>
      <div className="scroll">{children}</div>
      {buttons}
    </section>
  );
}

type ButtonsProps = {
  /** Words of the button that says yes; none: the question has no such button. */
  approve?: string | undefined;
  refuse?: string | undefined;
  onApprove: () => void;
  onRefuse: () => void;
  isDanger?: boolean;
  isBusy?: boolean;
  children?: ReactNode;
};

export function Buttons({ approve, refuse, onApprove, onRefuse, isDanger, isBusy, children }: ButtonsProps): ReactNode {
  return (
    <div className="actions">
      {refuse === undefined ? null : (
        <button type="button" className="button" data-testid="dev-wallet-refuse" onClick={onRefuse}>
          {refuse}
        </button>
      )}
      {approve === undefined ? null : (
        <button
          type="button"
          className={isDanger ? 'button button-danger' : 'button button-primary'}
          data-testid="dev-wallet-approve"
          disabled={isBusy}
          aria-busy={isBusy ? 'true' : undefined}
          onClick={onApprove}
        >
          {approve}
        </button>
      )}
      {children}
    </div>
  );
}

/** What the buttons of a question without a value of its own do. */
export function answersOf({ approval, actions }: QuestionProps): Pick<ButtonsProps, 'onApprove' | 'onRefuse'> {
  return {
    onApprove: () => {
      actions.approve(approval);
    },
    onRefuse: () => {
      actions.refuse(approval);
    },
  };
}
