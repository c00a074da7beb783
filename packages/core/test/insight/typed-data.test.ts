import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { tokenAbi } from '../../src/assets/token';
import type { Store } from '../../src/chain/store';
import { findConcerns, findSignatureConcerns, readDoors, readSignatureDoors } from '../../src/protocols/insights';
import { queueAbi, vestingAbi } from '../../src/protocols/metis/enki/abi';
import { readTypedData, type TypedData } from '../../src/insight/typed-data';
import type { PlainCall } from '../../src/staking/call';
import type { Address, Hex } from '../../src/units';
import { encode, ether, nobody, other, pool, sender } from './facts';
import { reportRuns } from '../long';
import { foundOnChain, oddNode, soundly, storeOfLook } from './odd-node';
import { delegate, ofAccount, packedOf } from './wrap';

type Types = Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;

const members = (text: string): { name: string; type: string }[] =>
  text.split(', ').map((each) => {
    const [type = '', name = ''] = each.split(' ');
    return { name, type };
  });
const domainType = members('uint256 chainId, address verifyingContract');
const safe: Address = `0x${'5a'.repeat(20)}`;
const domain = { chainId: 1, verifyingContract: safe };
const typed = (types: Types, primaryType: string, message: unknown, change: object = {}): Record<string, unknown> => ({
  types: { EIP712Domain: domainType, ...types },
  primaryType,
  domain,
  message,
  ...change,
});
const read = (given: unknown): TypedData => {
  const data = readTypedData(given);
  if (!data) {
    throw new Error('This is no typed data.');
  }
  return data;
};
const exit = encode('enterExitQueue', [ether, other]);
const Call = members('address to, uint256 value, bytes data');
const one = { to: pool, value: `${ether}`, data: exit };
const lower = pool.toLowerCase();
const { vesting } = foundOnChain;
const claim = vestingAbi.encodeFunctionData('claim', []);
const call = { to: lower, value: ether, data: exit };

/** Calls as a Safe hands them to its `multiSend`. */
function multiSendOf(calls: readonly PlainCall[]): Hex {
  const packed = packedOf(calls).slice(2);
  const word = (value: number): string => value.toString(16).padStart(64, '0');
  return `0x8d80ff0a${word(32)}${word(packed.length / 2)}${packed}`;
}

