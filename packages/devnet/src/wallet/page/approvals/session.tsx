import { useState } from 'react';
import type { ReactNode } from 'react';

import type { SessionApproval } from '../../protocol';
import { AccountLine } from '../pieces';
import { Buttons, Frame } from './frame';
import type { QuestionProps } from './frame';

/** Whether the Snap may propose transactions: on which networks, and of which accounts. */
export function SessionQuestion({ approval, wallet, actions }: QuestionProps<SessionApproval>): ReactNode {
  const [chosen, setChosen] = useState<readonly string[]>(approval.wanted);
  return (
    <Frame
      approval={approval}
      wallet={wallet}
      title="Let the Snap propose transactions"
      from={approval.snapName}
      buttons={
        <Buttons
          approve="Allow"
          refuse="Refuse"
          isBusy={chosen.length === 0}
          onApprove={() => {
            actions.approve(approval, { accounts: chosen });
          }}
          onRefuse={() => {
            actions.refuse(approval);
          }}
        />
      }
    >
      <p className="lead">It will see these accounts. You still confirm each transaction, one by one.</p>
      <h3 className="subtitle">Networks</h3>
      <div className="networks">
        {approval.networks.map(({ chainId, name }) => (
          <span className="network" key={chainId}>
            {name}
          </span>
        ))}
      </div>
      <h3 className="subtitle">Accounts</h3>
      <div className="choices" role="group" aria-label="Accounts of the session">
        {wallet.accounts.map((account) => (
          <label className="choice" key={account.address}>
            <input
              type="checkbox"
              value={account.address}
              checked={chosen.includes(account.address)}
              onChange={({ target }) => {
                const others = chosen.filter((address) => address !== account.address);
                setChosen(target.checked ? [...others, account.address] : others);
              }}
            />
            <AccountLine account={account} />
          </label>
        ))}
      </div>
    </Frame>
  );
}
