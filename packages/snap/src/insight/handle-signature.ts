import { findSignatureConcerns, type Address, type EscrowsOf, type Facts, type Insight } from '@pooled-staking/core';
import type { Wallet } from '../wallet/wallet';
import { escrowsOf } from './escrows';
import { drawInsight, showPicture, type ShownInsight } from './handle-transaction';
import { addressPattern, type RelatedTransaction } from './parse-transaction';

/** What a wallet tells of a signature; only typed data carries calls. */
export type SignatureQuestion = {
  readonly signature: { readonly from?: unknown; readonly data?: unknown; readonly signatureMethod?: unknown };
  /** Site that asks for it. */
  readonly origin?: unknown;
};

/** People confirm within seconds, and an insight that comes later is never seen. */
const timeLimit = 3_000;

/** Typed data with structs; the first version of `eth_signTypedData` has a flat list, which no contract takes. */
const methods: readonly unknown[] = ['eth_signTypedData_v3', 'eth_signTypedData_v4'];

/**
 * What a signature lets happen, when that concerns a pool; `undefined` for everything else that is signed. Asks nobody and
 * never throws.
 * @param escrows escrows that pools of a chain told before.
 */
export function parseSignature(
  { from, data, signatureMethod }: SignatureQuestion['signature'],
  escrows: EscrowsOf = escrowsOf,
): RelatedTransaction | undefined {
  if (!methods.includes(signatureMethod) || typeof from !== 'string' || !addressPattern.test(from)) {
    return undefined;
  }
  const found = findSignatureConcerns(from.toLowerCase() as Address, data, escrows);
  return found && { kind: 'readable', ...found, nonce: null, isSignature: true };
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

/**
 * What a signature lets happen, when it carries calls that concern a pool: the same facts, checks and words as for a
 * transaction, since it is one that somebody else sends. Any other signature costs nothing: no request, no state. Never
 * throws.
 */
export async function handleSignature(
  wallet: Wallet,
  question: SignatureQuestion,
  milliseconds: number = timeLimit,
): Promise<ShownInsight | null> {
  const related = parseSignature(question.signature);
  if (!related) {
    return null;
  }
  const picture = await drawInsight(wallet, related, question.origin, milliseconds);
  return picture.insight && isIdle(picture.insight) ? null : showPicture(wallet, picture, toContext(question));
}
