import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';

import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Command } from 'commander';

import { launchDevnet } from '../../src/launcher';
import { packageRoot, repositoryRoot } from '../../src/paths';
import { createProgram } from '../../src/program';
import { checkStartArguments } from '../../src/start-options.mjs';
import { findFreePorts, isFree } from '../../../books/test/free-ports';
import { until } from './support';

type Run = {
  pid: number;
  output(): string;
  ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
};

const running: Run[] = [];

/** Starts the command line as `npm run devnet` does once everything is set up. */
function devnet(...args: string[]): Run {
  return start(process.execPath, ['--import', 'tsx', join(packageRoot, 'src', 'cli.ts'), ...args]);
}

function start(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(command, args, { cwd: repositoryRoot, env: { ...process.env, ...env } });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const run = {
    pid: child.pid ?? 0,
    output: () => output,
    ended: new Promise<number | null>((resolve) => child.once('close', resolve)),
    kill: (signal: NodeJS.Signals) => void child.kill(signal),
  };
  running.push(run);
  return run;
}

/** Waits for a piece of output; rejects when the program ends without it. */
async function says(run: Run, text: string): Promise<void> {
  const state = { isOver: false };
  void run.ended.then(() => (state.isOver = true));
  while (!run.output().includes(text)) {
    if (state.isOver) {
      throw new Error(`It ended without "${text}": ${run.output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

type Process = { readonly pid: number; readonly parent: number; readonly command: string };

/** The processes that a process started, and those that they started. */
function descendantsOf(pid: number): Process[] {
  const all: Process[] = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => {
      const [, id, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/u.exec(line) ?? [];
      return { pid: Number(id), parent: Number(parent), command };
    });
  const below = (parent: number): Process[] =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each, ...below(each.pid)]);
  return below(pid);
}

/** True while a process runs; a dead one whose parent has not asked for its end yet does not. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z\s]/u.test(stdout.trim());
}

/** The processes of the chains below another one: the first one, and that of Metis. */
function chainsOf(pid: number): [Process, Process] {
  const chains = descendantsOf(pid).filter(({ command }) => /anvil\S* --host/u.test(command));
  const [first, metis] = ['31337', '1088'].map((id) =>
    chains.find(({ command }) => command.includes(`--chain-id ${id}`)),
  );
  if (!first || !metis) {
    throw new Error('a chain does not run');
  }
  return [first, metis];
}

/** True when all ports of a devnet can be listened on. */
const areFree = async (port: number): Promise<boolean> =>
  (await Promise.all([0, 1, 2, 3, 4].map((offset) => isFree(port + offset)))).every(Boolean);

/** Asks a chain over its port, as a program or, with an origin, as a web page. */
function askChain(port: number, method: string, origin?: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(origin === undefined ? {} : { origin }) },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] }),
  });
}

/** Does something while somebody else listens at a port. */
async function besidePort(port: number, work: () => Promise<void>): Promise<void> {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  try {
    await work();
  } finally {
    await new Promise((resolve) => other.close(resolve));
  }
}

/** Runs a command in this process, which is a second faster, and gives what it prints. */
async function tell(...args: string[]): Promise<string> {
  const lines: unknown[] = [];
  const print = jest.spyOn(console, 'log').mockImplementation((line) => lines.push(line));
  try {
    await createProgram().parseAsync(args, { from: 'user' });
    return lines.join('\n');
  } finally {
    print.mockRestore();
  }
}

/** A command and all below it. */
const commandsOf = (command: Command): Command[] => [command, ...command.commands.flatMap(commandsOf)];

/** Waits until none of the processes runs. */
async function areGone(processes: readonly Process[]): Promise<void> {
  const alive = () => Promise.resolve(processes.filter(({ pid }) => isAlive(pid)));
  await until(alive, (left) => left.length === 0);
}

afterEach(async () => {
  for (const run of running.splice(0)) {
    run.kill('SIGKILL');
    await run.ended;
  }
});

describe('the command line', () => {
  it('starts, says where, runs the pool and ends on SIGINT', async () => {
    const port = await findFreePorts(6);
    const run = devnet('--port', String(port), '--pool-version', '2');
    await says(run, 'Ready: ');
    expect(run.output().trimEnd().split('\n').at(-1)).toBe(`Ready: open http://localhost:${port + 1}`);

    expect(run.output()).toContain(`Chain 1088 (Metis) at http://127.0.0.1:${port + 3}`);
    await expect((await askChain(port + 3, 'eth_chainId')).json()).resolves.toMatchObject({ result: '0x440' });
    expect(run.output()).toContain(`Snapshot hub at http://localhost:${port + 4}/graphql`);
    await expect(askChain(port + 3, 'eth_chainId', 'https://example.org')).resolves.toMatchObject({ status: 403 });

    const status = devnet('operator', 'status', '--json', '--port', String(port));
    await expect(status.ended).resolves.toBe(0);
    expect(JSON.parse(status.output())).toMatchObject({ chainId: 31337, pool: { version: 2 } });
    await expect(tell('operator', '--port', String(port), 'report', '-0.05')).resolves.toContain('reward: -0.05 ETH');
    await expect(tell('operator', '--port', String(port), 'report', '-1000000')).rejects.toThrow(
      'takes all that the pool has',
    );

    run.kill('SIGINT');
    await expect(run.ended).resolves.toBe(0);
    expect(await areFree(port)).toBe(true);
  });

  it('ends on a signal while it starts, and leaves no chain behind', async () => {
    const port = await findFreePorts(6);
    const run = devnet('--port', String(port));
    await says(run, 'Deploying');
    run.kill('SIGTERM');
    await expect(run.ended).resolves.toBe(0);
    expect(await areFree(port)).toBe(true);
  });

  it('names a taken port and the cure, and ends with 1', async () => {
    const port = await findFreePorts(6);
    await besidePort(port + 2, async () => {
      const run = devnet('--port', String(port));
      await expect(run.ended).resolves.toBe(1);
      expect(run.output()).toContain(`Port ${port + 2} is taken`);
      expect(run.output()).toContain('--port');
    });
  });

  it.each([0, 1, 2, 3, 4])('takes none where one of its ports is taken (port + %i)', async (offset) => {
    const port = await findFreePorts(6);
    await besidePort(port + offset, async () => {
      await expect(launchDevnet({ port, metis: true })).rejects.toThrow(`Port ${port + offset} is taken`);
      const others = [0, 1, 2, 3, 4].filter((each) => each !== offset).map((each) => isFree(port + each));
      await expect(Promise.all(others)).resolves.toEqual([true, true, true, true]);
    });
  });

  it('refuses what it does not take, and ends with 1', async () => {
    const run = devnet('--pool-version', '3');
    await expect(run.ended).resolves.toBe(1);
    expect(run.output()).toContain('Allowed choices are 1, 2');
  });

  it.each([
    [['--pool-version', '3'], 'Allowed choices are 1, 2'],
    [['--port', 'x'], 'Give a number from 1 to'],
    [['--fork-url', 'mainnet'], 'Give an address that begins with http'],
    [['--speed', '3'], "unknown option '--speed'"],
    [['operator', 'report', 'lots'], 'Give an amount of ETH such as 0.1'],
    [['operator', 'advance-time', 'long'], 'Give seconds, or a duration'],
    [['operator', 'dance'], "unknown command 'dance'"],
  ])('says why it refuses %j', async (args, message) => {
    let output = '';
    const program = createProgram();
    for (const command of commandsOf(program)) {
      command.exitOverride().configureOutput({ writeErr: (text) => (output += text) });
    }
    await expect(program.parseAsync(args, { from: 'user' })).rejects.toMatchObject({ exitCode: 1 });
    expect(output).toContain(message);
  });

  it('says that the chain has died, and ends with a code that is not 0', async () => {
    const port = await findFreePorts(6);
    const run = devnet('--port', String(port));
    await says(run, 'Ready: ');
    process.kill(chainsOf(run.pid)[0].pid, 'SIGKILL');
    await expect(run.ended).resolves.toBe(1);
    expect(run.output()).toContain('The chain has stopped (anvil was ended by SIGKILL)');
    expect(await areFree(port)).toBe(true);
  });

  it('says that the chain has died while it is set up', async () => {
    const port = await findFreePorts(6);
    const run = devnet('--port', String(port));
    await says(run, 'Living through');
    // The one of Metis: either chain counts.
    process.kill(chainsOf(run.pid)[1].pid, 'SIGKILL');
    await expect(run.ended).resolves.toBe(1);
    expect(run.output()).toContain('The chain ended while it was set up: anvil was ended by SIGKILL');
  });

  it.each(['SIGHUP', 'SIGKILL'] as const)('leaves no process behind when it ends by %s', async (signal) => {
    const port = await findFreePorts(6);
    const run = devnet('--port', String(port));
    await says(run, 'Deploying');
    const started = descendantsOf(run.pid);
    expect(started).toEqual(expect.arrayContaining(chainsOf(run.pid)));
    run.kill(signal);
    await run.ended;
    await areGone(started);
    expect(await areFree(port)).toBe(true);
  });

  it('says so when no devnet runs at the port', async () => {
    const port = await findFreePorts(6);
    await expect(tell('operator', 'status', '--port', String(port))).rejects.toThrow(
      `No devnet answers at http://127.0.0.1:${port + 1}/operator`,
    );
  });
});

