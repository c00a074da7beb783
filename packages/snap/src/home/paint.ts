import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import { textsOfPool } from '../ui/display';
import type { Wallet } from '../wallet/wallet';
import { parseContext, toContext, type HomeContext } from './context';
import { readScene, type Scene } from './scene';
import { ChooseView } from './views/choose';
import { FormView, type FormNews } from './views/form';
import { ListView } from './views/list';
import { PoolView } from './views/pool';

/** What a page shows that is neither stored nor kept with it. */
export type Extra = {
  /** The chain is being read for it. */
  readonly isReading?: boolean;
  readonly news?: FormNews;
  /** What to put into the field, where it is not what the person just typed. */
  readonly value?: string | undefined;
};

/** Draws the page that a context is about from what is stored. */
export function draw(stored: Scene, context: HomeContext, extra: Extra = {}): JSXElement {
  const { account, pool: where, form, isSent } = context;
  const scene = where ? { ...stored, texts: textsOfPool(stored.texts, where) } : stored;
  const { isReading = false, news = { kind: 'empty' }, value } = extra;
  if (account === null) {
    return ChooseView({ scene });
  }
  if (where === null) {
    return ListView({ account, isReading, scene });
  }
  return form === null
    ? PoolView({ account, where, isReading, isSent, scene })
    : FormView({ account, where, form, news, value, scene });
}

/** Changes of one interface go one after the other: what a page is about must not change between looking and drawing. */
const turns = new Map<string, Promise<unknown>>();

async function inTurn<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
  const turn = (turns.get(id) ?? Promise.resolve()).then(work, work);
  turns.set(id, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(id) === turn) {
      turns.delete(id);
    }
  }
}

/** Shows a page in place of what an interface shows. One that is gone needs none. */
export async function paint(wallet: Wallet, id: string, context: HomeContext, extra: Extra = {}): Promise<void> {
  await inTurn(id, async () => {
    await wallet.updateInterface(id, draw(await readScene(wallet), context, extra), toContext(context));
  }).catch(() => undefined);
}

/** Draws the page anew that an interface shows, with what is stored by now; a form that is being filled in is left alone. */
export async function repaint(wallet: Wallet, id: string, isReading: boolean): Promise<void> {
  await inTurn(id, async () => {
    const context = parseContext(await wallet.readContext(id));
    if (context && !context.form) {
      await wallet.updateInterface(id, draw(await readScene(wallet), context, { isReading }), toContext(context));
    }
  }).catch(() => undefined);
}
