import type { Wallet } from '../wallet/wallet';
import { parseContext, toContext } from './context';
import { firstPage, go, needsReading } from './navigate';
import { draw, repaint } from './paint';
import { refresh } from './refresh';
import { readScene } from './scene';
import { homePart } from './view';

/** The job that reads anew what an open page shows. */
export const refreshJob = 'refresh-home';

/** Opens the home page with what is stored, and asks no chain: what is old is read by an event of its own, right after. */
export async function handleHome(wallet: Wallet): Promise<{ id: string }> {
  const scene = await readScene(wallet);
  const context = firstPage(scene, scene.home.chosen?.address ?? null);
  const isReading = needsReading(scene, context);
  const id = await wallet.createInterface(draw(scene, context, { isReading }), toContext(context));
  await wallet.state.update(homePart, (home) => ({ ...home, shown: id })).catch(() => undefined);
  if (isReading) {
    // An older wallet knows no such events: then there is the button.
    await wallet.schedule(1, refreshJob, { id }).catch(async () => repaint(wallet, id, false));
  }
  return { id };
}

/** Shows the home page in place of what an interface shows. */
export async function showHome(wallet: Wallet, id: string): Promise<void> {
  const scene = await readScene(wallet);
  await go(wallet, id, firstPage(scene, scene.home.chosen?.address ?? null));
}

/** Reads anew what an open page shows. */
export async function refreshShown(wallet: Wallet, { id }: Readonly<Record<string, unknown>>): Promise<void> {
  const context = typeof id === 'string' ? parseContext(await wallet.readContext(id).catch(() => null)) : null;
  if (context?.account) {
    await refresh(wallet, String(id), context.account, context.pool);
  }
}

/** Reads anew what accounts have in pools that their transactions have just changed. */
export async function refreshAfter(
  wallet: Wallet,
  changed: readonly { readonly pool: string; readonly sent: { readonly account: string } }[],
): Promise<void> {
  const { home } = await readScene(wallet);
  for (const { pool, sent } of changed) {
    const context = parseContext({ surface: 'home', account: sent.account, pool });
    if (context?.account && context.pool) {
      await refresh(wallet, home.shown, context.account, context.pool);
    }
  }
}