describe('typed data', () => {
  it('is read as an object and as text, with its chain, contract and calls', () => {
    const given = typed({ Call }, 'Call', one);
    for (const each of [given, JSON.stringify(given)]) {
      expect(read(each)).toMatchObject({
        chainId: 1,
        contract: safe,
        primaryType: 'Call',
        account: null,
        calls: [call],
      });
    }
  });

  it.each<[string, unknown]>([
    ['no object', 5],
    ['nothing', null],
    ['a list', [{ type: 'bytes', name: 'data', value: exit }]],
    ['text that is no JSON', '{'],
    ['hex', exit],
    ['without a primary type', { ...typed({ Call }, 'Call', one), primaryType: undefined }],
    ['with a message that is a list', typed({ Call }, 'Call', [one])],
  ])('is none: %s', (_, given) => {
    expect(readTypedData(given)).toBeUndefined();
  });

  it('says its chain in digits, hex or a number, and counts on every chain where it does not sign one', () => {
    for (const chainId of [560_048, '560048', '0x88bb0']) {
      expect(read(typed({ Call }, 'Call', one, { domain: { chainId } })).chainId).toBe(560_048);
    }
    expect(read(typed({ Call }, 'Call', one, { domain: {} })).chainId).toBeNull();
    const undeclared = typed({ EIP712Domain: members('string name'), Call }, 'Call', one);
    expect(read(undeclared)).toMatchObject({ chainId: null, contract: null });
  });

  it('counts only what its types declare, since only that is signed', () => {
    expect(read(typed({ Call: members('address to, uint256 value') }, 'Call', one)).calls).toEqual([]);
    expect(read(typed({ Call }, 'Other', one)).calls).toEqual([]);
    const nested = { Outer: members('string note'), Call };
    expect(read(typed(nested, 'Outer', { note: 'x', call: one })).calls).toEqual([]);
  });

  it('finds calls at any depth, in lists of structs and in lists side by side, in order', () => {
    const types = { Outer: members('Inner inner, Call last'), Inner: members('Call[] calls'), Call };
    const message = { inner: { calls: [one, { ...one, value: '0x1' }] }, last: { ...one, value: 2 } };
    expect(read(typed(types, 'Outer', message)).calls).toEqual(
      [ether, 1n, 2n].map((value) => ({ ...call, value, isDelegate: false })),
    );
    const Lists = members('address[] targets, uint256[] values, bytes[] calldata');
    const lists = { targets: [pool, nobody], values: [`${ether}`], calldata: [exit] };
    expect(read(typed({ Lists }, 'Lists', lists)).calls).toEqual([call, { to: nobody, value: 0n, data: '0x' }]);
  });

  it('tells the account that makes the calls, and delegatecalls of a Safe', () => {
    const Op = members('address sender, bytes initCode, bytes callData');
    const op = { sender: safe, initCode: `${delegate}1234`, callData: exit };
    expect(read(typed({ Op }, 'Op', op))).toMatchObject({
      account: safe,
      calls: [
        { to: delegate, data: '0x1234' },
        { to: safe, data: exit },
      ],
    });
    const SafeTx = members('address to, uint256 value, bytes data, uint8 operation');
    for (const operation of [1, '1', '0x1', '0b1', ' 1', 'one']) {
      expect(read(typed({ SafeTx }, 'SafeTx', { ...one, operation })).calls).toEqual([{ ...call, isDelegate: true }]);
    }
    for (const operation of [0, '0', '0x00', '2']) {
      expect(read(typed({ SafeTx }, 'SafeTx', { ...one, operation })).calls).toEqual([{ ...call, isDelegate: false }]);
    }
  });

  it('encodes values as wallets do: text as its bytes, numbers as hex, short addresses filled up', () => {
    expect(read(typed({ Call }, 'Call', { to: '0x1', value: 'much', data: 'hi' })).calls).toEqual([
      { to: `0x${'00'.repeat(19)}01`, value: 0n, data: '0x6869', isDelegate: false },
    ]);
    expect(read(typed({ Call }, 'Call', { ...one, data: 4_660 })).calls[0]?.data).toBe('0x1234');
    expect(read(typed({ Call }, 'Call', { ...one, value: '0b101' })).calls[0]?.value).toBe(5n);
  });

  it('finds a pool whose address is spelt as a number, which wallets sign as well', () => {
    for (const to of [`${BigInt(pool)}`, pool.replace('0x', '0X')]) {
      expect(read(typed({ Call }, 'Call', { ...one, to })).calls).toEqual([{ ...call, isDelegate: false }]);
    }
    // As eth-sig-util 8.2.0 signs it: the digits count in base ten, letters from ten on.
    expect(read(typed({ Call }, 'Call', { ...one, to: '1a' })).calls[0]?.to).toBe(`0x${'00'.repeat(19)}14`);
  });

  it('keeps bytes that are no call, which may hide one', () => {
    const Note = members('string title, bytes secret');
    expect(read(typed({ Note }, 'Note', { title: exit, secret: exit })).calls).toEqual([
      { to: safe, value: 0n, data: `0x00000000${exit.slice(2)}` },
    ]);
  });

  it('is bounded: what is too deep or too much is searched as a whole', () => {
    const Deep = members('Deep inner, bytes data');
    const deep = Array.from({ length: 50 }).reduce<object>((inner) => ({ inner, data: '0x' }), { data: exit });
    expect(read(typed({ Deep }, 'Deep', deep)).calls.at(-1)?.data).toContain(exit.slice(2));
    const Wide = members('uint256[] numbers, bytes data');
    const wide = { numbers: Array.from({ length: 30_000 }, () => 1), data: exit };
    expect(read(typed({ Wide }, 'Wide', wide)).calls.at(-1)?.data).toContain(exit.slice(2));
  });

  it("opens a Safe's delegatecall of multiSend, and judges the Safe's stake", () => {
    const SafeTx = members('address to, uint256 value, bytes data, uint8 operation');
    const data = multiSendOf([{ to: pool, value: 0n, data: exit }]);
    const found = findSignatureConcerns(
      sender,
      typed({ SafeTx }, 'SafeTx', { to: delegate, value: 0, data, operation: 1 }),
    );
    expect(found?.concerns.parts).toMatchObject([{ owner: safe, to: lower, call: { kind: 'exit', receiver: other } }]);
  });
});

/** Another one each time; a failure is repeated with the one that is printed. */
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);

