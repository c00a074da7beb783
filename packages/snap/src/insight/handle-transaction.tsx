import { Banner, Box, Section, Text, type JSXElement } from '@metamask/snaps-sdk/jsx';
import {
  decodeStakingCall,
  flattenCalls,
  readInsight,
  receiverFinding,
  type Finding,
  type Insight,
  type Network,
  type Pool,
  type Step,
  type UnsignedTransaction,
} from '@pooled-staking/core';
import { translatorFor } from '../i18n';
import { PlaceRows } from '../ui/parts';
import { defaultPreferences, type Preferences } from '../wallet/preferences';
import type { Wallet } from '../wallet/wallet';
import { InsightView } from './insight-view';
import { findPool, parseTransaction, type WalletTransaction } from './parse-transaction';

/** People confirm within seconds, and an insight that comes later is never seen. */
const timeLimit = 3_000;

/** What the wallet shows beside a transaction; `null`: the Snap has nothing to say. */
export type TransactionInsight = { readonly content: JSXElement; readonly severity?: 'critical' };

type Where = { readonly network: Network; readonly pool: Pool };
type Reading = { readonly insight: Insight | null; readonly preferences: Preferences };

/** Reads the insight, or gives up when the time is over; a chain that cannot be read counts the same. */
async function readInTime(
  wallet: Wallet,
  { network, pool }: Where,
  transaction: UnsignedTransaction,
  milliseconds: number,
): Promise<Reading> {
  const controller = new AbortController();
  let preferences = defaultPreferences;
  const read = async (): Promise<Insight> => {
    preferences = await wallet.readPreferences();
    // An insight fetches no rewards file, so it needs no gateways.
    const reach = { network, pool, fetchText: wallet.fetchText, rewardsGateways: [] };
    return wallet.withChain(
      network,
      async (request) => readInsight({ ...reach, request }, transaction, preferences.currency),
      controller.signal,
    );
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeUp = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      controller.abort();
      resolve(null);
    }, milliseconds);
  });
  try {
    const insight = await Promise.race([read(), timeUp]);
    return { insight, preferences };
  } catch {
    return { insight: null, preferences };
  } finally {
    clearTimeout(timer);
  }
}

/** What the calldata alone tells: amounts that the chain knows stay unknown. */
function decodeOnly(transaction: UnsignedTransaction): { steps: Step[]; findings: Finding[] } {
  const calls = flattenCalls(decodeStakingCall(transaction));
  return {
    steps: calls.map((call) => ({ call, assets: call.kind === 'stake' ? call.assets : null })),
    findings: calls.flatMap((call) => receiverFinding(call, transaction.from)),
  };
}

/** A transaction to a pool that makes no sense: said, not guessed. */
function MalformedView({ network, pool }: Where): JSXElement {
  const t = translatorFor(defaultPreferences.locale);
  return (
    <Box>
      <Banner title={t('malformedTitle')} severity="warning">
        <Text>{t('malformed')}</Text>
      </Banner>
      <Section>{PlaceRows({ network, pool, t })}</Section>
    </Box>
  );
}

/**
 * What a transaction does, when it goes to a pool. Any other transaction costs nothing: no request, no state.
 * Never throws.
 */
export async function handleTransaction(
  wallet: Wallet,
  { transaction, chainId }: { readonly transaction: WalletTransaction; readonly chainId: unknown },
  milliseconds: number = timeLimit,
): Promise<TransactionInsight | null> {
  const where = findPool(chainId, transaction.to);
  if (!where) {
    return null;
  }
  const parsed = parseTransaction(where.pool, transaction);
  if (!parsed) {
    return { content: MalformedView(where) };
  }
  const { insight, preferences } = await readInTime(wallet, where, parsed, milliseconds);
  const { steps, findings } = insight ?? decodeOnly(parsed);
  const content = InsightView({
    ...where,
    steps,
    findings,
    insight,
    voice: {
      t: translatorFor(preferences.locale),
      locale: preferences.locale,
      fiatPrice: insight?.fiatPrice ?? null,
      now: insight?.state.block.timestamp ?? 0,
    },
  });
  return findings.some(({ severity }) => severity === 'critical') ? { content, severity: 'critical' } : { content };
}
