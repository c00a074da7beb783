import { AccountSelector, Box, Button, Field, Form, Heading, Text, type JSXElement } from '@metamask/snaps-sdk/jsx';
import { poolsFor, type Scene } from '../scene';
import { WatchedAccounts } from './watched';

/** Which account the page is about: one of the wallet's, or one that is watched. */
export function ChooseView({ scene }: { readonly scene: Scene }): JSXElement {
  const { t } = scene.texts;
  const chosen = scene.home.chosen;
  const chainIds = poolsFor(scene, chosen?.address ?? '0x').map(({ network }) => `eip155:${network.chainId}` as const);
  return (
    <Box>
      <Heading>{t('home.choose')}</Heading>
      <Text color="alternative">{t('home.chooseText')}</Text>
      <Form name="choose">
        <Field>
          <AccountSelector name="account" chainIds={[...new Set(chainIds)]} />
        </Field>
        <Button name="show" type="submit">
          {t('home.show')}
        </Button>
      </Form>
      {WatchedAccounts({ scene })}
      <Button name="settings">{t('home.settings')}</Button>
    </Box>
  );
}
