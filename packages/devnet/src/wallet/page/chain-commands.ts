import { describeOutcome } from './control-outcome';
import type { ControlOutcome } from './panel-state';

/** What the buttons of the chain's controls tell the operator. */
export const chainCommands = [
  { id: 'reward', label: 'Pay a reward: 0.1 ETH', body: { command: 'report', reward: '100000000000000000' } },
  { id: 'penalty', label: 'Penalty: 0.05 ETH', body: { command: 'report', reward: '-50000000000000000' } },
  { id: 'return-eth', label: 'Return ETH for exits', body: { command: 'return-eth' } },
  { id: 'harvest', label: 'Harvest', body: { command: 'harvest' } },
  { id: 'advance-time', label: 'One day later', body: { command: 'advance-time', seconds: 86400 } },
  { id: 'mine', label: '100 blocks later', body: { command: 'mine', blocks: 100 } },
] as const;

export type ChainCommand = (typeof chainCommands)[number];

/** Posts a command to the operator, and says what came of it. */
export async function runChainCommand(url: string, { id, body }: ChainCommand): Promise<ControlOutcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const reply = (await response.json()) as { ok: boolean; result?: unknown; error?: { message?: string } };
    return reply.ok
      ? { tone: 'info', text: describeOutcome(id, reply.result) }
      : { tone: 'error', text: reply.error?.message ?? 'It was refused.' };
  } catch {
    return { tone: 'error', text: 'The devnet does not answer.' };
  }
}
