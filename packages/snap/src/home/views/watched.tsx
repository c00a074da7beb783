import { Button, Text, type GenericSnapElement } from '@metamask/snaps-sdk/jsx';
import type { Scene } from '../scene';

/** Begins the name of the button that shows a watched account; its address follows. */
export const watchedButton = 'watched:';

/** The accounts that are watched, as buttons. */
export function WatchedAccounts({ scene }: { readonly scene: Scene }): GenericSnapElement[] {
  const { settings, texts } = scene;
  return settings.accounts.length === 0
    ? []
    : [
        <Text fontWeight="medium">{texts.t('home.otherAddress')}</Text>,
        ...settings.accounts.map(({ address, name }) => (
          <Button name={`${watchedButton}${address}`}>
            {`${name} ${address.slice(0, 6)}…${address.slice(-4)}`.trim()}
          </Button>
        )),
      ];
}
