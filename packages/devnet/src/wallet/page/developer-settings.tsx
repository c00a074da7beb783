import type { ReactNode } from 'react';

import type { Preferences, WalletState } from '../protocol';
import { useKnownTick, useKnownValue } from './fields';
import type { PanelActions } from './panel-actions';
import { SmallButton } from './pieces';

/** Languages as MetaMask names them: those that the Snap speaks, and one that it does not. */
const locales = ['en', 'de', 'fr', 'es', 'pt', 'pt_BR', 'ja', 'zh_CN', 'tr', 'ru', 'hi', 'ko'] as const;

const currencies = ['usd', 'eur', 'gbp', 'jpy', 'chf', 'try', 'inr', 'brl', 'eth'] as const;

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

type Props = { wallet: WalletState; actions: PanelActions };

type ChoiceProps = {
  id: string;
  label: string;
  value: string;
  options: readonly (readonly [value: string, words: string])[];
  onChoose: (value: string) => void;
};

function Choice({ id, label, value, options, onChoose }: ChoiceProps): ReactNode {
  const select = useKnownValue<HTMLSelectElement>(value);
  return (
    <div className="group">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select
        ref={select}
        id={id}
        className="input"
        data-testid={`dev-wallet-${id}`}
        defaultValue={value}
        onChange={({ target }) => {
          onChoose(target.value);
        }}
      >
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What a wallet can be like: its language and currency, and whether it is one that lacks something. */
export function DeveloperSettings({ wallet, actions }: Props): ReactNode {
  const { locale, currency, offersSessions, hasAddedNetworks, offersSmartAccounts } = wallet.preferences;
  const older = useKnownTick(!offersSessions);
  const bare = useKnownTick(!hasAddedNetworks);
  const plain = useKnownTick(!offersSmartAccounts);
  const prefer = (preferences: Partial<Preferences>) => {
    actions.tell({ command: 'prefer', preferences });
  };
  return (
    <details className="group controls" data-testid="dev-wallet-settings-group">
      <summary>Developer settings</summary>
      <Choice
        id="locale"
        label="Language of the wallet"
        value={locale}
        options={locales.map((code) => [code, `${languageNames.of(code.replace('_', '-')) ?? code} (${code})`])}
        onChoose={(value) => {
          prefer({ locale: value });
        }}
      />
      <Choice
        id="currency"
        label="Currency"
        value={currency}
        options={currencies.map((code) => [code, code.toUpperCase()])}
        onChoose={(value) => {
          prefer({ currency: value });
        }}
      />
      <label className="checkbox">
        <input
          ref={older}
          type="checkbox"
          data-testid="dev-wallet-older"
          defaultChecked={!offersSessions}
          onChange={({ target }) => {
            prefer({ offersSessions: !target.checked });
          }}
        />
        <span>Older wallet without multichain sessions</span>
      </label>
      <label className="checkbox">
        <input
          ref={bare}
          type="checkbox"
          data-testid="dev-wallet-bare"
          defaultChecked={!hasAddedNetworks}
          onChange={({ target }) => {
            prefer({ hasAddedNetworks: !target.checked });
          }}
        />
        <span>Without the network of Metis, until a site adds it</span>
      </label>
      <label className="checkbox">
        <input
          ref={plain}
          type="checkbox"
          data-testid="dev-wallet-plain"
          defaultChecked={!offersSmartAccounts}
          onChange={({ target }) => {
            prefer({ offersSmartAccounts: !target.checked });
          }}
        />
        <span>Without smart accounts</span>
      </label>
      <div className="button-row">
        <SmallButton
          testId="dev-wallet-update"
          onClick={() => {
            actions.tell({ command: 'install-snap' });
          }}
        >
          Look for an update
        </SmallButton>
        <SmallButton
          testId="dev-wallet-restart"
          isDisabled={wallet.snap === null}
          onClick={() => {
            actions.tell({ command: 'restart-snap' });
          }}
        >
          Restart the Snap
        </SmallButton>
      </div>
    </details>
  );
}
