import { describeOutcome } from './control-outcome';
import type { ControlOutcome } from './panel-state';

const METIS = '000000000000000000';

/** What the buttons of the chains' controls tell the operator, by what they are about. */
export const chainCommands = {
  pool: [
    { id: 'reward', label: 'Pay a reward: 0.1 ETH', body: { command: 'report', reward: '100000000000000000' } },
    { id: 'penalty', label: 'Penalty: 0.05 ETH', body: { command: 'report', reward: '-50000000000000000' } },
    { id: 'return-eth', label: 'Return ETH for exits', body: { command: 'return-eth' } },
    { id: 'harvest', label: 'Harvest', body: { command: 'harvest' } },
    { id: 'advance-time', label: 'One day later', body: { command: 'advance-time', seconds: 86400 } },
    { id: 'mine', label: '100 blocks later', body: { command: 'mine', blocks: 100 } },
  ],
  metis: [
    { id: 'metis-mine', label: '100 blocks later on Metis', body: { command: 'metis-mine', blocks: 100 } },
    { id: 'sequencers-batch', label: 'Batch of the sequencers', body: { command: 'sequencers-batch' } },
    { id: 'sequencers-bridge', label: 'Bring over the bridge', body: { command: 'sequencers-bridge' } },
    { id: 'sequencers-pause', label: 'Pause sequencers', body: { command: 'sequencers-pause' } },
    { id: 'sequencers-resume', label: 'Resume sequencers', body: { command: 'sequencers-pause', paused: false } },
    {
      id: 'artemis-reward',
      label: 'Artemis: harvest 50 METIS',
      body: { command: 'artemis-reward', amount: `50${METIS}` },
    },
    { id: 'artemis-release', label: 'Artemis: release exits', body: { command: 'artemis-release' } },
    { id: 'artemis-pause', label: 'Pause Artemis', body: { command: 'artemis-pause' } },
    { id: 'artemis-resume', label: 'Resume Artemis', body: { command: 'artemis-pause', paused: false } },
    { id: 'enki-dispatch', label: 'ENKI: dispatch 50 METIS', body: { command: 'enki-dispatch', amount: `50${METIS}` } },
    { id: 'enki-fund', label: 'ENKI: fund its queue', body: { command: 'enki-fund' } },
    { id: 'enki-drain', label: 'ENKI: empty its queue', body: { command: 'enki-drain' } },
    { id: 'enki-pause', label: 'Pause ENKI', body: { command: 'enki-pause' } },
    { id: 'enki-resume', label: 'Resume ENKI', body: { command: 'enki-pause', paused: false } },
  ],
} as const;

export type ChainCommand = (typeof chainCommands)[keyof typeof chainCommands][number];

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
