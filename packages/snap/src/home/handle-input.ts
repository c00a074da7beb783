import { isSameAddress, plainTransaction, type Address } from '@pooled-staking/core';
import type { SnapTranslator } from '@pooled-staking/texts/snap';
import { showVotes } from '../governance/handle-votes';
import { wordsOfError } from '../rpc/errors';
import { deliver } from '../sending/deliver';
import type { Intent, SentHere } from '../sending/sent';
import { showSettings } from '../settings/handle-settings';
import { hasErrorCode } from '../wallet/provider';
import { isAddress } from '../wallet/settings';
import { isObject } from '../wallet/state';
import { textsOfPool } from '../ui/display';
import type { Wallet } from '../wallet/wallet';
import { checkAmount, mostOf, partOf } from './amount';
import { parsePool, type Form, type HomeContext } from './context';
import { firstPage, go } from './navigate';
import { paint } from './paint';
import { isOwn, readScene, type Scene } from './scene';
import { siteLink } from './site-link';
import { readFindings, readReady, type Ready, type Wanted } from './terms';
import { entryOf, homePart, type Chosen } from './view';
import type { FormNews } from './views/form';

/** Where something happened: an interface, and the page that it shows. */
type At = { readonly wallet: Wallet; readonly id: string; readonly context: HomeContext };

/** What a person does; `rest` is what follows a button's fixed name, `value` what they entered. */
type Act = (at: At, rest: string, value: unknown) => Promise<void>;

const rejected = 4001;

/** How long typing pauses before the chain is asked, in milliseconds. */
const typingPause = 250;

/** Readings that are under way for forms, by interface: whatever happens there next makes them worthless. */
const readings = new Map<string, AbortController>();

/** Interfaces whose transaction is on its way to the wallet: a second click sends nothing. */
const sending = new Set<string>();

/** Makes an account the one that the page is about. */
async function choose(at: At, chosen: Chosen): Promise<void> {
  await at.wallet.state.update(homePart, (home) => ({ ...home, chosen }));
  await go(at.wallet, at.id, firstPage(await readScene(at.wallet), chosen.address));
}

/** What a form asks for; `null` while it does not say, and for an account that is not the wallet's own. */
function wantedOf(scene: Scene, { account, pool: where }: HomeContext, form: Form): Wanted | null {
  const { home, texts } = scene;
  const picture = where && account ? entryOf(home, where.pool, account).picture : null;
  if (!account || !where || !picture || !isOwn(scene, account)) {
    return null;
  }
  const { intent, text, isAll } = form;
  const wanted = { intent, where, account };
  if (intent === 'claim' || (intent === 'unstake' && isAll)) {
    return { ...wanted, amount: 'max' };
  }
  const held = intent === 'stake' ? picture.balance : picture.staked;
  const checked = checkAmount(text, where.pool.asset, held, texts);
  return 'amount' in checked ? { ...wanted, amount: checked.amount } : null;
}

const textsIn = ({ texts }: Scene, { pool: where }: HomeContext): SnapTranslator =>
  where ? textsOfPool(texts, where) : texts;

/** What to show of a form beside what is entered. */
type Showing = { readonly value?: string; readonly said?: string; readonly pause?: number };

/** Shows a form with what its transaction would do, once something that can be asked for stands in it. */
async function fill(
  { wallet, id, context }: At,
  entered: Form,
  { value, said, pause = 0 }: Showing = {},
): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  readings.set(id, controller);
  const form = { ...entered, isShown: false };
  const scene = await readScene(wallet);
  const wanted = wantedOf(scene, context, form);
  const show = async (...[news, isShown = false, put]: [FormNews, boolean?, string?]): Promise<void> => {
    if (!signal.aborted) {
      await paint(wallet, id, { ...context, form: { ...form, isShown }, isSent: false }, { news, value: put });
    }
  };
  try {
    await show({ kind: wanted ? 'reading' : 'empty' }, false, value);
    if (!wanted) {
      return;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, pause);
    });
    const picture = entryOf(scene.home, wanted.where.pool, wanted.account).picture;
    if (picture && !signal.aborted) {
      const ready = await readReady(wallet, wanted, signal);
      const insight = await readFindings(wallet, wanted.where, ready, picture);
      await show({ kind: 'ready', ready, insight, ...(said === undefined ? {} : { said }) }, true);
    }
  } catch (error) {
    await show({ kind: 'refused', said: wordsOfError(error, textsIn(scene, context)) });
  } finally {
    if (readings.get(id) === controller) {
      readings.delete(id);
    }
  }
}

