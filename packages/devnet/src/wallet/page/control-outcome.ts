import { formatMoney } from '../money-text';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function weiOf(value: unknown, symbol = 'ETH'): string | null {
  return typeof value === 'string' && /^\d+$/u.test(value) ? formatMoney(BigInt(value), symbol) : null;
}

/** What a command for Metis' protocols brought about. */
function describeMetis(id: string, facts: Record<string, unknown>): string | null {
  const metis = (field: string): string => weiOf(facts[field], 'METIS') ?? 'METIS';
  switch (id) {
    case 'metis-mine':
      return "A hundred blocks came after the newest one of Metis' chain.";
    case 'sequencers-batch':
      return `Batch ${String(facts['batch'])} pays ${metis('reward')} to the sequencers.`;
    case 'sequencers-bridge':
      return facts['transfers'] === 0
        ? 'Nothing is on its way over the bridge.'
        : `${metis('amount')} came over the bridge.`;
    case 'artemis-reward':
      return `${metis('amount')} came in and were harvested.`;
    case 'artemis-release':
      return `${metis('amount')} were released for exits.`;
    case 'enki-dispatch':
      return `${metis('amount')} came in and were dispatched.`;
    case 'enki-fund':
    case 'enki-drain':
      return `The queue has ${metis('balance')} and owes ${metis('owed')}.`;
    default:
      return null;
  }
}

function describeHarvest(harvest: unknown): string {
  if (isRecord(harvest) && harvest['harvested'] === true) {
    return 'The pool has collected it.';
  }
  return isRecord(harvest) && typeof harvest['reason'] === 'string' ? harvest['reason'] : '';
}

/** What an operator command brought about, in words. */
export function describeOutcome(id: string, result: unknown): string {
  const facts = isRecord(result) ? result : {};
  switch (id) {
    case 'reward':
    case 'penalty': {
      const done = id === 'reward' ? 'A reward of 0.1 ETH was reported.' : 'A penalty of 0.05 ETH was reported.';
      return `${done} ${describeHarvest(facts['harvest'])}`.trim();
    }
    case 'return-eth': {
      const returned = weiOf(facts['returned']);
      return returned === null || facts['returned'] === '0'
        ? 'The exits need no ETH at this time.'
        : `${returned} came back from the validators.`;
    }
    case 'harvest':
      return facts['harvested'] === false ? describeHarvest(facts) : 'The pool has collected its rewards.';
    case 'mine':
      return 'A hundred blocks came after the newest one.';
    case 'advance-time': {
      const time = typeof facts['time'] === 'string' ? facts['time'].slice(0, 16).replace('T', ' ') : null;
      return time === null ? 'A day has passed on the chain.' : `On the chain it is now ${time} UTC.`;
    }
    default:
      return (
        describeMetis(id, facts) ??
        (facts['paused'] === true ? 'It is paused.' : facts['paused'] === false ? 'It goes on.' : 'Done.')
      );
  }
}
