import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { AnvilRpcError, findAnvil, startAnvil } from '../../src/anvil';
import type { Anvil } from '../../src/anvil';

describe('a chain', () => {
  let anvil: Anvil;
  beforeAll(async () => {
    anvil = await startAnvil({ chainId: 4242, timestamp: 1_700_000_000 });
  });
  afterAll(() => anvil.stop());

  test('has the chain id and the time that were asked for', async () => {
    expect(await anvil.request('eth_chainId')).toBe('0x1092');
    const block = (await anvil.request('eth_getBlockByNumber', ['0x0', false])) as { timestamp: string };
    expect(Number(block.timestamp)).toBe(1_700_000_000);
  });

  test('answers a batch in its order', async () => {
    const answers = await anvil.batch([
      ['eth_chainId', []],
      ['eth_blockNumber', []],
    ]);
    expect(answers).toEqual(['0x1092', '0x0']);
    expect(await anvil.batch([])).toEqual([]);
  });

  test('hands the error of the node on', async () => {
    const error: unknown = await anvil.request('eth_nonsense').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AnvilRpcError);
    expect((error as AnvilRpcError).code).toBe(-32601);
  });

  test('cannot be started on a taken port: the message names the port and the cure', async () => {
    await expect(startAnvil({ chainId: 1, port: anvil.port })).rejects.toThrow(
      `Port ${anvil.port} is taken. Stop what uses it or choose another one with --port.`,
    );
  });
});

test('a stopped chain is gone, and stopping twice is no error', async () => {
  const anvil = await startAnvil({ chainId: 1 });
  await anvil.stop();
  await expect(anvil.request('eth_chainId')).rejects.toThrow();
  await anvil.stop();
});

describe('the anvil binary', () => {
  let folder: string;
  let binary: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'anvil-'));
    binary = join(folder, 'anvil');
    writeFileSync(binary, '#!/bin/sh\nexit 3\n', { mode: 0o755 });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('is the one that ANVIL_BIN names', () => {
    expect(findAnvil({ ANVIL_BIN: binary }).command).toBe(binary);
  });

  test('must be executable', () => {
    const missing = join(folder, 'nothing');
    expect(() => findAnvil({ ANVIL_BIN: missing })).toThrow(`ANVIL_BIN is set to ${missing}`);
  });
});
