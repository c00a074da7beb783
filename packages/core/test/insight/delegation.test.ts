import { describe, expect, it } from '@jest/globals';
import { concat, solidityPacked, toBeHex, zeroPadValue } from 'ethers';
import { stakewiseInsight } from '../../src/protocols/stakewise/insight/index';
import { readDelegation, type Delegated } from '../../src/insight/delegation';
import { networkByChainId } from '../../src/networks/index';
import type { Address, Hex } from '../../src/units';
import { encode, ether, other, pool, sender } from './facts';
import { batchOf, execute, modes } from './wrap';

const network = networkByChainId(1);
const delegate: Address = `0x${'de'.repeat(20)}`;
const stranger: Address = `0x${'5e'.repeat(20)}`;
const root = `0x${'ff'.repeat(32)}`;

/** Enforcers of the delegation framework 1.3.0, written down once more. */
const enforcers = {
  targets: '0x7F20f61b1f09b08D970938F6fa563634d65c4EeB',
  methods: '0x2c21fD0Cb9DC8445CB3fb0DC5E7Bb0Aca01842B5',
  calldata: '0xc2b0d624c1c4319760C96503BA27C347F3260f55',
  exactCalldata: '0x99F2e9bF15ce5eC84685604836F71aB835DBBdED',
  exactExecution: '0x146713078D39eCC1F5338309c28405ccf85Abfbb',
  exactExecutionBatch: '0x1e141e455d08721Dd5BCDA1BaA6Ea5633Afd5017',
  erc20Amount: '0xf100b0819427117EcF76Ed94B358B1A5b5C6D2Fc',
  timestamp: '0x1046bb45C8d673d4ea75321280DB34899413c069',
  unknown: `0x${'ef'.repeat(20)}`,
};
type Caveat = { readonly enforcer: string; readonly terms: string };
const caveat = (name: keyof typeof enforcers, terms: string): Caveat => ({ enforcer: enforcers[name], terms });
/** Calldata must have these bytes at this place. */
const pin = (at: number | bigint, bytes: string): Caveat =>
  caveat('calldata', concat([zeroPadValue(toBeHex(at), 32), bytes]));
const word = (address: string): string => zeroPadValue(address, 32);

const read = (caveats: unknown, fields: object = {}): Delegated =>
  readDelegation(
    [stakewiseInsight],
    { delegate, delegator: sender, authority: root, caveats, ...fields },
    sender,
    network,
  );
const grant = (reach: string): object => ({ kind: 'grant', delegate, reach });
const nothing = { kind: 'nothing' };

const exit = encode('enterExitQueue', [ether, other]);
const selectorOf = (data: string): string => data.slice(0, 10);
const exitOnly = [caveat('targets', pool), caveat('methods', selectorOf(exit))];
const receiverAt = 36;

