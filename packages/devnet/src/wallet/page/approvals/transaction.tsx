import type { ReactNode } from 'react';

import type { TransactionApproval } from '../../protocol';
import { AddressLine, Notice, Row, siteName } from '../pieces';
import { Frame } from './frame';
import type { QuestionProps } from './frame';
import { CriticalWarning, ExplainedButtons, Insight } from './insight';

type Props = QuestionProps<TransactionApproval>;

export function TransactionWarning(props: Props): ReactNode {
  return (
    <CriticalWarning what="transaction" title="You may lose what you send" approve="Confirm anyway" {...props}>
      Confirm only if you expect this.
    </CriticalWarning>
  );
}

function Facts({ approval, wallet }: Omit<Props, 'actions'>): ReactNode {
  return (
    <div className="rows">
      <Row label="From">
        <AddressLine wallet={wallet} address={approval.from.address} />
      </Row>
      <Row label="To">
        {approval.to === null ? 'A new contract' : <AddressLine wallet={wallet} address={approval.to} />}
      </Row>
      <Row label="Network">{approval.network.name}</Row>
      <Row label="Network fee">
        <span className="value">
          <span className="value-extra">{`at most ${approval.highestFee}`}</span>
          <span className="value-main">{`about ${approval.fee}`}</span>
        </span>
      </Row>
      <Row label="Nonce">{String(approval.nonce)}</Row>
    </div>
  );
}

/** The bytes that are sent along, folded away. */
function CallData({ data }: { data: string }): ReactNode {
  const size = (data.length - 2) / 2;
  return size === 0 ? null : (
    <details className="data">
      <summary>{`Data: ${size} ${size === 1 ? 'byte' : 'bytes'}, function ${data.slice(0, 10)}`}</summary>
      <p className="mono breaking">{data}</p>
    </details>
  );
}

export function TransactionQuestion(props: Props): ReactNode {
  const { approval, wallet, actions } = props;
  return (
    <Frame
      approval={approval}
      wallet={wallet}
      title="Confirm a transaction"
      from={siteName(approval.origin)}
      buttons={<ExplainedButtons approve="Confirm" {...props} />}
    >
      {approval.warnings.map((warning) => (
        <Notice key={warning} tone="warning" title={warning} />
      ))}
      <div className="amount">
        <span className="amount-label">You send</span>
        <span className="amount-value" data-testid="dev-wallet-value">
          {approval.value}
        </span>
      </div>
      <Insight insight={approval.insight} what="transaction" actions={actions} />
      <Facts approval={approval} wallet={wallet} />
      <CallData data={approval.data} />
    </Frame>
  );
}
