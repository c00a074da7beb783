import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Command, InvalidArgumentError, Option } from 'commander';
import { formatEther, parseEther } from 'ethers';

import type { Devnet } from './launcher';
import { repositoryRoot } from './paths';
import { defaultPort, parsePort, startOptions, type StartOptions } from './start-options.mjs';

const DURATION = /^(\d+)\s*(s|m|h|d)?$/u;
const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A rule of the options as commander wants it: its refusals are shown beside the option. */
function asArgument<Value>(parse: (text: string) => Value): (text: string) => Value {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  };
}

/** ETH as a person writes it, to wei as a decimal string. */
function parseEth(text: string): string {
  try {
    return parseEther(text).toString();
  } catch {
    throw new InvalidArgumentError('Give an amount of ETH such as 0.1, with at most 18 decimals.');
  }
}

/** Seconds, or a number with s, m, h or d after it. */
function parseDuration(text: string): number {
  const [, amount, unit] = DURATION.exec(text) ?? [];
  if (amount === undefined) {
    throw new InvalidArgumentError('Give seconds, or a duration such as 90m, 12h or 1d.');
  }
  return Number(amount) * (UNIT_SECONDS[unit ?? 's'] ?? 1);
}

function parseSwitch(text: string): boolean {
  if (!['on', 'off'].includes(text)) {
    throw new InvalidArgumentError('Give on or off.');
  }
  return text === 'on';
}

const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls back when this process is asked to end: by a signal, or because the script that started it is gone. */
function onEnd(end: () => void): void {
  for (const signal of ENDING_SIGNALS) {
    process.on(signal, end);
  }
  if (process.connected) {
    process.on('disconnect', end);
  }
}

/**
 * Keeps the books of the chain's pool in a process of their own, which ends with this one. A new chain has new books.
 * Returns what ends them and waits until nothing of them is left.
 */
function startBooks(chainUrl: string, port: number): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pool-books-'));
  const cli = join(repositoryRoot, 'packages', 'books', 'src', 'cli.ts');
  const args = ['--import', 'tsx', cli, '--rpc', chainUrl, '--port', String(port), '--folder', folder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise<void>((resolve) => {
    child.on('exit', (code) => {
      rmSync(folder, { recursive: true, force: true });
      console.log(`The books have ended (exit code ${code ?? 'none'}).`);
      resolve();
    });
  });
  console.log(`Books of the pool: http://127.0.0.1:${port}/pool`);
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}

async function start({ poolVersion, forkUrl, rewardsUrl, port, page, books }: StartOptions): Promise<void> {
  let devnet: Devnet | null = null;
  let stopBooks: (() => Promise<void>) | null = null;
  let isEnding = false;
  // Before it is started, the end of this process takes the chain along.
  onEnd(() => {
    if (!isEnding) {
      isEnding = true;
      void Promise.all([devnet?.stop(), stopBooks?.()]).then(() => process.exit(0));
    }
  });
  // Loaded here, so that operator commands start fast.
  const { launchDevnet } = await import('./launcher');
  devnet = await launchDevnet({
    port,
    poolVersion: poolVersion === '2' ? 2 : 1,
    forkUrl,
    rewardsUrl,
    page,
    metis: forkUrl === undefined,
    booksUrl: books ? `http://127.0.0.1:${port + 5}` : undefined,
    onProgress: (line) => {
      console.log(`${line} ...`);
    },
  });
  console.log(`Chain ${devnet.chainId} at ${devnet.chainUrl}`);
  if (devnet.metis) {
    console.log(`Chain ${devnet.metis.chainId} (Metis) at ${devnet.metis.chainUrl}`);
    console.log(`Snapshot hub at ${devnet.metis.hub.hubUrl}`);
  }
  console.log(`Snap for MetaMask Flask: local:${devnet.snapUrl}`);
  const portOption = port === defaultPort ? '' : ` --port ${port}`;
  console.log(`Run the pool: npm run operator -- status${portOption}`);
  if (books) {
    stopBooks = startBooks(devnet.chainUrl, port + 5);
  }
  console.log(`Ready: open ${devnet.httpUrl}`);
  const death = await devnet.chainDied;
  await Promise.all([devnet.stop(), stopBooks?.()]);
  throw new Error(
    `The chain has stopped (${death}), and everything that happened on it is lost. Start a new one with the same command.`,
  );
}

