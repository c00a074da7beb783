import type { ReactNode } from 'react';

import type { SignatureApproval } from '../../protocol';
import { AddressLine, Row, siteName } from '../pieces';
import { Frame } from './frame';
import type { QuestionProps } from './frame';
import { CriticalWarning, ExplainedButtons, Insight } from './insight';

type Props = QuestionProps<SignatureApproval>;

export function SignatureWarning(props: Props): ReactNode {
  return (
    <CriticalWarning
      what="message"
      title="You may lose what this signature gives away"
      approve="Sign anyway"
      {...props}
    >
      Whoever holds it can use it, later as well. Sign only if you expect this.
    </CriticalWarning>
  );
}

export function SignatureQuestion(props: Props): ReactNode {
  const { approval, wallet, actions } = props;
  const { application, contract } = approval;
  return (
    <Frame
      approval={approval}
      wallet={wallet}
      title="Sign a message"
      from={siteName(approval.origin)}
      buttons={<ExplainedButtons approve="Sign" {...props} />}
    >
      <Insight insight={approval.insight} what="message" actions={actions} />
      <div className="rows">
        <Row label="Signed by">
          <AddressLine wallet={wallet} address={approval.from.address} />
        </Row>
        <Row label="Network">{approval.network.name}</Row>
        {application === null ? null : <Row label="For">{application}</Row>}
        {contract === null ? null : (
          <Row label="Contract">
            <AddressLine wallet={wallet} address={contract} />
          </Row>
        )}
        <Row label="Kind">{approval.primaryType}</Row>
      </div>
      <details className="data" open>
        <summary>Message</summary>
        <p className="mono breaking message" data-testid="dev-wallet-message">
          {approval.message}
        </p>
      </details>
    </Frame>
  );
}
