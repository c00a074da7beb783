import {
  getAddress,
  isSameAddress,
  limitRequests,
  metisSpace,
  protocolOf,
  readProposalNews,
  RequestsSpentError,
  type Address,
  type NewsLook,
  type PoolOnNetwork,
  type ProposalLook,
} from '@pooled-staking/core';
import type { SnapTranslator } from '@pooled-staking/texts/snap';
import { governanceOf } from '../governance/governance';
import { inPool } from '../rpc/pool-context';
import { readScene, usablePoolsFor, type Scene } from '../home/scene';
import { homePart } from '../home/view';
import { hasErrorCode, UnknownNetworkError } from '../wallet/provider';
import { settingsPart, type Settings } from '../wallet/settings';
import type { Wallet } from '../wallet/wallet';
import { isUrgent, noticesOf, sorted, textOf, titleOf, voteLookOf, voteNoticesOf, type Notice } from './notice';
import { NoticePage } from './notice-view';
import { forget, remember, toldPart, type Told } from './told';

/** The job that looks for what is new, of the manifest. */
export const notifyJob = 'notify';

/** Requests of a run, those for the wallet's chain included, which each pool takes up to five of. */
const mostRequests = 40;
const chainRequests = 5;
/** With fewer left, the look at another pool waits for the next run. */
const fewestRequests = 16;

/** Requests of a look at proposals, and how long after the one before, in milliseconds: votes last for days. */
const voteRequests = 2;
const voteInterval = 3 * 3_600_000;
const voteLook = voteLookOf(metisSpace);

/** Notifications of a run: wallets take five within a minute. What is more goes into the last one together. */
const mostNotices = 4;

/** Wallets refuse as many letters. */
const longestText = { inApp: 500, native: 50 };

const invalidParams = -32602;

/** What the Snap is called where the wallet does not say: by those that installed it from npm. */
export const publishedId = 'npm:pooled-staking-snap';

/** Told at most once; a run that is under way is the answer to who asks for another. */
let running: Promise<void> | undefined;

/** Looks for what is new and tells it. While the wallet is locked nothing is asked, told or written. */
export async function notify(wallet: Wallet): Promise<void> {
  running ??= run(wallet).finally(() => {
    running = undefined;
  });
  return running;
}

async function run(wallet: Wallet): Promise<void> {
  if (await wallet.isLocked()) {
    return;
  }
  // Where the wallet does not hand these out, there is no run: an account that is left out would be forgotten.
  const [scene, settings, home, told] = await Promise.all([
    readScene(wallet),
    wallet.state.read(settingsPart),
    wallet.state.read(homePart),
    wallet.state.read(toldPart),
  ]);
  const all = { ...scene, settings, home };
  const wantsVotes = settings.notices.proposalOpens || settings.notices.proposalCloses;
  const votes = wantsVotes ? await lookAtVotes(wallet, all, told) : null;
  const tried = await lookAtPools(wallet, all, told, mostRequests - (votes ? voteRequests : 0));
  const looks = tried.flatMap(({ where, look }) => (look ? [{ where, look }] : []));
  const untold = await tell(
    wallet,
    settings,
    sorted([
      ...looks.flatMap(({ where, look }) => noticesOf(look, where, settings, told.keys)),
      ...(votes ? voteNoticesOf(votes, metisSpace, told.keys) : []),
    ]),
  );
  // What was left untold is looked for from the same place again.
  const isDone = (name: string): boolean => !untold.some(({ look }) => look === name);
  const at = Date.now();
  await wallet.state.update(toldPart, (now) => {
    const done = tried.filter(({ where }) => isDone(where.pool.id));
    const { [voteLook]: before, ...others } = now.looks;
    // Who wants to hear of votes no more hears nothing later of what happened meanwhile.
    const kept = votes && isDone(voteLook) ? { kept: votes.kept, at } : wantsVotes ? before : undefined;
    return {
      ...now,
      looks: {
        ...others,
        ...Object.fromEntries(
          done.map(({ where: { pool }, look }) => [
            pool.id,
            { kept: look ? look.kept : (now.looks[pool.id]?.kept ?? null), at },
          ]),
        ),
        ...(kept && { [voteLook]: kept }),
      },
    };
  });
}

/** The accounts of the settings, and the one that is chosen on the home page. */
function watchedIn({ settings, home: { chosen } }: Scene): Address[] {
  const all = [...settings.accounts, ...(chosen ? [chosen] : [])].map(
    ({ address }) => address.toLowerCase() as Address,
  );
  return [...new Set(all)];
}

/** Looks at the community's proposals; `null` while the look before is young, and where the server is not reached. */
async function lookAtVotes(wallet: Wallet, scene: Scene, { looks }: Told): Promise<ProposalLook | null> {
  const before = looks[voteLook];
  if (!wallet.canFetch || Date.now() - (before?.at ?? 0) < voteInterval) {
    return null;
  }
  const { notices } = scene.settings;
  const now = Math.floor(Date.now() / 1_000);
  return readProposalNews(await governanceOf(wallet), watchedIn(scene), notices, before?.kept, now).catch(() => null);
}

