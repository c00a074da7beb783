import type { ReactNode } from 'react';

import type { PanelState } from '../panel-state';
import { AddNetworkQuestion, ConnectQuestion, InstallQuestion, SwitchNetworkQuestion } from './access';
import { DialogQuestion } from './dialog';
import type { QuestionProps } from './frame';
import { SessionQuestion } from './session';
import { SignatureQuestion, SignatureWarning } from './signature';
import { TransactionQuestion, TransactionWarning } from './transaction';

type Props = QuestionProps & { panel: PanelState };

/** The question of a kind. */
export function Question({ approval, panel, ...others }: Props): ReactNode {
  const isWarning = panel.warnedOf === approval.id;
  switch (approval.kind) {
    case 'connect':
      return <ConnectQuestion approval={approval} chosen={panel.chosenAccount} {...others} />;
    case 'install':
      return <InstallQuestion approval={approval} {...others} />;
    case 'dialog':
      return <DialogQuestion approval={approval} {...others} />;
    case 'transaction':
      return isWarning ? (
        <TransactionWarning approval={approval} {...others} />
      ) : (
        <TransactionQuestion approval={approval} {...others} />
      );
    case 'signature':
      return isWarning ? (
        <SignatureWarning approval={approval} {...others} />
      ) : (
        <SignatureQuestion approval={approval} {...others} />
      );
    case 'switch-chain':
      return <SwitchNetworkQuestion approval={approval} {...others} />;
    case 'add-chain':
      return <AddNetworkQuestion approval={approval} {...others} />;
    case 'session':
      return <SessionQuestion approval={approval} {...others} />;
  }
}
