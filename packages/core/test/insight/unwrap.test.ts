import type { PlainCall } from '../../src/staking/call';
import { describe, expect, it } from '@jest/globals';
import { concat, id } from 'ethers';
import fc from 'fast-check';
import { ContractAbi } from '../../src/chain/contract-abi';
import type { Concerns } from '../../src/insight/concern';
import { findConcernsOfCalls } from '../../src/insight/find-concerns';
import { findConcerns } from '../../src/protocols/insights';
import { stakewiseInsight } from '../../src/protocols/stakewise/insight/index';
import { answerOf, unwrap } from '../../src/insight/unwrap';
import { wrappers, type Call } from '../../src/insight/wrappers';
import { networkByChainId } from '../../src/networks/index';
import { vaultInterface } from '../../src/protocols/stakewise/vault/abi';
import type { Address, Hex } from '../../src/units';
import {
  account,
  batchesOf,
  batchOf,
  contextOf,
  delegate,
  execTransaction,
  execute,
  handleOps6,
  handleOps7,
  modes,
  multiSend,
  ofAccount,
  ofCaller,
  ofRelay,
  packedOf,
  redeem,
  relay,
  singleOf,
  word,
  type Encode,
} from './wrap';

const stranger: Address = '0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc';
const token: Address = '0xdac17f958d2ee523a2206206994597c13d831ec7';
const pool = (networkByChainId(1).pools[0]?.address ?? '0x').toLowerCase() as Address;
const ether = 10n ** 18n;
const encode = (method: string, args: unknown[]): Hex => vaultInterface.encodeFunctionData(method, args);
const exitTo = (receiver: Address): PlainCall => ({
  to: pool,
  value: 0n,
  data: encode('enterExitQueue', [5n, receiver]),
});
const stakeFor = (receiver: Address): PlainCall => ({
  to: pool,
  value: ether,
  data: encode('deposit', [receiver, `0x${'00'.repeat(20)}`]),
});
const approval: PlainCall = {
  to: token,
  value: 0n,
  data: `0x095ea7b3${stranger.slice(2).padStart(64, '0')}${'ff'.repeat(32)}`,
};

const find = (to: Address, data: Hex, value = 0n, from = account): Concerns | undefined =>
  findConcerns('eip155:1', { from, to, value, data });
const partsOf = (...args: Parameters<typeof find>) => find(...args)?.parts ?? [];
/** What is seen of a call, in short. */
const seen = (...args: Parameters<typeof find>): unknown[] =>
  partsOf(...args).map(({ owner, from, value, call }) => [
    call.kind,
    'receiver' in call ? call.receiver : null,
    { owner, from, value },
  ]);

describe('the table of wrappers', () => {
  it.each(wrappers.map(({ selector, signature }) => [signature, selector]))(
    'has the selector of %s',
    (signature, selector) => {
      expect(id(signature).slice(0, 10)).toBe(selector);
      const name = signature.slice(0, signature.indexOf('('));
      expect(new ContractAbi([`function ${signature}`]).selector(name)).toBe(selector);
    },
  );

  it('has each wrapper once, and the tests know every one', () => {
    const signatures = wrappers.map(({ signature }) => signature);
    expect(new Set(wrappers.map(({ selector }) => selector)).size).toBe(wrappers.length);
    const tested = [...Object.keys(ofAccount), ...Object.keys(ofRelay), ...Object.keys(ofCaller)];
    expect([...signatures].sort()).toEqual(tested.sort());
  });
});