/** Has the wallet propose what the form shows, or the site where the wallet does not. */
async function send(at: At, form: Form): Promise<void> {
  const { wallet, id, context } = at;
  const scene = await readScene(wallet);
  const wanted = wantedOf(scene, context, form);
  if (!wanted) {
    return fill(at, form);
  }
  const { intent, where, amount } = wanted;
  const show = async (news: FormNews): Promise<void> =>
    paint(wallet, id, { ...context, form: { ...form, isShown: false } }, { news });
  try {
    await show({ kind: 'reading' });
    // Minutes may have passed since the terms were read.
    const ready: Ready = await readReady(wallet, wanted);
    const { transaction, approvals } = ready.quote;
    await show({ kind: 'asking' });
    const [approval] = approvals;
    const isOnItsWay = ({ intent: other, pool, sent, stage }: SentHere): boolean =>
      other === 'approve' && pool === where.pool.id && isSameAddress(sent.account, wanted.account) && stage === 'sent';
    if (approval && scene.sent.some(isOnItsWay)) {
      await fill(at, form, { said: scene.texts.t('home.approvalOnItsWay') });
      return;
    }
    const next = {
      intent: approval ? ('approve' as const) : intent,
      transaction: plainTransaction(approval ?? transaction),
    };
    const delivered = await deliver(wallet, { ...where, ...next, amount: ready.amount }, true);
    if ('hash' in delivered) {
      if (approval) {
        await fill(at, form, { said: scene.texts.t('home.approvalSent') });
        return;
      }
      await paint(wallet, id, { ...context, form: null, isSent: true });
    } else {
      await show({ kind: 'fallback', link: siteLink(intent, where.pool, amount) });
    }
  } catch (error) {
    if (hasErrorCode(error, rejected)) {
      return fill(at, form, { said: scene.texts.t('home.rejectedText') });
    }
    await show({ kind: 'refused', said: wordsOfError(error, textsIn(scene, context)) });
  }
}

const openForm =
  (intent: Intent): Act =>
  async (at) =>
    fill(at, { intent, text: '', isAll: false, isTried: false, isShown: false }, { value: '' });

/** The account of the wallet that an AccountSelector holds. */
function selectedAccount(value: unknown): Address | undefined {
  const { account } = isObject(value) ? value : {};
  const { addresses } = isObject(account) ? account : {};
  return (Array.isArray(addresses) ? addresses : [])
    .map((each) => String(each).split(':'))
    .filter(([namespace]) => namespace === 'eip155')
    .map(([, , address]) => address)
    .find(isAddress);
}

const toList: Act = async (at) => go(at.wallet, at.id, { ...at.context, pool: null, form: null, isSent: false });

/** What each event does, by its kind and the name of what it happened to, up to a colon. */
const acts: Readonly<Record<string, Act>> = {
  'ButtonClickEvent/choose': async (at) =>
    go(at.wallet, at.id, { account: null, pool: null, form: null, isSent: false }),
  'FormSubmitEvent/choose': async (at, _, value) => {
    const address = selectedAccount(value);
    if (address) {
      await choose(at, { address, isOwn: true });
    }
  },
  'ButtonClickEvent/watched': async (at, rest) => {
    const { accounts } = await at.wallet.readSettings();
    const watched = accounts.find(({ address }) => address === rest);
    if (watched) {
      await choose(at, { address: watched.address, isOwn: false });
    }
  },
  'ButtonClickEvent/settings': async ({ wallet, id }) => showSettings(wallet, id),
  'ButtonClickEvent/votes': async ({ wallet, id, context: { account } }) => {
    if (account) {
      await showVotes(wallet, id, account, isOwn(await readScene(wallet), account));
    }
  },
  'ButtonClickEvent/list': toList,
  'ButtonClickEvent/pool': async (at, rest) => {
    const pool = parsePool(rest);
    if (pool && at.context.account) {
      await go(at.wallet, at.id, { ...at.context, pool, form: null, isSent: false });
    }
  },
  'ButtonClickEvent/back': async (at) => go(at.wallet, at.id, { ...at.context, form: null }),
  'ButtonClickEvent/refresh': async (at) => go(at.wallet, at.id, { ...at.context, form: null }, true),
  'ButtonClickEvent/stake': openForm('stake'),
  'ButtonClickEvent/unstake': openForm('unstake'),
  'ButtonClickEvent/claim': openForm('claim'),
  'InputChangeEvent/amount': async (at, _, value) => {
    const { form } = at.context;
    if (form && typeof value === 'string') {
      await fill(at, { ...form, text: value, isAll: false }, { pause: typingPause });
    }
  },
  'ButtonClickEvent/part': async (at, rest) => {
    const { account, pool: where, form } = at.context;
    const picture = where && account && entryOf((await readScene(at.wallet)).home, where.pool, account).picture;
    if (form && picture && /^(?:25|50|100)$/u.test(rest)) {
      const { asset } = where.pool;
      const value = partOf(mostOf(form.intent, picture, asset), BigInt(rest), asset);
      await fill(at, { ...form, text: value, isAll: rest === '100' }, { value });
    }
  },
  'FormSubmitEvent/send': async (at, _, value) => {
    const { form } = at.context;
    if (!form) {
      return;
    }
    const { amount } = isObject(value) ? value : {};
    const text = typeof amount === 'string' ? amount : form.text;
    const isSame = text === form.text;
    if (!form.isShown || !isSame) {
      // Only what was shown is sent.
      return fill(at, { ...form, text, isAll: form.isAll && isSame, isTried: true });
    }
    sending.add(at.id);
    try {
      await send(at, form);
    } finally {
      sending.delete(at.id);
    }
  },
};

/** Does what a person asked for on a page of the home page. What the page does not know does nothing. */
export async function handleHomeInput(
  wallet: Wallet,
  id: string,
  event: { readonly type: string; readonly name?: string | undefined; readonly value?: unknown },
  context: HomeContext,
): Promise<void> {
  const { type, name = '', value } = event;
  const [, head = '', rest = ''] = /^([^:]*):?(.*)$/su.exec(name) ?? [];
  const key = `${type}/${head}`;
  const act = Object.hasOwn(acts, key) ? acts[key] : undefined;
  if (act && !sending.has(id)) {
    readings.get(id)?.abort();
    await act({ wallet, id, context }, rest, value);
  }
}
