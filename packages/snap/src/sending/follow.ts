import {
  callNode,
  explainRevert,
  fateOf,
  isFinal,
  look,
  networkByChainId,
  RevertError,
  toQuantity,
  type Request,
  type RevertReason,
  type Sent,
} from '@pooled-staking/core';
import type { Wallet } from '../wallet/wallet';
import { sentPart, type SentHere } from './sent';

/** The job that looks after what was sent. */
export const followJob = 'follow';

/** How long until the next look, in seconds: blocks come every 12; what takes long is looked after less often. */
const firstPause = 15;
const laterPause = 120;
const soonFor = 10 * 60_000;
/** What has not ended by then is left to the hourly job, in milliseconds. */
const followFor = 86_400_000;

/** Has the wallet wake the Snap for the next look. An older wallet knows no such events: then the hourly job looks. */
export async function followSoon(wallet: Wallet, seconds: number = firstPause): Promise<void> {
  await wallet.schedule(seconds, followJob).catch(() => undefined);
}

/** Why a transaction failed: by the same call in the state before its block, which is where it failed, or near. */
async function readFailure(request: Request, { account, call }: Sent, block: number): Promise<RevertReason | null> {
  if (!call) {
    return null;
  }
  try {
    await callNode(request, 'eth_call', [{ from: account, ...call }, toQuantity(block - 1)]);
    return null;
  } catch (error) {
    return error instanceof RevertError ? explainRevert(error.data) : null;
  }
}

/** What became of one so far; as it was where the network does not answer. */
async function lookAt(wallet: Wallet, before: SentHere, all: readonly SentHere[]): Promise<SentHere> {
  const others = new Set(all.filter((each) => each !== before).map(({ sent }) => sent.hash.toLowerCase()));
  try {
    const network = networkByChainId(before.sent.chainId);
    return await wallet.withChain(network, { urgency: 'read' }, async (request) => {
      const found = await look({ request }, before.sent, others);
      if (!found) {
        return before;
      }
      const { sent } = found;
      const fate = fateOf(sent, found.seen);
      const hasFailed = fate.stage === 'failed' && fate.blockNumber !== null;
      const failure = hasFailed ? (before.failure ?? (await readFailure(request, sent, fate.blockNumber))) : null;
      return { ...before, ...fate, sent, failure };
    });
  } catch {
    return before;
  }
}

/**
 * Looks after what was sent and has not ended, and keeps what became of it.
 * @returns those that ended with this look.
 */
export async function follow(wallet: Wallet): Promise<readonly SentHere[]> {
  const all = await wallet.state.read(sentPart);
  const open = all.filter(({ sent, ...fate }) => !isFinal(sent, fate));
  const seen = await Promise.all(open.map(async (each) => lookAt(wallet, each, all)));
  const byHash = new Map(seen.map((each) => [each.sent.hash, each]));
  await wallet.state.update(sentPart, (kept) => kept.map((each) => byHash.get(each.sent.hash) ?? each));
  const waiting = seen.filter(({ stage, sentAt }) => stage === 'sent' && Date.now() - sentAt < followFor);
  if (waiting.length > 0) {
    const isNew = waiting.some(({ sentAt }) => Date.now() - sentAt < soonFor);
    await followSoon(wallet, isNew ? firstPause : laterPause);
  }
  return seen.filter(({ stage }, index) => stage !== 'sent' && open[index]?.stage === 'sent');
}