/** Amounts of an answer in ETH or METIS; everything else as it is. */
function describe(value: unknown, unit: string, name = ''): unknown {
  if (typeof value === 'string' && /^-?\d+$/u.test(value) && !/shares/iu.test(name)) {
    return `${formatEther(value)} ${unit}`;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => [key, describe(field, key === 'metis' ? 'METIS' : unit, key)]),
    );
  }
  return value;
}

/** An answer as indented lines of `name: value`. */
function toLines(value: unknown, indent = ''): string[] {
  return Object.entries(value as Record<string, unknown>).flatMap(([name, field]) =>
    typeof field === 'object' && field !== null
      ? [`${indent}${name}:`, ...toLines(field, `${indent}  `)]
      : [`${indent}${name}: ${field === null ? '-' : String(field as string | number | boolean)}`],
  );
}

type Answer = { ok?: boolean; result?: unknown; error?: { message?: string } };

/** Sends a command to a running devnet and prints the answer. */
async function sendCommand(
  command: { command: string },
  { port, json }: { port: number; json?: boolean },
): Promise<void> {
  const url = `http://127.0.0.1:${port + 1}/operator`;
  let answer: Answer;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(command),
    });
    answer = (await response.json()) as Answer;
  } catch {
    throw new Error(`No devnet answers at ${url}. Start one with npm start, or name its port with --port.`);
  }
  if (answer.ok !== true) {
    throw new Error(answer.error?.message ?? `${url} answered something else than a devnet does.`);
  }
  const unit = /^(?:sequencers|enki|artemis)-/u.test(command.command) ? 'METIS' : 'ETH';
  console.log(json ? JSON.stringify(answer.result) : toLines(describe(answer.result, unit)).join('\n'));
}

