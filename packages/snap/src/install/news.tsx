import { Box, Heading, Text, type JSXElement } from '@metamask/snaps-sdk/jsx';
import type { SnapKey } from '@pooled-staking/texts/snap';
import type { Part } from '../wallet/state';
import type { Wallet } from '../wallet/wallet';

/**
 * Grows with an update that people should hear of; the texts under `update` say of what. Any other update is silent.
 * 1: the home page.
 */
const newest = 1;

/** The newest thing that the person was told of. */
export const newsPart: Part<number> = {
  name: 'news',
  parse: (stored) => (typeof stored === 'number' && Number.isInteger(stored) && stored >= 0 ? stored : 0),
};

/** Keeps that there is nothing new to tell. */
export async function knowNews(wallet: Wallet): Promise<void> {
  await wallet.state.update(newsPart, () => newest);
}

async function say(wallet: Wallet, title: SnapKey, texts: readonly SnapKey[]): Promise<void> {
  const { locale } = await wallet.readPreferences();
  const { t } = await wallet.readTexts(locale);
  const content: JSXElement = (
    <Box>
      <Heading>{t(title)}</Heading>
      {texts.map((text) => (
        <Text>{t(text)}</Text>
      ))}
    </Box>
  );
  // A wallet that shows no dialog now keeps nobody from the Snap.
  await wallet.tell(content).catch(() => undefined);
}

/** Says what the Snap can and cannot do, after it was installed. */
export async function welcome(wallet: Wallet): Promise<void> {
  await knowNews(wallet).catch(() => undefined);
  await say(wallet, 'welcome.title', [
    'welcome.can',
    'welcome.insight',
    'welcome.notices',
    'welcome.keys',
    'welcome.limits',
  ]);
}

/** Says what an update brings, once, where it brings something worth it; nothing where it cannot be kept that it was said. */
export async function tellNews(wallet: Wallet): Promise<void> {
  let known = newest;
  await wallet.state
    .update(newsPart, (stored) => {
      known = stored;
      return Math.max(stored, newest);
    })
    .catch(() => {
      known = newest;
    });
  if (known < newest) {
    await say(wallet, 'update.title', ['update.text']);
  }
}