describe('a signature for contracts that only the chain names', () => {
  const { redemptionQueue: queue } = foundOnChain;
  const stranger: Address = `0x${'5e'.repeat(20)}`;
  const calls: [name: string, to: Address, data: Hex, kind: string][] = [
    ['a claim of what vests', vesting, claim, 'claim'],
    ['ENKI that is staked', vesting, vestingAbi.encodeFunctionData('stake', [ether]), 'side-stake'],
    [
      'a ticket that is sent',
      queue,
      tokenAbi.encodeFunctionData('transferFrom', [safe, stranger, 7n]),
      'exit-transfer',
    ],
    ['a ticket that is approved', queue, tokenAbi.encodeFunctionData('approve', [stranger, 7n]), 'exit-approval'],
    ['all tickets', queue, queueAbi.encodeFunctionData('setApprovalForAll', [stranger, true]), 'exit-approval'],
  ];
  const onMetis = { domain: { chainId: 1088, verifyingContract: safe } };
  const SafeTx = members('address to, uint256 value, bytes data, uint8 operation');
  const signatures = (to: Address, data: Hex): Record<string, unknown>[] => {
    const inner = { to, value: 0, data };
    const packed = `${to}${'00'.repeat(32)}${data.slice(2)}`;
    const caveats = [{ enforcer: '0x146713078D39eCC1F5338309c28405ccf85Abfbb', terms: packed }];
    const Caveat = members('address enforcer, bytes terms');
    return [
      typed({ SafeTx }, 'SafeTx', { ...inner, operation: 0 }, onMetis),
      typed({ SafeTx }, 'SafeTx', { ...inner, operation: 0 }, { domain: { verifyingContract: safe } }),
      typed(
        { SafeTx },
        'SafeTx',
        { to: delegate, value: 0, data: multiSendOf([{ ...inner, value: 0n }]), operation: 1 },
        onMetis,
      ),
      typed(
        { Op: members('address sender, bytes initCode, bytes callData') },
        'Op',
        {
          sender: safe,
          initCode: '0x',
          callData: ofAccount['execute(address,uint256,bytes)']?.([{ ...inner, value: 0n }]),
        },
        { domain: { chainId: '0x440' } },
      ),
      typed(
        { Delegation: members('address delegator, bytes32 authority, Caveat[] caveats'), Caveat },
        'Delegation',
        { delegate, delegator: safe, authority: `0x${'ff'.repeat(32)}`, caveats },
        onMetis,
      ),
    ];
  };

  it.each(calls)('is read as the transaction would be, once they were found: %s', async (_, to, data, kind) => {
    const none = await readSignatureDoors(signatures(to, data)[0], storeOfLook(false));
    const direct = findConcerns(
      'eip155:1088',
      { from: safe, to, value: 0n, data },
      [],
      await readDoors('eip155:1088', data, storeOfLook(true)),
    );
    expect(direct?.parts).toMatchObject([{ owner: safe, call: { kind }, concern: { kind: 'pool' } }]);
    for (const given of signatures(to, data).flatMap((each) => [each, toText(each)])) {
      expect(findSignatureConcerns(sender, given, undefined, none)).toBeUndefined();
      const doors = await readSignatureDoors(given, storeOfLook(true));
      const { parts = [] } = findSignatureConcerns(sender, given, undefined, doors)?.concerns ?? {};
      expect(parts.map((part) => [part.owner, part.to, part.call, part.concern])).toEqual(
        direct?.parts.map((part) => [part.owner, part.to, part.call, part.concern]),
      );
    }
  });

  it('costs not even the store where no method in it is one of theirs, or it is for another chain', async () => {
    const untouched: Store = {
      read: async () => Promise.reject(new Error('Nobody needs the store.')),
      write: async () => Promise.reject(new Error('Nobody needs the store.')),
    };
    const read = jest.spyOn(untouched, 'read');
    const elsewhere = typed({ SafeTx }, 'SafeTx', { to: vesting, value: 0, data: claim, operation: 0 });
    const login = typed({ Login: members('address to, bytes data') }, 'Login', { to: vesting, data: exit }, onMetis);
    for (const given of [elsewhere, login, 5, null, '{', {}]) {
      const doors = await readSignatureDoors(given, untouched);
      expect(doors('eip155:1088')).toEqual([]);
    }
    expect(read).not.toHaveBeenCalled();
  });

  it('asks a node where one is given, and only for its own chain', async () => {
    const [given] = signatures(vesting, claim);
    const requestOn = (chainId: string) => (chainId === 'eip155:1088' ? oddNode(soundly) : undefined);
    expect((await readSignatureDoors(given, storeOfLook(false), requestOn))('eip155:1088')).toHaveLength(2);
    const nowhere = await readSignatureDoors(given, storeOfLook(false), () => undefined);
    expect(nowhere('eip155:1088')).toEqual([]);
  });
});

