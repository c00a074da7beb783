import {
  checkSignedPermit,
  checkSignedVote,
  findSignatureConcerns,
  findSignedPermit,
  knowSpender,
  metisSpace,
  readProposal,
  readSignatureDoors,
  readSignedVote,
  type Address,
  type EscrowsOf,
  type Facts,
  type Finding,
  type Insight,
  type Request,
  type SignedPermit,
  type SignedVote,
} from '@pooled-staking/core';
import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import { governanceOf } from '../governance/governance';
import { proposalsPart, type KnownProposal } from '../governance/known';
import type { Display } from '../ui/display';
import { defaultPreferences } from '../wallet/preferences';
import type { Wallet } from '../wallet/wallet';
import { escrowsOf } from './escrows';
import {
  drawInsight,
  showPicture,
  type InsightPicture,
  type InsightWallet,
  type ShownInsight,
} from './handle-transaction';
import { addressPattern, type RelatedTransaction } from './parse-transaction';
import { PermitView, VoteView } from './signature-view';

/** What a wallet tells of a signature; only typed data carries calls. */
export type SignatureQuestion = {
  readonly signature: { readonly from?: unknown; readonly data?: unknown; readonly signatureMethod?: unknown };
  /** Site that asks for it. */
  readonly origin?: unknown;
};

/** What drawing a signature needs of the wallet. */
export type SignatureWallet = InsightWallet & Pick<Wallet, 'state' | 'postJson'>;

/** People confirm within seconds, and an insight that comes later is never seen. */
const timeLimit = 3_000;
/** What of a proposal or a spender has not come so long before the end is left out, so that the texts are there in time. */
const reserve = 800;

/** Typed data with structs; the first version of `eth_signTypedData` has a flat list, which no contract takes. */
const methods: readonly unknown[] = ['eth_signTypedData_v3', 'eth_signTypedData_v4'];

/** Who signs, lower case; `undefined` for what is no typed data. */
function signerOf({ from, signatureMethod }: SignatureQuestion['signature']): Address | undefined {
  return methods.includes(signatureMethod) && typeof from === 'string' && addressPattern.test(from)
    ? (from.toLowerCase() as Address)
    : undefined;
}

/** What is known of chains beside the registry. */
type Known = {
  /** Escrows that pools of a chain told before. */
  readonly escrows: EscrowsOf;
  /** The node of a chain, where it may be asked for contracts that only the chain names. */
  readonly requestOn?: (chainId: string) => Request | undefined;
};

/**
 * What a signature lets happen, when that concerns a pool, by what is known and was kept of the chain's contracts;
 * `undefined` for everything else that is signed. Never throws.
 */
export async function findSigned(
  { store }: Pick<Wallet, 'store'>,
  signature: SignatureQuestion['signature'],
  { escrows, requestOn }: Known = { escrows: escrowsOf },
): Promise<RelatedTransaction | undefined> {
  const signer = signerOf(signature);
  if (!signer) {
    return undefined;
  }
  const doors = await readSignatureDoors(signature.data, store, requestOn);
  const found = findSignatureConcerns(signer, signature.data, escrows, doors);
  return found && { kind: 'readable', ...found, nonce: null, isSignature: true };
}

/** A permit that says whether its spender is a pool's own, as far as the chain tells in time. */
async function checkSpender(
  wallet: SignatureWallet,
  permit: SignedPermit,
  milliseconds: number,
): Promise<SignedPermit> {
  const controller = new AbortController();
  const turn = { urgency: 'insight', signal: controller.signal } as const;
  const request: Request = async (args) => wallet.withChain(permit.network, turn, async (node) => node(args));
  const known = await within(milliseconds, knowSpender(permit, wallet.store, request));
  controller.abort();
  return known ?? permit;
}

/** True when all that is signed is a right to act for an account that has nothing in the pools. */
function isIdle({ findings, facts, otherFacts }: Insight): boolean {
  const isGrant = ({ pool, calls }: Facts): boolean =>
    pool !== null && calls.every(({ call }) => call.kind === 'grant');
  return findings.length === 0 && [facts, ...otherFacts].every(isGrant);
}

/** What an interface needs to look again: the wallet's question, as plain JSON. */
function toContext({ signature, origin }: SignatureQuestion): Record<string, unknown> {
  const { from, data, signatureMethod } = signature;
  return { signature: { from, data, signatureMethod }, origin: origin ?? null };
}

/** What comes in time; `null` for what comes later, or never. */
async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      resolve(null);
    }, milliseconds);
  });
  try {
    return await Promise.race([work.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The proposal of a vote: as it was read before, else, in the space that this Snap is about, as the hub tells it. */
async function findProposal(wallet: SignatureWallet, { space, proposal }: SignedVote): Promise<KnownProposal | null> {
  if (proposal === null) {
    return null;
  }
  const kept = await wallet.state.read(proposalsPart).catch(() => []);
  const known = kept.find((each) => each.id === proposal && each.space === space);
  if (known || space !== metisSpace.id || !wallet.postJson) {
    return known ?? null;
  }
  const { proposal: read } = await readProposal(await governanceOf(wallet), proposal, null, 0);
  return { ...read, space };
}

/** Draws what needs no chain. */
async function draw(
  wallet: SignatureWallet,
  milliseconds: number,
  findings: readonly Finding[],
  view: (display: Display) => JSXElement,
): Promise<InsightPicture> {
  const texts = await within(
    milliseconds,
    wallet.readPreferences().then(async ({ locale }) => wallet.readTexts(locale)),
  );
  const display = { ...(texts ?? createSnapTranslator(defaultPreferences.locale)), fiatPrice: null, now: 0 };
  const isCritical = findings.some(({ severity }) => severity === 'critical');
  return { insight: null, findings, content: view(display), isCritical, isComplete: true };
}

/**
 * Makes the picture of a signature: a vote, a permit over tokens of the pools, or calls that concern a pool; `null` for
 * any other. Never throws.
 */
export async function drawSignature(
  wallet: SignatureWallet,
  { signature, origin }: SignatureQuestion,
  milliseconds: number,
  known?: Known,
): Promise<InsightPicture | null> {
  const signer = signerOf(signature);
  if (!signer) {
    return null;
  }
  const vote = readSignedVote(signature.data);
  if (vote) {
    const findings = checkSignedVote(vote, signer);
    const proposal = await within(milliseconds - reserve, findProposal(wallet, vote));
    return draw(wallet, reserve, findings, (display) => VoteView({ vote, known: proposal, findings, display }));
  }
  const found = findSignedPermit(signature.data);
  if (found) {
    const permit = await checkSpender(wallet, found, milliseconds - reserve);
    const findings = checkSignedPermit(permit, Math.floor(Date.now() / 1_000));
    return draw(wallet, reserve, findings, (display) => PermitView({ permit, findings, display }));
  }
  const related = await findSigned(wallet, signature, known);
  return related ? drawInsight(wallet, related, origin, milliseconds) : null;
}

/**
 * What a signature lets happen, when it carries calls that concern a pool: the same facts, checks and words as for a
 * transaction, since it is one that somebody else sends. So are votes on Snapshot and permits over tokens of the pools told.
 * Any other signature costs no request, and no state unless a method in it may be one of a contract that only the chain names.
 * Never throws.
 */
export async function handleSignature(
  wallet: Wallet,
  question: SignatureQuestion,
  milliseconds: number = timeLimit,
): Promise<ShownInsight | null> {
  const picture = await drawSignature(wallet, question, milliseconds);
  return picture === null || (picture.insight && isIdle(picture.insight))
    ? null
    : showPicture(wallet, picture, toContext(question));
}
