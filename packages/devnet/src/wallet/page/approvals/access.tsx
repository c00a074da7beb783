import type { ReactNode } from 'react';

import type { AddChainApproval, ConnectApproval, InstallApproval, SwitchChainApproval } from '../../protocol';
import { useKnownTick } from '../fields';
import { Icon } from '../icon';
import { AccountLine, Notice, Row, siteName } from '../pieces';
import { answersOf, Buttons, Frame } from './frame';
import type { QuestionProps } from './frame';

type ConnectProps = QuestionProps<ConnectApproval> & { chosen: string | null };

function AccountChoice(props: { name: string; isChosen: boolean; address: string; onChoose: () => void }): ReactNode {
  const input = useKnownTick(props.isChosen);
  return (
    <input
      ref={input}
      type="radio"
      name={props.name}
      value={props.address}
      defaultChecked={props.isChosen}
      onChange={props.onChoose}
    />
  );
}

/** Which account a site or the Snap may see. */
export function ConnectQuestion({ chosen, ...props }: ConnectProps): ReactNode {
  const { approval, wallet, actions } = props;
  return (
    <Frame
      approval={approval}
      wallet={wallet}
      title="Connect an account"
      from={siteName(approval.requester)}
      buttons={<Buttons approve="Connect" refuse="Refuse" {...answersOf(props)} />}
    >
      <p className="lead">It will see the address and balance of this account, and may propose transactions.</p>
      <div className="choices" role="radiogroup" aria-label="Account to connect">
        {wallet.accounts.map((account) => (
          <label className="choice" key={account.address}>
            <AccountChoice
              name={`account-${approval.id}`}
              address={account.address}
              isChosen={account.address === (chosen ?? wallet.selected)}
              onChoose={() => {
                actions.chooseAccount(account.address);
              }}
            />
            <AccountLine account={account} />
          </label>
        ))}
      </div>
    </Frame>
  );
}

/** Whether a Snap may be installed, with what it asks to be allowed to. */
export function InstallQuestion(props: QuestionProps<InstallApproval>): ReactNode {
  const { approval, wallet } = props;
  const verb = approval.isUpdate ? 'Update' : 'Install';
  return (
    <Frame
      approval={approval}
      wallet={wallet}
      title={`${verb} ${approval.snapName}`}
      from={siteName(approval.origin)}
      buttons={<Buttons approve={verb} refuse="Refuse" {...answersOf(props)} />}
    >
      {approval.description === '' ? null : <p className="lead">{approval.description}</p>}
      <h3 className="subtitle">It asks to be allowed to</h3>
      <ul className="permissions">
        {approval.permissions.map(({ text }) => (
          <li key={text}>
            <Icon name="check" />
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <Row label="Version">{approval.version}</Row>
      <Row label="From">
        <span className="mono breaking">{approval.snapId}</span>
      </Row>
    </Frame>
  );
}

export function SwitchNetworkQuestion(props: QuestionProps<SwitchChainApproval>): ReactNode {
  const { approval, wallet } = props;
  return (
    <Frame
      approval={approval}
      wallet={wallet}
      title="Change the network"
      from={siteName(approval.origin)}
      buttons={<Buttons approve="Change network" refuse="Refuse" {...answersOf(props)} />}
    >
      <p className="lead">The site asks you to change the network that you use with it.</p>
      <div className="networks">
        <span className="network">{approval.current.name}</span>
        <Icon name="arrow-right" />
        <span className="network">{approval.wanted.name}</span>
      </div>
    </Frame>
  );
}

/** A network that the wallet lacks; it is the devnet's own chain that is added, whatever the site says. */
export function AddNetworkQuestion(props: QuestionProps<AddChainApproval>): ReactNode {
  const { approval, wallet } = props;
  const { network, siteName: name, siteUrl } = approval;
  return (
    <Frame
      approval={approval}
      wallet={wallet}
      title="Add a network"
      from={siteName(approval.origin)}
      buttons={<Buttons approve="Add network" refuse="Refuse" {...answersOf(props)} />}
    >
      <p className="lead">The site asks you to add a network, and to use it with the site.</p>
      <Row label="Network">{name}</Row>
      <Row label="Chain id">{String(network.chainId)}</Row>
      <Row label="Currency">{network.symbol}</Row>
      <Row label="Address">
        <span className="mono breaking">{siteUrl}</span>
      </Row>
      <Notice tone="info" title={`You get ${network.name}`}>
        The development wallet uses the chain on this computer, and never the address of the site.
      </Notice>
    </Frame>
  );
}
