import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accounts, type Anvil } from '@pooled-staking/devnet';
import type { Hex } from '@pooled-staking/core';
import { batchOf, execute, modes } from '../../core/test/insight/wrap';
import { runExplain, type Outcome } from '../../../scripts/explain-command';
import { parseExplainInput } from '../../../scripts/explain-input';
import { linesOf } from '../src/insight/plain-lines';
import { collateralize, ether, person, pool, startChain, vault, type TestChain } from './support/chain';
import { install, type InstalledSnap } from './support/snap';

const stranger = accounts[6];
const nobody = `0x${'00'.repeat(20)}`;
const root = join(__dirname, '..', '..', '..');

/** Runs the command in a process of its own, as `npm run --silent explain` does. */
async function spawnExplain(args: readonly string[], input: string): Promise<object> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'scripts', 'explain.mjs'), ...args], { cwd: root });
    const outcome = { out: '', err: '' };
    child.stdout.on('data', (chunk) => (outcome.out += String(chunk)));
    child.stderr.on('data', (chunk) => (outcome.err += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ ...outcome, code });
    });
    child.stdin.end(input);
  });
}

describe('npm run explain', () => {
  let chain: TestChain;
  let snap: InstalledSnap;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'explain-'));
    chain = await startChain({ poolVersion: 2 });
    await collateralize(chain);
    await chain.deposit(person, 2n * ether);
    snap = await install(new Map<number, Anvil | null>([[31337, chain.anvil]]));
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await chain.stop();
  });

  const theft = {
    chainId: 31337,
    from: person,
    to: pool.address,
    value: 0,
    data: vault.encodeFunctionData('enterExitQueue', [ether, stranger]),
  };
  const stake = {
    chainId: 'eip155:31337',
    from: stranger,
    to: pool.address.toLowerCase(),
    value: `${ether}`,
    input: vault.encodeFunctionData('deposit', [stranger, nobody]),
  };
  const explain = async (transaction: unknown, rpc = chain.chainUrl): Promise<Outcome> =>
    runExplain(['--rpc', rpc, '--json', JSON.stringify(transaction)], () => '');

  it('says of an exit to a stranger what the Snap shows, word for word', async () => {
    const { code, out, err } = await explain(theft);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const explanation = JSON.parse(out) as Record<string, unknown>;
    expect(explanation).toMatchObject({
      severity: 'critical',
      actions: [{ kind: 'exit', shares: `${ether}`, receiver: stranger.toLowerCase(), to: pool.address.toLowerCase() }],
      findings: [
        { id: 'receiver-is-another', severity: 'critical', action: 'exit', receivers: [stranger.toLowerCase()] },
      ],
    });
    const answer = await snap.simulation.onTransaction({
      from: theft.from as `0x${string}`,
      to: theft.to,
      value: '0x0',
      data: theft.data as `0x${string}`,
      chainId: 'eip155:31337',
      origin: 'metamask',
    });
    expect(explanation['words']).toEqual(linesOf(answer.getInterface().content));
  });

  it('takes the transaction from a file and from standard input, in the forms that tools print', async () => {
    const file = join(folder, 'stake.json');
    writeFileSync(file, JSON.stringify(stake));
    const [ofFile, ofInput] = await Promise.all([
      runExplain(['--json', file, '--rpc', chain.chainUrl], () => ''),
      spawnExplain(
        ['--rpc', chain.chainUrl, '--json', '-'],
        JSON.stringify({ ...stake, chainId: '0x7a69', gas: '0x5208', value: `0x${ether.toString(16)}` }),
      ),
    ]);
    expect(ofFile).toEqual(ofInput);
    expect(JSON.parse(ofFile.out)).toMatchObject({
      severity: 'note',
      actions: [{ kind: 'stake', assets: `${ether}` }],
      findings: [{ id: 'first-stake' }],
      words: expect.arrayContaining(['Stakes 1 ETH in the pool.', 'Staked now: 0 ETH', 'Staked after this: 1 ETH']),
    });
  });

  it('names the code that the authorizations of a type-4 transaction give to accounts', async () => {
    const code = `0x${'c0'.repeat(20)}`;
    const authorization = { chainId: '0x7a69', address: code, nonce: '0x0', yParity: '0x0', r: '0x1', s: '0x2' };
    const batch = execute(modes.batch, batchOf([{ to: pool.address, value: 0n, data: theft.data as Hex }]));
    const asked = { ...theft, type: '0x4', to: person, data: batch, authorizationList: [authorization] };
    const { code: exit, out, err } = await explain(asked);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      severity: 'critical',
      actions: [{ kind: 'exit', receiver: stranger.toLowerCase(), owner: person.toLowerCase() }],
      findings: [
        { id: 'receiver-is-another', severity: 'critical' },
        { id: 'account-code', severity: 'warning', code: [code] },
      ],
      words: expect.arrayContaining(['A contract takes over an account']),
    });
    const without = await explain({ ...asked, type: '0x2', authorizationList: [] });
    expect(without.out).not.toContain('account-code');
  });

  it('says of typed data what its signature would let happen', async () => {
    const safe = `0x${'5a'.repeat(20)}`;
    const fields = { to: 'address', value: 'uint256', data: 'bytes', operation: 'uint8' };
    const typedData = {
      primaryType: 'SafeTx',
      types: { SafeTx: Object.entries(fields).map(([name, type]) => ({ name, type })) },
      domain: { chainId: 31337, verifyingContract: safe },
      message: { to: pool.address, value: '0', data: theft.data, operation: 0 },
    };
    const { code, out } = await explain({ from: person, typedData });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      severity: 'critical',
      actions: [{ kind: 'exit', owner: safe, receiver: stranger.toLowerCase() }],
      findings: expect.arrayContaining([expect.objectContaining({ id: 'receiver-is-another' })]),
    });
    const wrong: [object, string][] = [
      [{ typedData }, 'from: is missing'],
      [{ from: person, typedData: [] }, 'typedData: expected typed data'],
      [{ from: person, typedData: { ...typedData, domain: {} } }, 'chainId: is missing; the domain'],
      [{ from: person, typedData, chainId: 1 }, 'chainId: is 1, but the domain'],
      [{ from: person, typedData, value: 1 }, 'value: is no field of a signature'],
    ];
    for (const [input, words] of wrong) {
      expect(await explain(input)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(words) });
    }
  });

  it('has nothing to say of a transaction that concerns no pool, and says so', async () => {
    const { code, out, err } = await explain({ ...stake, to: person, input: '0x' });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ severity: null, actions: [], findings: [], words: [] });
    expect(err).toBe('This concerns no pool that the Snap knows: it would say nothing.\n');
  });

  it("names the node that does not answer, another node's chain, and a chain without a pool", async () => {
    const node = createServer((_, response) => {
      response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: '0x89' }));
    });
    await new Promise<void>((resolve) => {
      node.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(node.address() as AddressInfo).port}`;
    const [other, foreign, lost] = await Promise.all([
      explain({ ...theft, chainId: 1 }),
      explain({ ...theft, to: stranger, chainId: 137 }, url),
      explain({ ...theft, chainId: 137 }, url),
    ]);
    node.close();
    const silent = await explain(theft, url);
    expect(other).toMatchObject({ code: 2, out: '', err: expect.stringContaining('chainId: is 1, but the node at') });
    expect(foreign).toMatchObject({ code: 2, out: '', err: expect.stringContaining('knows no pool on chain 137') });
    expect(silent).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`--rpc: ${url} does not answer`) });
    // The pool's address where it is none is what the Snap warns of.
    expect(lost.code).toBe(0);
    expect(JSON.parse(lost.out)).toMatchObject({
      severity: 'critical',
      findings: [{ id: 'other-chain', of: pool.id }],
    });
  });
});

describe('a transaction as JSON', () => {
  const from = `0x${'ab'.repeat(20)}`;
  const whole = { chainId: 1, from, to: from };
  const parsed = (fields: object): unknown => parseExplainInput(JSON.stringify({ ...whole, ...fields })).question;

  it('has its numbers and bytes in any form that tools print', () => {
    for (const chainId of [1, '1', '0x1', 'eip155:1', ' 1 ']) {
      expect(parsed({ chainId })).toMatchObject({ chainId: 'eip155:1' });
    }
    for (const value of [5, '5', '0x5', '0X05', ' 5\n']) {
      expect(parsed({ value })).toMatchObject({ transaction: { value: '0x5' } });
    }
    expect(parsed({ value: '1000000000000000000' })).toMatchObject({ transaction: { value: '0xde0b6b3a7640000' } });
    expect(parsed({})).toMatchObject({ transaction: { value: '0x0', data: '0x' }, origin: null });
    expect(parsed({ value: null, data: '', nonce: '7' })).toMatchObject({ transaction: { data: '', nonce: '0x7' } });
    expect(parsed({ input: '0xAB', hash: '0x', gas: 1, type: '0x2' })).toMatchObject({ transaction: { data: '0xAB' } });
    expect(parsed({ to: null })).not.toHaveProperty('transaction.to');
  });

  it.each([
    [{ chainId: undefined }, 'chainId: is missing'],
    [{ chainId: 'mainnet' }, 'chainId: expected a whole number'],
    [{ from: undefined }, 'from: is missing'],
    [{ from: 'vitalik.eth' }, 'from: expected an address'],
    [{ to: undefined }, 'to: is missing; null stands for a transaction that makes a contract.'],
    [{ to: '0x12' }, 'to: expected an address, 0x and 40 hex digits, got "0x12".'],
    [{ value: '1.5' }, 'value: expected a whole number'],
    [{ value: '1 ETH' }, 'value: expected a whole number'],
    [{ value: -1 }, 'value: expected a whole number'],
    [{ value: '0x' }, 'value: expected a whole number'],
    [{ value: true }, 'value: expected a whole number'],
    [{ value: 1e18 }, 'value: a number of this size loses digits in JSON; put it in quotes.'],
    [{ value: `0x1${'00'.repeat(32)}` }, 'value: is more than 256 bits'],
    [{ data: '0x123' }, 'data: expected bytes'],
    [{ data: 'f9609f08' }, 'data: expected bytes'],
    [{ data: '0x12', input: '0x34' }, 'input: differs from data'],
    [{ nonce: 'x' }, 'nonce: expected a whole number'],
    [{ origin: 5 }, 'origin: expected the address of the site'],
    [{ vaule: '0' }, 'vaule: is no field of a transaction'],
  ])('%j is refused by the name of the field', (fields, words) => {
    expect(() => parsed(fields)).toThrow(words);
  });

  it.each(['', 'nonsense', '{"chainId":1', '[]', '"text"', 'null'])('%j is no transaction', (text) => {
    expect(() => parseExplainInput(text)).toThrow(/^--json: /u);
  });
});
