import {
  parseChoice,
  quoteVote,
  readProposal,
  readProposals,
  sendVote,
  typedDataOf,
  type Address,
  type ProposalOfVoter,
  type Seconds,
} from '@pooled-staking/core';
import { wordsOfError } from '../rpc/errors';
import { hasErrorCode } from '../wallet/provider';
import type { Wallet } from '../wallet/wallet';
import { governanceOf } from './governance';
import { rememberProposals } from './known';
import { ProposalView, type VoteNews } from './proposal-view';
import { readChoice, readReason, voteForm } from './vote-form';
import { listed, parseVotesContext, proposalStates, toVotesContext, type VotesContext } from './votes-context';
import { VotesView } from './votes-view';

const rejected = 4001;

/** Shows the home page in an interface. */
type OpenHome = (wallet: Wallet, id: string) => Promise<void>;

/** Where something happened. */
type At = { readonly wallet: Wallet; readonly id: string; readonly context: VotesContext };

/** What a page shows beside what it is about. */
type Extra = { readonly isReading?: boolean; readonly said?: string | null; readonly news?: VoteNews };

const now = (): Seconds => Math.floor(Date.now() / 1_000);

/** The newest thing that a person did in an interface: answers to what came before it are too late. */
const newest = new Map<string, symbol>();

/** Interfaces whose vote is on its way: a second press sends nothing. */
const sending = new Set<string>();

async function paint({ wallet, id, context }: At, extra: Extra = {}): Promise<void> {
  const { locale } = await wallet.readPreferences();
  const texts = await wallet.readTexts(locale);
  const { isReading = false, said = null, news = { kind: 'form' } } = extra;
  const { space } = await governanceOf(wallet);
  const given = { context, space, texts, isReading, said, now: now() };
  const ui = context.shown ? ProposalView({ ...given, shown: context.shown, news }) : VotesView(given);
  // An interface that was closed meanwhile needs no update.
  await wallet.updateInterface(id, ui, toVotesContext(context)).catch(() => undefined);
}

/** Reads something for an interface and shows it, unless the person has gone on meanwhile. */
async function read(
  at: At,
  work: (governance: Awaited<ReturnType<typeof governanceOf>>) => Promise<Partial<VotesContext>>,
): Promise<void> {
  const { wallet, id, context } = at;
  const turn = Symbol(id);
  newest.set(id, turn);
  const show = async (change: Partial<VotesContext>, extra: Extra): Promise<void> =>
    newest.get(id) === turn ? paint({ wallet, id, context: { ...context, ...change } }, extra) : undefined;
  await show({}, { isReading: true });
  try {
    await show(await work(await governanceOf(wallet)), {});
  } catch (error) {
    const texts = await wallet.readTexts((await wallet.readPreferences()).locale);
    await show({}, { said: wordsOfError(error, texts) });
  }
}

/** As it stands in a list: its text is long, and read when its page is opened. */
const withoutText = (each: ProposalOfVoter): ProposalOfVoter => ({ ...each, proposal: { ...each.proposal, body: '' } });

/** Reads the list that a context is about. */
const readList = async (at: At): Promise<void> =>
  read(at, async (governance) => {
    const { state, skip, account } = at.context;
    const proposals = await readProposals(governance, { state, first: listed, skip, account }, now());
    await rememberProposals(
      at.wallet,
      proposals.map(({ proposal }) => proposal),
    );
    return { list: proposals.map(withoutText) };
  });

/** Reads one proposal, with its text and what the account has to do with it now. */
const readOne = async (at: At, shown: ProposalOfVoter): Promise<void> =>
  read({ ...at, context: { ...at.context, shown } }, async (governance) => {
    const found = await readProposal(governance, shown.proposal.id, at.context.account, now());
    await rememberProposals(at.wallet, [found.proposal]);
    return { shown: found };
  });

/**
 * Has what a form chooses signed in the wallet and sends it. The proposal is read again first: it may have ended. Where the
 * wallet does not sign for the Snap, the page says where else to vote.
 */
