import { isSameAddress, plainTransaction, type Address, type Subject, type Transaction } from '@pooled-staking/core';
import type { SnapTranslator } from '@pooled-staking/texts/snap';
import { showVotes } from '../governance/handle-votes';
import { wordsOfError } from '../rpc/errors';
import { deliver } from '../sending/deliver';
import type { Intent } from '../sending/sent';
import { showSettings } from '../settings/handle-settings';
import { hasErrorCode } from '../wallet/provider';
import { isAddress } from '../wallet/settings';
import { isObject } from '../wallet/state';
import { textsOfPool } from '../ui/display';
import type { Wallet } from '../wallet/wallet';
import { checkAmount, partOf } from './amount';
import { parsePool, type Form, type HomeContext } from './context';
import { firstPage, go } from './navigate';
import { paint } from './paint';
import { isOwn, readScene, type Scene } from './scene';
import { siteLink } from './site-link';
import { chosenIn, firstOf, heldFor, mostOf, subjectsOf } from './subject';
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

/** What a form can be about, by what was read last. */
function subjectsIn({ home }: Scene, { account, pool: where }: HomeContext, { intent }: Form): readonly Subject[] {
  const picture = where && account ? entryOf(home, where.pool, account).picture : null;
  return where && account && picture ? subjectsOf(intent, picture, where.pool, account) : [];
}

/** What a form asks for; `null` while it does not say, and for an account that is not the wallet's own. */
function wantedOf(scene: Scene, context: HomeContext, form: Form): Wanted | null {
  const { account, pool: where } = context;
  const { home, texts } = scene;
  const picture = where && account ? entryOf(home, where.pool, account).picture : null;
  if (!account || !where || !picture || !isOwn(scene, account)) {
    return null;
  }
  const { intent, text, isAll } = form;
  const subject = chosenIn(subjectsIn(scene, context, form), form);
  if (subject?.refusal !== null) {
    return null;
  }
  const wanted = { intent, where, account, of: subject.of };
  if (intent === 'claim' || (intent === 'unstake' && (isAll || subject.isWhole))) {
    return { ...wanted, amount: 'max' };
  }
  const checked = checkAmount(text, subject.asset, heldFor(intent, picture, where.pool, subject), texts);
  return 'amount' in checked ? { ...wanted, amount: checked.amount } : null;
}

const textsIn = ({ texts }: Scene, { pool: where }: HomeContext): SnapTranslator =>
  where ? textsOfPool(texts, where) : texts;

/** What to show of a form beside what is entered. */
type Showing = { readonly value?: string; readonly said?: string; readonly pause?: number };

/**
 * Shows a form with what its transaction would do, once something that can be asked for stands in it. What it was about may be
 * gone by now: then it begins anew with what there is.
 */
async function fill(
  { wallet, id, context }: At,
  entered: Form,
  { value, said, pause = 0 }: Showing = {},
): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  readings.set(id, controller);
  const scene = await readScene(wallet);
  const subjects = subjectsIn(scene, context, entered);
  const chosen = chosenIn(subjects, entered);
  const subject = chosen ?? firstOf(subjects);
  if (!subject) {
    await paint(wallet, id, { ...context, form: null });
    return;
  }
  const anew = { subject: subject.key, text: '', isAll: false };
  const form = { ...entered, ...(chosen ? {} : anew), isShown: false };
  const wanted = wantedOf(scene, context, form);
  const show = async (...[news, isShown = false, put]: [FormNews, boolean?, string?]): Promise<void> => {
    if (!signal.aborted) {
      await paint(wallet, id, { ...context, form: { ...form, isShown }, isSent: false }, { news, value: put });
    }
  };
  try {
    const { refusal } = subject;
    const news = refusal === null ? ({ kind: wanted ? 'reading' : 'empty' } as const) : null;
    await show(news ?? { kind: 'refused', said: refusal ?? '' }, false, chosen ? value : '');
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

/** Whether an approval of a token is still on its way. */
const isApproving = ({ sent }: Scene, { from, to }: Pick<Transaction, 'from' | 'to'>): boolean =>
  sent.some(
    ({ intent, stage, sent: { account, call } }) =>
      intent === 'approve' && stage === 'sent' && isSameAddress(account, from) && isSameAddress(call?.to ?? '', to),
  );

/** Has the wallet propose what the form shows, or the site where the wallet does not. */
async function send(at: At, form: Form): Promise<void> {
  const { wallet, id, context } = at;
  const scene = await readScene(wallet);
  const wanted = wantedOf(scene, context, form);
  if (!wanted) {
    return fill(at, form);
  }
  const { intent, where, amount, of } = wanted;
  const show = async (news: FormNews): Promise<void> =>
    paint(wallet, id, { ...context, form: { ...form, isShown: false } }, { news });
  try {
    await show({ kind: 'reading' });
    // Minutes may have passed since the terms were read.
    const ready: Ready = await readReady(wallet, wanted);
    const { transaction, approvals, asset } = ready.quote;
    await show({ kind: 'asking' });
    const [approval] = approvals;
    if (approval && isApproving(scene, approval)) {
      await fill(at, form, { said: scene.texts.t('home.approvalOnItsWay') });
      return;
    }
    const next = {
      intent: approval ? ('approve' as const) : intent,
      transaction: plainTransaction(approval ?? transaction),
    };
    const delivered = await deliver(wallet, { ...where, ...next, amount: ready.amount, asset }, true);
    if ('hash' in delivered) {
      if (approval) {
        await fill(at, form, { said: scene.texts.t('home.approvalSent') });
        return;
      }
      await paint(wallet, id, { ...context, form: null, isSent: true });
    } else {
      await show({ kind: 'fallback', link: siteLink(intent, where.pool, amount, of) });
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
    fill(at, { intent, subject: '', text: '', isAll: false, isTried: false, isShown: false }, { value: '' });

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
  'InputChangeEvent/subject': async (at, _, value) => {
    const { form } = at.context;
    if (form && typeof value === 'string') {
      await fill(at, { ...form, subject: value, text: '', isAll: false, isTried: false }, { value: '' });
    }
  },
  'ButtonClickEvent/part': async (at, rest) => {
    const { account, pool: where, form } = at.context;
    const scene = await readScene(at.wallet);
    const picture = where && account && entryOf(scene.home, where.pool, account).picture;
    const subject = form && chosenIn(subjectsIn(scene, at.context, form), form);
    if (subject && picture && /^(?:25|50|100)$/u.test(rest)) {
      const most = mostOf(form.intent, picture, where.pool, subject);
      const value = partOf(most, BigInt(rest), subject.asset);
      await fill(at, { ...form, text: value, isAll: rest === '100' }, { value });
    }
  },
  'FormSubmitEvent/send': async (at, _, value) => {
    const { form } = at.context;
    if (!form) {
      return;
    }
    const { amount, subject: chosen } = isObject(value) ? value : {};
    const text = typeof amount === 'string' ? amount : form.text;
    const subject = typeof chosen === 'string' ? chosen : form.subject;
    const isSame = text === form.text && subject === form.subject;
    if (!form.isShown || !isSame) {
      // Only what was shown is sent.
      return fill(at, { ...form, subject, text, isAll: form.isAll && isSame, isTried: true });
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