function addOperator(program: Command): void {
  const operator = program
    .command('operator')
    .description('run the pool of a running devnet: rewards, penalties, validators, time')
    // Its own options may stand behind its commands too.
    .enablePositionalOptions(false)
    .addOption(
      new Option('--port <number>', 'port of the chain, as given at the start')
        .argParser(asArgument(parsePort))
        .default(defaultPort),
    )
    .option('--json', 'print the answer as JSON, with amounts in wei');
  const run = (command: { command: string; [field: string]: unknown }): Promise<void> =>
    sendCommand(command, operator.opts());

  operator
    .command('status')
    .description('chain time, totals, exit queue, validators, last report')
    .action(() => run({ command: 'status' }));
  operator
    .command('report')
    .description('report a reward of the validators (ETH); negative for a penalty')
    .argument('<reward>', 'ETH, such as 0.1 or -0.05', parseEth)
    .option('--no-harvest', 'leave the report uncollected')
    .action((reward: string, { harvest }: { harvest: boolean }) => run({ command: 'report', reward, harvest }));
  operator
    .command('mev')
    .description("pay MEV into the pool's escrow; the next harvest collects it")
    .argument('<amount>', 'ETH', parseEth)
    .action((amount: string) => run({ command: 'mev', amount }));
  operator
    .command('run-validators')
    .description("send the pool's free ETH to validators, 32 ETH each")
    .action(() => run({ command: 'run-validators' }));
  operator
    .command('return-eth')
    .description('let ETH come back from validators; by default what the exit queue needs')
    .argument('[amount]', 'ETH', parseEth)
    .action((amount?: string) => run({ command: 'return-eth', amount }));
  operator
    .command('harvest')
    .description('let the pool collect the newest report')
    .action(() => run({ command: 'harvest' }));
  operator
    .command('advance-time')
    .description("move the chain's clock")
    .argument('<duration>', 'seconds, or such as 90m, 12h, 1d', parseDuration)
    .action((seconds: number) => run({ command: 'advance-time', seconds }));
  operator
    .command('mine')
    .description('mine blocks, 12 seconds each; what lies far below the newest one is what the Snap notifies of')
    .argument('<blocks>', 'such as 100')
    .action((blocks: string) => run({ command: 'mine', blocks }));
  operator
    .command('block')
    .description('put an account on the blocklist, or take it off')
    .argument('<account>', 'address')
    .argument('[on-or-off]', 'off takes it off the list', parseSwitch, true)
    .action((account: string, blocked: boolean) => run({ command: 'block', account, blocked }));
  operator
    .command('eject')
    .description('block an account and send its stake to the exit queue')
    .argument('<account>', 'address')
    .action((account: string) => run({ command: 'eject', account }));
  operator
    .command('sequencers-batch')
    .description("report Metis' next batch, which pays its sequencers by what they locked")
    .action(() => run({ command: 'sequencers-batch' }));
  operator
    .command('sequencers-pause')
    .description("stop Metis' sequencer pool, or let it go on")
    .argument('[on-or-off]', 'off lets it go on', parseSwitch, true)
    .action((paused: boolean) => run({ command: 'sequencers-pause', paused }));
  operator
    .command('sequencers-list')
    .description("put an account on the whitelist of Metis' sequencers, or take it off")
    .argument('<account>', 'address')
    .argument('[on-or-off]', 'off takes it off the list', parseSwitch, true)
    .action((account: string, listed: boolean) => run({ command: 'sequencers-list', account, listed }));
  operator
    .command('sequencers-bridge')
    .description("pay out on Metis' chain what crossed the bridge; each other command does it too")
    .action(() => run({ command: 'sequencers-bridge' }));
  operator
    .command('metis-mine')
    .description("mine blocks on Metis' chain; what lies far below the newest one is what the Snap notifies of")
    .argument('<blocks>', 'such as 100')
    .action((blocks: string) => run({ command: 'metis-mine', blocks }));
  operator
    .command('enki-dispatch')
    .description("bring ENKI's rewards and share them between its vault and its treasury")
    .argument('<amount>', 'METIS', parseEth)
    .action((amount: string) => run({ command: 'enki-dispatch', amount }));
  operator
    .command('enki-fund')
    .description("send METIS to ENKI's redemption queue; by default what its tickets need")
    .argument('[amount]', 'METIS', parseEth)
    .action((amount?: string) => run({ command: 'enki-fund', amount }));
  operator
    .command('enki-drain')
    .description("take all METIS out of ENKI's redemption queue")
    .action(() => run({ command: 'enki-drain' }));
  operator
    .command('enki-pause')
    .description('stop ENKI, or let it go on')
    .argument('[on-or-off]', 'off lets it go on', parseSwitch, true)
    .action((paused: boolean) => run({ command: 'enki-pause', paused }));
  operator
    .command('artemis-reward')
    .description("pay a reward into Artemis' reward pool, and harvest it")
    .argument('<amount>', 'METIS', parseEth)
    .option('--no-harvest', 'leave the reward uncollected')
    .action((amount: string, { harvest }: { harvest: boolean }) => run({ command: 'artemis-reward', amount, harvest }));
  operator
    .command('artemis-release')
    .description("release every withdrawal that waits in Artemis' queue")
    .action(() => run({ command: 'artemis-release' }));
  operator
    .command('artemis-pause')
    .description('stop Artemis, or let it go on')
    .argument('[on-or-off]', 'off lets it go on', parseSwitch, true)
    .action((paused: boolean) => run({ command: 'artemis-pause', paused }));
  operator
    .command('auto')
    .description("half a day of the pool's life every so many seconds; 0 switches it off")
    .argument('<seconds>', 'seconds of real time', parseDuration)
    .action((everySeconds: number) => run({ command: 'auto', everySeconds }));
}

/** The command line: what it takes, and what each command does. */
export function createProgram(): Command {
  const program = new Command('devnet')
    .description('a local chain with the staking pool, its operator, a development wallet and the site')
    .enablePositionalOptions()
    .showHelpAfterError();
  for (const [name, option] of Object.entries(startOptions)) {
    const made = new Option(option.value ? `--${name} <${option.value}>` : `--${name}`, option.description);
    if (option.parse) {
      made.argParser(asArgument(option.parse));
    }
    program.addOption(option.default === undefined ? made : made.default(option.default));
  }
  program.action((options: StartOptions) => start(options));
  addOperator(program);
  return program;
}