async function vote(at: At, values: unknown): Promise<void> {
  const { wallet, context } = at;
  const { shown, account, isOwn } = context;
  if (!shown || !isOwn) {
    return;
  }
  const texts = await wallet.readTexts((await wallet.readPreferences()).locale);
  try {
    const choice = parseChoice(shown.proposal, readChoice(shown.proposal, values));
    const governance = await governanceOf(wallet);
    const wanted = { account, proposal: shown.proposal.id, choice, reason: readReason(values) };
    await paint(at, { news: { kind: 'asking' } });
    const { data, proposal: quoted, power } = await quoteVote(governance, wanted, now());
    await rememberProposals(wallet, [quoted]);
    const signature = await wallet.signTypedData(account, typedDataOf(data));
    if (signature === null) {
      await paint(at, { news: { kind: 'fallback' } });
      return;
    }
    const { id: receipt } = await sendVote(governance, data, signature);
    // The results with it, where the hub tells them; of the vote itself it may not know at once.
    const after = await readProposal(governance, quoted.id, null, now()).catch(() => ({ proposal: quoted }));
    const voted = { ...shown, ...after, voter: { power, voted: { choice, at: data.message.timestamp } } };
    const list = context.list?.map((each) => (each.proposal.id === quoted.id ? withoutText(voted) : each)) ?? null;
    await paint({ ...at, context: { ...context, list, shown: voted } }, { news: { kind: 'done', receipt } });
  } catch (error) {
    const said = hasErrorCode(error, rejected) ? texts.t('home.rejectedText') : wordsOfError(error, texts);
    await paint(at, { news: { kind: 'refused', said } });
  }
}

/** What each event does, by its kind and the name of what it happened to, up to a colon. */
const acts: Readonly<Record<string, (at: At, rest: string, value: unknown, openHome: OpenHome) => Promise<void>>> = {
  'ButtonClickEvent/back': async (at, _, __, openHome) => {
    const { wallet, id, context } = at;
    const toList = { ...at, context: { ...context, shown: null } };
    return context.shown ? (context.list ? paint(toList) : readList(toList)) : openHome(wallet, id);
  },
  'ButtonClickEvent/state': async (at, rest) => {
    const state = proposalStates.find((each) => each === rest);
    return state && readList({ ...at, context: { ...at.context, state, skip: 0, list: null, shown: null } });
  },
  'ButtonClickEvent/skip': async (at, rest) =>
    /^\d{1,4}$/u.test(rest)
      ? readList({ ...at, context: { ...at.context, skip: Number(rest), list: null, shown: null } })
      : undefined,
  'ButtonClickEvent/refresh': async (at) => (at.context.shown ? readOne(at, at.context.shown) : readList(at)),
  'ButtonClickEvent/proposal': async (at, rest) => {
    const shown = at.context.list?.find(({ proposal }) => proposal.id === rest);
    return shown && readOne(at, shown);
  },
  [`FormSubmitEvent/${voteForm}`]: async (at, _, value) => {
    sending.add(at.id);
    try {
      await vote(at, value);
    } finally {
      sending.delete(at.id);
    }
  },
};

/** Shows the proposals of the community in an interface of the home page. Its servers are asked from here on, not before. */
export async function showVotes(wallet: Wallet, id: string, account: Address, isOwn: boolean): Promise<void> {
  await readList({ wallet, id, context: { account, isOwn, state: 'open', skip: 0, list: null, shown: null } });
}

/**
 * Does what the person asks for where proposals are shown. What the page does not know does nothing.
 * @param openHome shows the home page in the interface that the proposals were opened in.
 */
export async function handleVotesInput(
  wallet: Wallet,
  id: string,
  event: { readonly type: string; readonly name?: string | undefined; readonly value?: unknown },
  given: unknown,
  openHome: OpenHome,
): Promise<void> {
  const { type, name = '', value } = event;
  const context = parseVotesContext(given);
  const [, head = '', rest = ''] = /^([^:]*):?(.*)$/su.exec(name) ?? [];
  const key = `${type}/${head}`;
  const act = Object.hasOwn(acts, key) ? acts[key] : undefined;
  if (context && act && !sending.has(id)) {
    newest.delete(id);
    await act({ wallet, id, context }, rest, value, openHome);
  }
}