describe('what a delegation lets somebody do with a stake', () => {
  it.each<[string, Caveat[], object]>([
    ['anything without a caveat', [], grant('anything')],
    ['anything within a time', [caveat('timestamp', root)], grant('anything')],
    ['whatever a caveat that is not known leaves', [caveat('unknown', '0x')], grant('unknown')],
    ['anything with the pool', [caveat('targets', pool)], grant('anything')],
    ['anything by calls of the account itself', [caveat('targets', sender)], grant('anything')],
    ['nothing with other contracts', [caveat('targets', stranger)], nothing],
    ['nothing by methods of tokens', [caveat('methods', '0xa9059cbb')], nothing],
    ['nothing but transfers of tokens', [caveat('erc20Amount', root)], nothing],
    ['an exit to whomever', exitOnly, grant('anything')],
    ['nothing by a wrapper on the pool', [caveat('targets', pool), caveat('methods', '0xe9ae5c53')], nothing],
    ['nothing by an exit on the account', [caveat('targets', sender), caveat('methods', selectorOf(exit))], nothing],
    ['anything by a multicall', [caveat('targets', pool), caveat('methods', '0xac9650d8')], grant('anything')],
  ])('is %s', (_, caveats, expected) => {
    expect(read(caveats)).toEqual(expected);
  });

  it.each<[string, Caveat[], object]>([
    ['an exit to the account alone', [...exitOnly, pin(receiverAt, word(sender))], grant('exit-to-owner')],
    ['the same by the 20 bytes of it', [...exitOnly, pin(receiverAt + 12, sender)], grant('exit-to-owner')],
    [
      'the same in two pieces, whatever else is pinned',
      [
        ...exitOnly,
        pin(4, zeroPadValue(toBeHex(ether), 32)),
        pin(receiverAt + 12, `0x${sender.slice(2, 12)}`),
        pin(receiverAt + 17, `0x${sender.slice(12)}`),
      ],
      grant('exit-to-owner'),
    ],
    [
      'the same with a caveat that is not known besides',
      [...exitOnly, pin(receiverAt, word(sender)), caveat('unknown', '0x')],
      grant('exit-to-owner'),
    ],
    [
      'the same where the method is pinned as bytes',
      [caveat('targets', pool), pin(0, selectorOf(exit)), pin(receiverAt, word(sender))],
      grant('exit-to-owner'),
    ],
    ['an exit to a stranger', [...exitOnly, pin(receiverAt, word(stranger))], grant('anything')],
    [
      'an exit to whomever when a byte is free',
      [...exitOnly, pin(receiverAt + 12, sender.slice(0, 40))],
      grant('anything'),
    ],
    ['an exit to whomever when only the amount is pinned', [...exitOnly, pin(4, root)], grant('anything')],
    [
      'anything when other methods are free',
      [caveat('targets', pool), pin(receiverAt, word(sender))],
      grant('anything'),
    ],
    ['anything when the account can call itself', [pin(receiverAt, word(sender))], grant('anything')],
    ['nothing when the bytes are those of another method', [pin(0, '0xa9059cbb')], nothing],
    ['nothing when the method is another', [...exitOnly, pin(0, '0xac9650d8')], nothing],
    ['nothing when no receiver can have such bytes', [...exitOnly, pin(receiverAt, root)], nothing],
    ['nothing when the bytes contradict each other', [...exitOnly, pin(36, '0x00'), pin(36, '0x01')], nothing],
    ['nothing when the enforcer refuses its terms', [...exitOnly, caveat('calldata', `0x${'00'.repeat(32)}`)], nothing],
    ['anything when the bytes are nowhere near', [...exitOnly, pin(2n ** 255n, '0x00')], grant('anything')],
  ])('with pinned bytes of the calldata is %s', (_, caveats, expected) => {
    expect(read(caveats)).toEqual(expected);
    expect(read([...caveats].reverse())).toEqual(expected);
  });

  it('is the calls that it lists, as far as its other caveats let them be made', () => {
    const call = { to: pool, value: 0n, data: exit };
    const exact = caveat('exactExecution', solidityPacked(['address', 'uint256', 'bytes'], [pool, 0n, exit]));
    const lower = { ...call, to: pool.toLowerCase() };
    const calls = (...found: object[]): Record<string, unknown> => ({ kind: 'calls', calls: found });
    expect(read([exact])).toEqual(calls({ ...lower }));
    expect(read([exact, caveat('timestamp', root), pin(receiverAt, word(other))])).toEqual(calls(lower));
    for (const forbids of [
      caveat('targets', stranger),
      caveat('methods', '0xa9059cbb'),
      caveat('erc20Amount', root),
      pin(receiverAt, word(sender)),
      pin(exit.length, '0x00'),
    ]) {
      expect(read([exact, forbids])).toEqual(calls());
    }
    // Of calldata without a receiver the worst one counts.
    expect(read([caveat('exactCalldata', exit)])).toEqual(calls(lower));
    const batch: Hex = execute(modes.batch, batchOf([call]));
    expect(read([caveat('exactCalldata', batch)])).toEqual(calls({ to: sender, value: 0n, data: batch }));
    expect(read([caveat('exactExecutionBatch', batchOf([call, { ...call, value: 5n }]))])).toMatchObject(
      calls(lower, { ...lower, value: 5n }),
    );
  });

  it('is nothing of what the account was given by another one, nor by terms that cannot be read', () => {
    expect(read([], { authority: `0x${'12'.repeat(32)}` })).toEqual(nothing);
    expect(read([caveat('exactExecution', '0x1234')])).toEqual(nothing);
    expect(read('no list')).toEqual(grant('anything'));
    expect(read([null, 5, 'x'])).toEqual(grant('anything'));
  });
});
