import type { ReactNode } from 'react';

import type { CallView, TransactionApproval, WalletState } from '../../protocol';
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

/** Everything that a batch does, in its order. */
function Calls({ calls, wallet }: { calls: readonly CallView[]; wallet: WalletState }): ReactNode {
  return calls.length === 0 ? null : (
    <section className="calls" data-testid="dev-wallet-calls" aria-label="Calls">
      <h3 className="insight-title">{`${calls.length} calls, all of them or none`}</h3>
      <ol>
        {calls.map(({ to, value, data }, index) => (
          <li key={index} className="rows" data-testid="dev-wallet-call">
            <Row label={`${index + 1}. To`}>
              {to === null ? 'A new contract' : <AddressLine wallet={wallet} address={to} />}
            </Row>
            <Row label="Sends">{value}</Row>
            <CallData data={data} />
          </li>
        ))}
      </ol>
    </section>
  );
}

export function TransactionQuestion(props: Props): ReactNode {
  const { approval, wallet, actions } = props;
  const { calls, upgradesTo } = approval;
  return (
    <Frame
      approval={approval}
      wallet={wallet}
      title={calls.length === 0 ? 'Confirm a transaction' : 'Confirm several calls at once'}
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
      {upgradesTo === null ? null : (
        <Notice tone="info" title="This makes your account a smart account">
          {`From then on the code at ${upgradesTo} acts for it on this network.`}
        </Notice>
      )}
      <Insight insight={approval.insight} what="transaction" actions={actions} />
      <Calls calls={calls} wallet={wallet} />
      <Facts approval={approval} wallet={wallet} />
      <CallData data={approval.data} />
    </Frame>
  );
}