describe('npm run devnet', () => {
  it('refuses what it does not take before it installs or builds anything', async () => {
    const run = start('npm', ['run', '--silent', 'devnet', '--', '--port', 'abc']);
    await expect(run.ended).resolves.toBe(1);
    expect(run.output()).toContain("--port 'abc' is not possible. Give a number from 1 to");
    expect(run.output().trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    [['--pool-version', '3'], "--pool-version '3' is not possible. Allowed choices are 1, 2."],
    [['--fork-url', 'mainnet'], "--fork-url 'mainnet' is not possible. Give an address that begins with http"],
    [['--speed', '3'], "Unknown option '--speed'"],
    [['dance'], "There is no command 'dance'"],
  ])('says why it refuses %j', (args, message) => {
    expect(() => {
      checkStartArguments(args);
    }).toThrow(message);
  });

  it.each(['npm', 'the script that npm starts'])('leaves no process behind when %s is killed', async (victim) => {
    const port = await findFreePorts(6);
    // What npm runs once everything is set up, which takes minutes on a fresh clone.
    const setup = JSON.stringify(join(repositoryRoot, 'scripts', 'setup.mjs'));
    const script = `import(${setup}).then((it) => it.runDevnet(['--port', '${port}']))`;
    const run = start('npm', ['exec', '--offline', '-c', `node -e ${JSON.stringify(script)}`]);
    await says(run, 'Deploying');
    const started = descendantsOf(run.pid);
    expect(started).toEqual(expect.arrayContaining(chainsOf(run.pid)));
    const wrapper = started.find(({ command }) => command.startsWith('node -e'));
    process.kill(victim === 'npm' ? run.pid : (wrapper?.pid ?? 0), 'SIGKILL');
    await areGone(started);
    expect(await areFree(port)).toBe(true);
  });
});

it('stops twice without harm, and leaves nothing that listens', async () => {
  const launched = await launchDevnet({ seed: false, serveSite: false, metis: true });
  const { chainUrl, httpUrl, snapUrl, metis } = launched;
  const urls = [chainUrl, httpUrl, snapUrl, metis?.chainUrl ?? '', metis?.hub.sequencerUrl ?? ''];
  const ports = urls.map((url) => Number(new URL(url).port));
  await Promise.all([launched.stop(), launched.stop()]);
  await launched.stop();
  await expect(Promise.all(ports.map(isFree))).resolves.toEqual(ports.map(() => true));
});
