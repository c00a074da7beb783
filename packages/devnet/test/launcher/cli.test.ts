import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';

import { afterEach, describe, expect, it } from '@jest/globals';

import { launchDevnet } from '../../src/launcher';
import { packageRoot, repositoryRoot } from '../../src/paths';
import { findFreePorts, isFree } from './support';

type Run = { output(): string; ended: Promise<number | null>; kill(signal: NodeJS.Signals): void };

const running: Run[] = [];

/** Starts the command line as `npm run devnet` does. */
function devnet(...args: string[]): Run {
  const cli = join(packageRoot, 'src', 'cli.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', cli, ...args], { cwd: repositoryRoot });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const run = {
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

afterEach(async () => {
  for (const run of running.splice(0)) {
    run.kill('SIGKILL');
    await run.ended;
  }
});

describe('the command line', () => {
  it('starts, says where, runs the pool and ends on SIGINT', async () => {
    const port = await findFreePorts();
    const run = devnet('--port', String(port), '--pool-version', '2');
    await says(run, 'Ready: ');
    expect(run.output().trimEnd().split('\n').at(-1)).toBe(`Ready: open http://localhost:${port + 1}`);

    const status = devnet('operator', 'status', '--json', '--port', String(port));
    await expect(status.ended).resolves.toBe(0);
    expect(JSON.parse(status.output())).toMatchObject({ chainId: 31337, pool: { version: 2 } });
    const penalty = devnet('operator', '--port', String(port), 'report', '-0.05');
    await expect(penalty.ended).resolves.toBe(0);
    expect(penalty.output()).toContain('reward: -0.05 ETH');
    const refused = devnet('operator', '--port', String(port), 'report', '-1000000');
    await expect(refused.ended).resolves.toBe(1);
    expect(refused.output()).toContain('takes all that the pool has');

    run.kill('SIGINT');
    await expect(run.ended).resolves.toBe(0);
    await expect(Promise.all([port, port + 1, port + 2].map(isFree))).resolves.toEqual([true, true, true]);
  });

  it('ends on a signal while it starts, and leaves no chain behind', async () => {
    const port = await findFreePorts();
    const run = devnet('--port', String(port));
    await says(run, 'Deploying');
    run.kill('SIGTERM');
    await expect(run.ended).resolves.toBe(0);
    await expect(Promise.all([port, port + 1, port + 2].map(isFree))).resolves.toEqual([true, true, true]);
  });

  it.each([0, 1, 2])('names a taken port and the cure, and ends with 1 (port + %i)', async (offset) => {
    const port = await findFreePorts();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port + offset, '127.0.0.1', resolve));
    try {
      const run = devnet('--port', String(port));
      await expect(run.ended).resolves.toBe(1);
      expect(run.output()).toContain(`Port ${port + offset} is taken`);
      expect(run.output()).toContain('--port');
      const others = [0, 1, 2].filter((each) => each !== offset).map((each) => isFree(port + each));
      await expect(Promise.all(others)).resolves.toEqual([true, true]);
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });

  it.each([
    [['--pool-version', '3'], 'Allowed choices are 1, 2'],
    [['--port', 'x'], 'Give a number from 1 to'],
    [['--fork-url', 'mainnet'], 'Give an address that begins with http'],
    [['--speed', '3'], "unknown option '--speed'"],
    [['operator', 'report', 'lots'], 'Give an amount of ETH such as 0.1'],
    [['operator', 'advance-time', 'long'], 'Give seconds, or a duration'],
    [['operator', 'dance'], "unknown command 'dance'"],
  ])('refuses %j', async (args, message) => {
    const run = devnet(...args);
    await expect(run.ended).resolves.toBe(1);
    expect(run.output()).toContain(message);
  });

  it('says so when no devnet runs at the port', async () => {
    const port = await findFreePorts();
    const run = devnet('operator', 'status', '--port', String(port));
    await expect(run.ended).resolves.toBe(1);
    expect(run.output()).toContain(`No devnet answers at http://127.0.0.1:${port + 1}/operator`);
  });
});

it('stops twice without harm, and leaves nothing that listens', async () => {
  const launched = await launchDevnet({ seed: false, serveSite: false });
  const ports = [launched.chainUrl, launched.httpUrl, launched.snapUrl].map((url) => Number(new URL(url).port));
  await Promise.all([launched.stop(), launched.stop()]);
  await launched.stop();
  await expect(Promise.all(ports.map(isFree))).resolves.toEqual([true, true, true]);
});