/** A pool that was tried; `null`: it could not be read. */
type PoolLook = { readonly where: PoolOnNetwork; readonly look: NewsLook | null };

/** Looks at the pools, the one that was tried longest ago first, as far as so many requests suffice. */
async function lookAtPools(wallet: Wallet, scene: Scene, { looks }: Told, most: number): Promise<PoolLook[]> {
  const accounts = watchedIn(scene);
  const wanted = new Map(
    accounts.flatMap((account) => usablePoolsFor(scene, account).map((where) => [where.pool.id, where])),
  );
  const pools = [...wanted.values()].sort((a, b) => (looks[a.pool.id]?.at ?? 0) - (looks[b.pool.id]?.at ?? 0));
  const found: PoolLook[] = [];
  const elsewhere = new Set<number>();
  let left = most;
  for (const where of pools) {
    if (elsewhere.has(where.network.chainId)) {
      found.push({ where, look: null });
      continue;
    }
    if (left < fewestRequests) {
      break;
    }
    left -= chainRequests;
    try {
      const look = await inPool(wallet, where, { urgency: 'read' }, async (context) => {
        const { request, left: notSent } = limitRequests(context.request, left);
        const reading = protocolOf(where.pool).readNews({ ...context, request }, accounts, looks[where.pool.id]?.kept);
        return reading.finally(() => {
          left = notSent();
        });
      });
      found.push({ where, look });
    } catch (error) {
      // A pool that cannot be read has nothing to tell this time, and keeps no other from telling. One that needs more than
      // was left goes first in the next run.
      if (error instanceof UnknownNetworkError) {
        elsewhere.add(where.network.chainId);
      }
      if (!(error instanceof RequestsSpentError)) {
        found.push({ where, look: null });
      }
    }
  }
  return found;
}

/**
 * Tells notices, each remembered before it is told: one that a crash comes between is lost, and none is told twice.
 * @returns those that the wallet did not take.
 */
async function tell(wallet: Wallet, settings: Settings, notices: readonly Notice[]): Promise<readonly Notice[]> {
  if (notices.length === 0) {
    return [];
  }
  const { locale } = await wallet.readPreferences();
  const texts = await wallet.readTexts(locale);
  const home = `metamask://snap/${await wallet.ownId().catch(() => publishedId)}/home`;
  const alone = notices.length > mostNotices ? mostNotices - 1 : notices.length;
  const groups = [...notices.slice(0, alone).map((notice) => [notice]), notices.slice(alone)];
  const untold: Notice[] = [];
  for (const group of groups.filter(({ length }) => length > 0)) {
    const keys = group.map(({ key }) => key);
    await wallet.state.update(toldPart, (told) => remember(told, keys));
    try {
      await show(wallet, settings, group, texts, home);
    } catch {
      await wallet.state.update(toldPart, (told) => forget(told, keys));
      untold.push(...group);
    }
  }
  const first = notices.find((notice) => isUrgent(notice) && !untold.includes(notice));
  if (first) {
    const message = titleOf(first, texts).slice(0, longestText.native - 1);
    // Where the wallet shows none outside of itself, the one inside is there.
    await wallet.notify({ type: 'native', message }).catch(() => undefined);
  }
  return untold;
}

/**
 * Shows notices as one notification with its page; as text alone in wallets that know no pages.
 * @param home the link to the Snap's own home page.
 */
async function show(
  wallet: Wallet,
  { accounts }: Settings,
  notices: readonly Notice[],
  texts: SnapTranslator,
  home: string,
): Promise<void> {
  const nameOf = (account: string): string => {
    const found = accounts.find(({ address }) => isSameAddress(address, account));
    // Without what a wallet takes for markup.
    const name = (found?.name ?? '').replace(/[^\p{L}\p{N} .'-]/gu, '').trim();
    const address = getAddress(account);
    return name.length > 0 ? name : `${address.slice(0, 6)}…${address.slice(-4)}`;
  };
  const [first] = notices;
  const lines = notices.map((notice) => {
    const { news } = notice;
    return textOf(notice, 'account' in news ? nameOf(news.account) : '', texts);
  });
  const message = lines.join(' ').slice(0, longestText.inApp - 1);
  const title = first && notices.length === 1 ? titleOf(first, texts) : texts.t('home.title');
  const plain = { type: 'inApp', message };
  const page = { ...plain, title, content: NoticePage({ notices, nameOf, texts }) };
  const footerLink = { text: texts.t('notice.openHome'), href: home };
  for (const params of [{ ...page, footerLink }, page, plain]) {
    try {
      await wallet.notify(params);
      return;
    } catch (error) {
      // What a wallet takes in no form is not offered for ever.
      if (!hasErrorCode(error, invalidParams)) {
        throw error;
      }
    }
  }
}