describe('a batch of a smart account', () => {
  const carriesValue = (signature: string): boolean =>
    !/^(executeBatch\(address\[\],bytes|execute\(address,bytes)/u.test(signature);

  it.each(Object.entries(ofAccount))('%s is opened, and the account owns what it calls', (signature, wrap) => {
    const safe: Address = signature.startsWith('redeem') || signature.startsWith('handle') ? relay : account;
    // Somebody else sends it: what counts is who makes the calls inside.
    const value = carriesValue(signature) ? ether : 0n;
    expect(seen(safe, wrap([approval, stakeFor(account)]), 0n, delegate)).toEqual([
      ['stake', account, { owner: account, from: account, value }],
    ]);
    expect(seen(safe, wrap([approval, exitTo(stranger)]), 0n, delegate)).toEqual([
      ['exit', stranger, { owner: account, from: account, value: 0n }],
    ]);
    expect(find(safe, wrap([approval]), 0n, delegate)).toBeUndefined();
  });

  it('is opened in every mode of ERC-7579 and ERC-7821', () => {
    const exit = exitTo(stranger);
    const own = { owner: account, from: account };
    const batches: [mode: string, data: string][] = [
      [modes.single, singleOf(exit)],
      [modes.singleTry, singleOf(exit)],
      [modes.batch, batchOf([exit])],
      [modes.batchTry, batchOf([exit])],
      [modes.operation, batchOf([exit])],
      [modes.batches, batchesOf([[approval], [approval, exit]])],
    ];
    for (const [mode, data] of batches) {
      expect(seen(account, execute(mode, data))).toEqual([['exit', stranger, { ...own, value: 0n }]]);
    }
    // Code that runs in the account's own name, and then calls.
    const many = ofRelay['multiSend(bytes)']?.([exit]) ?? '0x';
    expect(seen(account, execute(modes.delegate, concat([multiSend, many])))).toEqual([
      ['exit', stranger, { ...own, value: 0n }],
    ]);
  });

  it('may hold batches of itself, also by the address zero', () => {
    for (const self of [account, `0x${'00'.repeat(20)}`] as Address[]) {
      const inner: PlainCall = { to: self, value: 0n, data: execute(modes.batch, batchOf([exitTo(stranger)])) };
      const middle: PlainCall = { to: self, value: 0n, data: execute(modes.batches, batchesOf([[inner]])) };
      expect(seen(account, execute(modes.batch, batchOf([middle])))).toEqual([
        ['exit', stranger, { owner: account, from: account, value: 0n }],
      ]);
    }
  });

  it('may make the account first, with calls of its own', () => {
    const factory = `0x${'fa'.repeat(20)}`;
    for (const handle of [handleOps6, handleOps7]) {
      // A factory that nobody knows: its calls are not seen.
      const made = find(relay, handle('0x', account, concat([factory, '0x12345678', exitTo(stranger).data])));
      expect(made).toMatchObject({ parts: [], hiddenBehind: [factory] });
      // An account of EIP-7702 is told how to begin.
      const begun = concat([`0x7702${'00'.repeat(18)}`, execute(modes.batch, batchOf([exitTo(stranger)]))]);
      expect(seen(relay, handle('0x', account, begun), 0n, delegate)).toEqual([
        ['exit', stranger, { owner: account, from: account, value: 0n }],
      ]);
    }
  });

  it('by delegations moves what the first delegator owns, or the caller without any', () => {
    const data = redeem(
      [contextOf(account), '0x'],
      [modes.single, modes.batch],
      [singleOf(exitTo(stranger)), batchOf([stakeFor(delegate)])],
    );
    expect(seen(relay, data, 0n, delegate)).toEqual([
      ['exit', stranger, { owner: account, from: account, value: 0n }],
      ['stake', delegate, { owner: delegate, from: delegate, value: ether }],
    ]);
  });

  it('of a Safe is opened through multiSend, and code that runs in its name by itself is hidden', () => {
    const twice = ofRelay['multiSend(bytes)']?.([{ to: multiSend, value: 0n, data: '0x' }, exitTo(stranger)]) ?? '0x';
    expect(seen(account, execTransaction({ to: multiSend, value: 0n, data: twice }, 1), 0n, delegate)).toEqual([
      ['exit', stranger, { owner: account, from: account, value: 0n }],
    ]);
    // As a plain call it is multiSend that calls: it holds no stake.
    expect(seen(account, execTransaction({ to: multiSend, value: 0n, data: twice }, 0), 0n, delegate)).toEqual([
      ['exit', stranger, { owner: account, from: multiSend, value: 0n }],
    ]);
    const code: PlainCall = { to: token, value: 0n, data: concat(['0x12345678', exitTo(stranger).data]) as Hex };
    expect(find(account, execTransaction(code, 1), 0n, delegate)).toMatchObject({ parts: [], hiddenBehind: [token] });
    expect(find(account, execTransaction({ ...exitTo(account), isDelegate: true }, 1), 0n, delegate)).toMatchObject({
      parts: [],
      hiddenBehind: [pool],
    });
    expect(packedOf([exitTo(account)], 1).slice(0, 4)).toBe('0x01');
  });
});

describe('a relay', () => {
  it.each(Object.entries(ofRelay))('%s is opened, and moves what its caller owns', (signature, wrap) => {
    const value = /Value|multiSend/u.test(signature) ? ether : 0n;
    expect(seen(relay, wrap([approval, stakeFor(account)]), ether)).toEqual([
      ['stake', account, { owner: account, from: relay, value }],
    ]);
    expect(seen(relay, wrap([exitTo(stranger)]))).toEqual([
      ['exit', stranger, { owner: account, from: relay, value: 0n }],
    ]);
    // Plain ETH stakes for the relay, which nobody owns.
    expect(seen(relay, wrap([{ to: pool, value: ether, data: '0x' }]))).toEqual([
      ['stake', relay, { owner: account, from: relay, value }],
    ]);
    expect(find(relay, wrap([approval, approval]))).toBeUndefined();
  });
});

describe('a contract that calls itself again', () => {
  it.each(Object.entries(ofCaller))('%s keeps its caller', (_, wrap) => {
    const [stake, exit] = [stakeFor(account), exitTo(stranger)];
    expect(seen(pool, wrap([stake.data, wrap([exit.data])]), ether)).toEqual([
      ['stake', account, { owner: account, from: account, value: ether }],
      ['exit', stranger, { owner: account, from: account, value: ether }],
    ]);
    // One message: its ETH counts once, and its answer holds those of both.
    expect(partsOf(pool, wrap([stake.data, wrap([exit.data])])).map(({ message, path }) => [message, path])).toEqual([
      [0, [0]],
      [0, [1, 0]],
    ]);
  });

  it('may be nested as deep as anybody likes', () => {
    let { data } = exitTo(stranger);
    for (let depth = 1; depth <= 150; depth += 1) {
      data = encode('multicall', [[data]]);
      if (depth < 20 || depth % 50 === 0) {
        expect(partsOf(pool, data)).toMatchObject([{ call: { kind: 'exit', receiver: stranger } }]);
      }
    }
  });

  it('around nothing is a call of its own', () => {
    expect(partsOf(pool, encode('multicall', [[]]))).toMatchObject([{ call: { kind: 'unknown' } }]);
    expect(partsOf(pool, encode('multicall', [[encode('multicall', [[]]), exitTo(account).data]]))).toHaveLength(1);
  });
});

describe('what cannot be opened', () => {
  const unknown = (tail: string, head = '0x12345678'): Hex => `${head}${tail}` as Hex;
  const exit = exitTo(stranger).data.slice(2);

  it.each<[string, Hex, bigint]>([
    [
      "a pool's address with room for a call",
      unknown(`${word(BigInt(pool))}${word(64)}${word(4)}${'1'.repeat(64)}`),
      0n,
    ],
    ["a pool's address, and ETH", unknown(word(BigInt(pool))), ether],
    ['a packed call', unknown(pool.slice(2) + exit), 0n],
    ['an exit alone', unknown(exit), 0n],
    ['a claim alone', unknown(encode('claimExitedAssets', [1n, 2n, 3n]).slice(2)), 0n],
    ['a mode that no standard knows', execute(`0x05${'00'.repeat(31)}`, singleOf(exitTo(stranger))), 0n],
    ['a batch that is cut', execute(modes.batch, batchOf([exitTo(stranger)])).slice(0, -200) as Hex, 0n],
  ])('and holds %s is hidden', (_, data, value) => {
    expect(find(token, data, value)).toMatchObject({ parts: [], otherCalls: 1, hiddenBehind: [token] });
    // At any depth.
    const batch = execute(modes.batch, batchOf([approval, { to: token, value, data }]));
    expect(find(account, batch)).toMatchObject({ parts: [], otherCalls: 2, hiddenBehind: [token] });
  });

  it.each<[string, Hex]>([
    ["a transfer of tokens to a pool's address", `0xa9059cbb${word(BigInt(pool))}${word(5)}`],
    ["an approval of a pool's address", `0x095ea7b3${word(BigInt(pool))}${word(5)}`],
    ['a transfer by somebody else', `0x23b872dd${word(1)}${word(BigInt(pool))}${word(5)}`],
    ['a permit', `0xd505accf${word(1)}${word(BigInt(pool))}${word(5).repeat(5)}`],
    ['half an address', unknown(`${pool.slice(2, 38)}0000${'00'.repeat(100)}`)],
    ['an address between two bytes', unknown(`0${pool.slice(2)}0${'00'.repeat(100)}`)],
    ['its own selector', exitTo(stranger).data.slice(0, 100) as Hex],
  ])('and holds %s is none', (_, data) => {
    expect(find(token, data)).toBeUndefined();
  });

  it('at the end of the view is hidden, in bounded time', () => {
    const inner = exitTo(stranger).data;
    const many = encode('multicall', [Array.from({ length: 1_001 }, () => inner)]);
    expect(find(pool, many)).toMatchObject({ hiddenBehind: [pool] });
    // Each level names the next one two hundred times: 200^16 calls in a few kilobytes.
    const selector = encode('multicall', [[]]).slice(2, 10);
    let bomb = inner.slice(2);
    for (let level = 0; level < 16; level += 1) {
      bomb = `${selector}${word(32)}${word(200)}${word(200 * 32).repeat(200)}${word(bomb.length / 2)}${bomb}`;
    }
    expect(find(pool, `0x${bomb}`)).toMatchObject({ hiddenBehind: [pool] });
    let deep = inner.slice(2);
    for (let depth = 0; depth < 900; depth += 1) {
      deep = `${selector}${word(32)}${word(1)}${word(32)}${word(deep.length / 2)}${deep}`;
    }
    expect(find(pool, `0x${deep}`)).toMatchObject({ hiddenBehind: [pool] });
    // The longest calldata that the chain takes, a thousand times each byte of it.
    const long = encode('multicall', [[`0x12345678${'00'.repeat(120_000)}${pool.slice(2)}`]]);
    const start = performance.now();
    find(token, long, ether);
    find(pool, `0x${bomb}`);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('calls of a signature', () => {
  it('belong to the account that it is about', () => {
    const concerns = findConcernsOfCalls([stakewiseInsight], 'eip155:1', delegate, [
      { ...approval, isDelegate: false },
      exitTo(stranger),
      { to: multiSend, value: 0n, data: ofRelay['multiSend(bytes)']?.([stakeFor(account)]) ?? '0x', isDelegate: true },
    ]);
    expect(concerns?.parts.map(({ owner, from, message, position }) => [owner, from, message, position])).toEqual([
      [delegate, delegate, 1, 1],
      [delegate, delegate, 3, 2],
    ]);
    expect(findConcernsOfCalls([stakewiseInsight], 'eip155:1', delegate, [])).toBeUndefined();
  });
});

describe('answerOf', () => {
  const answer = (items: string[]): Hex => vaultInterface.encodeFunctionResult('multicall', [items]);

  it('gives each call its own answer, through nested calls', () => {
    const whole = answer(['0x01', answer(['0x02', '0x'])]);
    expect([[0], [1, 0], [1, 1], []].map((path) => answerOf({ path }, whole))).toEqual(['0x01', '0x02', '0x', whole]);
  });

  it('has none where the answer does not hold it', () => {
    expect(answerOf({ path: [0] }, null)).toBeNull();
    expect(answerOf({ path: [0] }, '0x1234')).toBeNull();
    expect(answerOf({ path: [3] }, answer(['0x']))).toBeNull();
    expect(answerOf({ path: [0, 0] }, answer(['0x']))).toBeNull();
  });
});

describe('unwrap', () => {
  it('never throws, and ends soon', () => {
    const every: Encode[] = [...Object.values(ofAccount), ...Object.values(ofRelay)];
    const whole = every.map((wrap) => wrap([exitTo(stranger), approval, { to: pool, value: 5n, data: '0x' }]));
    const damaged = fc
      .tuple(fc.constantFrom(...whole), fc.nat(), fc.nat({ max: 70 }), fc.uint8Array({ maxLength: 40 }))
      .map(([data, place, length, filling]): Hex => {
        const at = 10 + (place % (data.length - 9));
        return `${data.slice(0, at)}${Buffer.from(filling).toString('hex')}${data.slice(at + length)}` as Hex;
      });
    fc.assert(
      fc.property(damaged, fc.boolean(), (data, isDelegate) => {
        const root: Call = { owner: account, from: account, to: token, value: 0n, data, isDelegate };
        expect(unwrap([root], () => true).leaves.length).toBeGreaterThan(0);
        find(token, data, 1n);
      }),
      { numRuns: 5_000 },
    );
  });
});