describe('10,000 signatures without sense', () => {
  it('give nothing, or calls that concern a pool, and never throw', async () => {
    process.stdout.write(`The seed of the random signatures is ${seed} (FUZZ_SEED).\n`);
    const name = fc.constantFrom(
      ...['to', 'target', 'data', 'callData', 'value', 'sender', 'initCode', 'operation', 'calls', 'inner', 'caveats'],
      ...[
        'delegate',
        'delegator',
        'authority',
        'enforcer',
        'terms',
        'targets',
        'values',
        '__proto__',
        'constructor',
        '',
      ],
    );
    const typeName = fc.constantFrom('Call', 'Delegation', 'SafeTx', 'Op', 'Caveat', 'EIP712Domain', '__proto__', '');
    const suffix = fc.constantFrom('', '', '[]', '[3]', '[][]', '[', '[-1]');
    const type = fc
      .tuple(fc.oneof(typeName, fc.constantFrom('address', 'bytes', 'uint256', 'uint8', 'bytes32', 'string')), suffix)
      .map(([base, list]) => base + list);
    const enforcer = fc.constantFrom(
      ...['0x7f20f61b1f09b08d970938f6fa563634d65c4eeb', '0x2c21fd0cb9dc8445cb3fb0dc5e7bb0aca01842b5'],
      ...['0xc2b0d624c1c4319760c96503ba27c347f3260f55', '0x99f2e9bf15ce5ec84685604836f71ab835dbbded'],
      ...['0x146713078d39ecc1f5338309c28405ccf85abfbb', '0x6649b61c873f6f9686a1e1ae9ee98ac380c7ba13'],
    );
    const hex = fc.oneof(
      fc.constantFrom(exit, exit.slice(0, 40), pool, lower, '0x', '0x1', `0x${'ff'.repeat(32)}`, vesting, claim),
      fc.uint8Array({ maxLength: 100 }).map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`),
    );
    const leaf = fc.oneof(hex, enforcer, fc.string(), fc.double(), fc.bigInt(), fc.constantFrom(null, undefined, true));
    const { value } = fc.letrec<{ value: unknown; object: unknown; list: unknown }>((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, leaf, tie('object'), tie('list')),
      object: fc.dictionary(name, tie('value'), { maxKeys: 6 }),
      list: fc.array(tie('value'), { maxLength: 4 }),
    }));
    const types = fc.oneof(
      { weight: 9, arbitrary: fc.dictionary(typeName, fc.array(fc.record({ name, type }), { maxLength: 6 })) },
      { weight: 1, arbitrary: value },
    );
    const whole = fc.record({ types, primaryType: typeName, message: fc.dictionary(name, value), domain: value });
    const signed = fc.record({
      types: fc.constant({ Delegation: [], Call, Op: members('Call[] calls, Delegation inner') }),
      primaryType: fc.constantFrom('Delegation', 'Call', 'Op'),
      domain: fc.record({ chainId: fc.constantFrom<unknown>(1, '0x1', 1088, 560_048, null, -1, 'x', [], 2n ** 70n) }),
      message: fc.record({
        ...{ to: hex, value: leaf, data: hex, delegate: leaf, delegator: leaf },
        ...{ authority: fc.constantFrom(`0x${'ff'.repeat(32)}`, '0x', null), inner: value },
        calls: fc.array(fc.record({ to: hex, value: leaf, data: hex }), { maxLength: 3 }),
        caveats: fc.oneof(value, fc.array(fc.record({ enforcer, terms: hex }), { maxLength: 4 })),
      }),
    });
    const given = fc.oneof(signed, whole, signed.map(toText), whole.map(toText), value);
    const signer = fc.constantFrom<Address>(sender, nobody, pool);
    // What concerns a pool whatever the seed: a call, one among several, and a right to make any.
    const sense = signed.chain((each) => {
      const { message } = each;
      const anyCall = { authority: `0x${'ff'.repeat(32)}`, delegate: other, caveats: [] };
      const all = [
        { primaryType: 'Call', message: { ...message, to: pool, data: exit } },
        { primaryType: 'Op', message: { ...message, calls: [...message.calls, one] } },
        { primaryType: 'Delegation', message: { ...message, ...anyCall } },
      ].map((change) => ({ ...each, ...change, domain: { chainId: 1 } }));
      return fc.constantFrom<unknown>(...all, ...all.map(toText));
    });
    const examples = fc.sample(fc.tuple(signer, sense), { numRuns: 300, seed });
    let found = 0;
    await fc.assert(
      fc.asyncProperty(signer, given, async (from, data) => {
        const doors = await readSignatureDoors(data, storeOfLook(true));
        const related = findSignatureConcerns(from, data, undefined, doors);
        found += related ? 1 : 0;
        return !related || related.concerns.parts.length > 0 || related.concerns.hiddenBehind.length > 0;
      }),
      { numRuns: 10_000, seed, examples },
    );
    reportRuns('Typed data without sense', { signatures: 10_000, 'that concern a pool': found }, `FUZZ_SEED=${seed}`);
    // Both kinds are tried in earnest.
    expect(examples.filter(([from, data]) => !findSignatureConcerns(from, data))).toEqual([]);
    expect(found).toBeGreaterThan(500);
    expect(found).toBeLessThan(9_000);
  }, 120_000);
});

/** As text, where wallets hand it over so; a bigint as digits. */
function toText(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each}` : each));
}
