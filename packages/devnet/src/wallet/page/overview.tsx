import type { ReactNode } from 'react';

import type { WalletState } from '../protocol';
import { shortAddress } from './address';
import { chainCommands, type ChainCommand } from './chain-commands';
import { DeveloperSettings } from './developer-settings';
import { useKnownValue } from './fields';
import { Icon } from './icon';
import type { PanelActions } from './panel-actions';
import type { PanelState } from './panel-state';
import { SmallButton } from './pieces';
import { SnapGroup } from './snap-group';

type Props = { wallet: WalletState; actions: PanelActions };

function AccountGroup({ wallet, actions }: Props): ReactNode {
  const select = useKnownValue<HTMLSelectElement>(wallet.selected);
  const selected = wallet.accounts.find(({ address }) => address === wallet.selected);
  return (
    <div className="group">
      <label className="field-label" htmlFor="account">
        Account
      </label>
      <select
        ref={select}
        id="account"
        className="input"
        data-testid="dev-wallet-account"
        defaultValue={wallet.selected}
        onChange={({ target }) => {
          actions.tell({ command: 'select-account', address: target.value });
        }}
      >
        {wallet.accounts.map(({ address, label, balance }) => (
          <option key={address} value={address}>
            {balance === null ? label : `${label} · ${balance}`}
          </option>
        ))}
      </select>
      <p className="balance" data-testid="dev-wallet-balance">
        {selected?.balance ?? '…'}
      </p>
      <button
        type="button"
        className="copyable"
        title="Copy the address"
        onClick={() => {
          actions.copy(wallet.selected);
        }}
      >
        <span className="mono">{shortAddress(wallet.selected)}</span>
        <Icon name="copy" />
      </button>
    </div>
  );
}

function NetworkGroup({ wallet, actions }: Props): ReactNode {
  const select = useKnownValue<HTMLSelectElement>(String(wallet.chainId));
  return (
    <div className="group">
      <label className="field-label" htmlFor="network">
        Network
      </label>
      <select
        ref={select}
        id="network"
        className="input"
        data-testid="dev-wallet-network"
        defaultValue={String(wallet.chainId)}
        onChange={({ target }) => {
          actions.tell({ command: 'select-network', chainId: Number(target.value) });
        }}
      >
        {wallet.networks.map(({ chainId, name }) => (
          <option key={chainId} value={String(chainId)}>{`${name} (${chainId})`}</option>
        ))}
      </select>
    </div>
  );
}

function SiteGroup({ wallet, actions }: Props): ReactNode {
  const isConnected = wallet.connected.length > 0;
  return (
    <div className="group group-line">
      <span className={isConnected ? 'dot dot-on' : 'dot'} />
      <span className="grow">{isConnected ? 'Connected to this site' : 'Not connected to this site'}</span>
      {isConnected ? (
        <SmallButton
          testId="dev-wallet-disconnect"
          onClick={() => {
            actions.tell({ command: 'disconnect' });
          }}
        >
          Disconnect
        </SmallButton>
      ) : null}
    </div>
  );
}

/** Buttons for commands of one kind. */
function CommandButtons(props: {
  commands: readonly ChainCommand[];
  running: string | null;
  actions: PanelActions;
}): ReactNode {
  const { commands, running, actions } = props;
  return (
    <div className="control-buttons">
      {commands.map((command) => (
        <SmallButton
          key={command.id}
          testId={`dev-wallet-control-${command.id}`}
          isDisabled={running !== null}
          isBusy={running === command.id}
          onClick={() => {
            actions.runControl(command);
          }}
        >
          {command.label}
        </SmallButton>
      ))}
    </div>
  );
}

type ControlsProps = { controls: PanelState['controls']; actions: PanelActions };

const METIS_CHAIN_ID = 1088;

/** What the pool's operator and its oracles do, as buttons. */
function ChainControls({ controls, actions, hasMetis }: ControlsProps & { hasMetis: boolean }): ReactNode {
  const { isOpen, running, outcome } = controls;
  return (
    <details
      className="group controls"
      open={isOpen}
      data-testid="dev-wallet-controls"
      onToggle={({ currentTarget }) => {
        actions.unfoldControls(currentTarget.open);
      }}
    >
      <summary>Chain controls</summary>
      <p className="note">What the pool’s operator and its oracles do, on this local chain.</p>
      <CommandButtons commands={chainCommands.pool} running={running} actions={actions} />
      {hasMetis ? (
        <>
          <p className="note">What those do who run Metis’ pools. Days pass on both chains at once.</p>
          <CommandButtons commands={chainCommands.metis} running={running} actions={actions} />
        </>
      ) : null}
      <p
        className={`outcome outcome-${outcome?.tone ?? 'info'}`}
        role="status"
        data-testid="dev-wallet-control-outcome"
      >
        {running === null ? outcome?.text : 'Working…'}
      </p>
    </details>
  );
}

/** Accounts, network, site and Snap: what is on show while nothing is asked. */
export function Overview({ wallet, actions, controls }: Props & ControlsProps): ReactNode {
  return (
    <section className="overview" aria-label="Accounts and network">
      <div className="scroll">
        <AccountGroup wallet={wallet} actions={actions} />
        <NetworkGroup wallet={wallet} actions={actions} />
        <SiteGroup wallet={wallet} actions={actions} />
        <SnapGroup wallet={wallet} actions={actions} />
        {wallet.operatorUrl === null ? null : (
          <ChainControls
            controls={controls}
            actions={actions}
            hasMetis={wallet.networks.some(({ chainId }) => chainId === METIS_CHAIN_ID)}
          />
        )}
        <DeveloperSettings wallet={wallet} actions={actions} />
      </div>
    </section>
  );
}
