import type { Command, MetisCommand } from '../operator/commands';
import { OperatorError } from '../operator/errors';
import type { Operator } from '../operator/operator';
import type { EnkiPeople } from './enki-people';
import type { SequencerPool } from './sequencers';

/** What carries out commands and tells how the devnet stands. */
export type CommandRunner = {
  status(): Promise<unknown>;
  /** @throws OperatorError with words that say why a command cannot be carried out. */
  execute(command: Command): Promise<unknown>;
};

/** What commands for Metis' protocols begin with. */
const metisPattern = /^(?:sequencers|enki)-/u;

const isForMetis = (command: Command): command is MetisCommand => metisPattern.test(command.command);

/** The people behind what Metis has on both chains, in one object. */
export class MetisOperator {
  constructor(
    private readonly sequencers: SequencerPool,
    private readonly enki: EnkiPeople,
  ) {}

  async execute(command: MetisCommand): Promise<unknown> {
    switch (command.command) {
      case 'sequencers-batch':
        return this.sequencers.submitBatch();
      case 'sequencers-pause': {
        const { hash } = await this.sequencers.setPaused(command.paused);
        return { paused: command.paused, transaction: hash };
      }
      case 'sequencers-list': {
        const { hash } = await this.sequencers.setListed(command.account, command.listed);
        return { account: command.account, transaction: hash };
      }
      case 'enki-dispatch':
        return this.enki.dispatch(command.amount);
      case 'enki-fund':
        return this.enki.fund(command.amount);
      case 'enki-drain':
        return this.enki.drain();
      case 'enki-pause': {
        const { hash } = await this.enki.setPaused(command.paused);
        return { paused: command.paused, transaction: hash };
      }
    }
  }

  async status(): Promise<object> {
    const [sequencers, enki] = await Promise.all([this.sequencers.status(), this.enki.status()]);
    return { sequencers, enki };
  }
}

/**
 * The operator of the pool and that of Metis as one: commands go to the one that knows them, in turn.
 *
 * @param metis `null` where the chain of Metis does not run.
 */
export function runBoth(pool: Operator, metis: MetisOperator | null): CommandRunner {
  const status = async (): Promise<unknown> => ({
    ...(await pool.status()),
    ...(metis && { metis: await metis.status() }),
  });
  return {
    status,
    execute: async (command) => {
      if (isForMetis(command)) {
        if (!metis) {
          throw new OperatorError(`There is no chain of Metis here, so ${command.command} has nothing to work on.`);
        }
        return pool.inTurn(() => metis.execute(command));
      }
      return command.command === 'status' ? status() : pool.execute(command);
    },
  };
}
