import { sharesToAssets, type Totals } from '../vault/share-maths';
import type { Wei } from '../../../units';
import type { CallFacts, Simulation, Subject } from '../../../insight/facts';
import type { VaultAnswer } from './read-vault';
import { answerOf } from '../../../insight/unwrap';

/** Words that version 1 answers a claim with; the last one is the amount. */
const claimWords = 3;

/** ETH that each call moves, from its simulation where that tells it, else from the pool's totals that hold for it. */
export function amountsOf(
  subject: Subject,
  answer: VaultAnswer | null,
  totals: Totals | null,
  simulation: Simulation | null,
): CallFacts[] {
  const whole = simulation?.goesThrough ? simulation.answer : null;
  return subject.parts.map((part): CallFacts => {
    const { call, owner } = part;
    const moves = (assets: Wei | null): CallFacts => ({ call, owner, assets });
    switch (call.kind) {
      case 'stake':
        return moves(call.assets);
      case 'exit':
      case 'redeem':
        return moves(totals && sharesToAssets(call.shares, totals));
      case 'claim': {
        // Version 1 answers with the amount. Later ones answer with nothing and refuse a claim that pays nothing, so
        // that one which goes through after an update pays more than the vault tells before it.
        const given = answerOf(part, whole);
        if (given?.length === 2 + 64 * claimWords) {
          return moves(BigInt(`0x${given.slice(-64)}`));
        }
        const told = answer?.claimed.get(call)?.assets ?? null;
        return moves(told === 0n && whole !== null ? null : told);
      }
      default:
        return moves(null);
    }
  });
}
