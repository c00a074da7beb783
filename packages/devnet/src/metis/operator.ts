import type { Command, MetisCommand } from '../operator/commands';
import { OperatorError } from '../operator/errors';
import type { MineResult, Operator } from '../operator/operator';
import type { Artemis } from './artemis';
import type { MetisBridge } from './bridge';
import type { EnkiPeople } from './enki-people';
import type { SequencerPool } from './sequencers';

/** What carries out commands and tells how the devnet stands. */
export type CommandRunner = {
  status(): Promise<unknown>;
  /** @throws OperatorError with words that say why a command cannot be carried out. */
  execute(command: Command): Promise<unknown>;
};

/** What commands for Metis' protocols begin with. */
const metisPattern = /^(?:sequencers|enki|artemis|metis)-/u;

const isForMetis = (command: Command): command is MetisCommand => metisPattern.test(command.command);

export type MetisPeople = {
  readonly sequencers: SequencerPool;
  readonly bridge: MetisBridge;
  /** Mines so many blocks on Metis' chain. */
  readonly mine: (blocks: number) => Promise<MineResult>;
  readonly enki: EnkiPeople;
  readonly artemis: Artemis;
};

/** The people behind what Metis has on both chains, in one object. */
export class MetisOperator {
  constructor(private readonly people: MetisPeople) {}

  async execute(command: MetisCommand): Promise<unknown> {
    switch (command.command) {
      case 'sequencers-batch':
        return this.people.sequencers.submitBatch();
      case 'sequencers-pause': {
        const { hash } = await this.people.sequencers.setPaused(command.paused);
        return { paused: command.paused, transaction: hash };
      }
      case 'sequencers-list': {
        const { hash } = await this.people.sequencers.setListed(command.account, command.listed);
        return { account: command.account, transaction: hash };
      }
      case 'sequencers-bridge':
        return this.people.bridge.deliver();
      case 'metis-mine':
        return this.people.mine(command.blocks);
      case 'enki-dispatch':
        return this.people.enki.dispatch(command.amount);
      case 'enki-fund':
        return this.people.enki.fund(command.amount);
      case 'enki-drain':
        return this.people.enki.drain();
      case 'artemis-reward':
        return this.people.artemis.reward(command.amount, command.harvest);
      case 'artemis-release':
        return this.people.artemis.release();
      case 'artemis-pause':
        await this.people.artemis.setPaused(command.paused);
        return { paused: command.paused };
      case 'enki-pause': {
        const { hash } = await this.people.enki.setPaused(command.paused);
        return { paused: command.paused, transaction: hash };
      }
    }
  }

  async status(): Promise<object> {
    const { sequencers, enki, artemis } = this.people;
    const told = await Promise.all([sequencers.status(), enki.status(), artemis.status()]);
    return { sequencers: told[0], enki: told[1], artemis: told[2] };
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
