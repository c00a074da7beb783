import type { ReactNode } from 'react';

import type { InsightView, SignatureApproval, TransactionApproval } from '../../protocol';
import { Notice } from '../pieces';
import type { PanelActions } from '../panel-actions';
import { SnapInterface } from '../snap-ui/interface';
import { answersOf, Buttons, Frame } from './frame';
import type { QuestionProps } from './frame';

type InsightProps = { insight: InsightView; what: 'transaction' | 'message'; actions: PanelActions };

/** What the Snap says about a transaction or a message. */
export function Insight({ insight, what, actions }: InsightProps): ReactNode {
  switch (insight.status) {
    case 'none':
      return null;
    case 'pending':
      return (
        <section className="insight" data-testid="dev-wallet-insight" aria-busy="true">
          <h3 className="insight-title">{`${insight.snapName} is looking at this`}</h3>
          <span className="skeleton" style={{ width: '80%', height: '1em' }} />
          <span className="skeleton" style={{ width: '60%', height: '1em' }} />
        </section>
      );
    case 'failed':
      return (
        <section className="insight" data-testid="dev-wallet-insight">
          <Notice tone="warning" title={`${insight.snapName} could not explain this ${what}`}>
            {insight.message}
          </Notice>
        </section>
      );
    case 'ready':
      return (
        <section className={insight.critical ? 'insight insight-critical' : 'insight'} data-testid="dev-wallet-insight">
          <h3 className="insight-title">{`${insight.snapName} says`}</h3>
          <SnapInterface key={insight.shown.id} shown={insight.shown} actions={actions} />
        </section>
      );
  }
}

type Explained = TransactionApproval | SignatureApproval;

/** The buttons of what the Snap looks at: nobody confirms before it has spoken. */
export function ExplainedButtons({ approve, ...props }: QuestionProps<Explained> & { approve: string }): ReactNode {
  const { insight } = props.approval;
  const isPending = insight.status === 'pending';
  return (
    <Buttons
      approve={isPending ? 'One moment…' : approve}
      refuse="Refuse"
      isDanger={insight.status === 'ready' && insight.critical}
      isBusy={isPending}
      {...answersOf(props)}
    />
  );
}

type WarningProps = QuestionProps<Explained> & {
  what: 'transaction' | 'message';
  title: string;
  approve: string;
  children: ReactNode;
};

/** The second look at what the Snap calls critical, before it is confirmed. */
export function CriticalWarning({ what, title, approve, children, ...props }: WarningProps): ReactNode {
  const { approval, wallet, actions } = props;
  const { insight } = approval;
  const snapName = insight.status === 'none' ? '' : insight.snapName;
  return (
    <Frame
      approval={approval}
      wallet={wallet}
      title="Stop and read this"
      from={`${snapName} warns of this ${what}`}
      buttons={<Buttons approve={approve} refuse="Refuse" isDanger {...answersOf(props)} />}
    >
      <Notice tone="danger" title={title}>
        {children}
      </Notice>
      <Insight insight={insight} what={what} actions={actions} />
    </Frame>
  );
}
