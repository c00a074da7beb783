import { expect, it } from '@jest/globals';
import { readKept, readKeptAsked, type Kept, type KeptAsked } from './sent';

const kept: Kept = {
  intent: { kind: 'stake', amount: '1', title: 'Stake 1 ETH' },
  sent: {
    hash: `0x${'01'.repeat(32)}`,
    account: `0x${'aa'.repeat(20)}`,
    chainId: 1,
    call: { to: `0x${'bb'.repeat(20)}`, value: '0x1', data: '0x' },
    nonce: 3,
    isNonceSeen: false,
    knownAt: null,
  },
  stage: 'sent',
  blockNumber: null,
  replacement: null,
  sentAt: 1,
};

it('reads back what was kept', () => {
  expect(readKept(JSON.stringify(kept))).toEqual(kept);
});

it.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['another thing', '[]'],
  ['a stage that is none', JSON.stringify({ ...kept, stage: 'review' })],
  ['a hash that is none', JSON.stringify({ ...kept, sent: { ...kept.sent, hash: 'javascript:alert(1)' } })],
  ['a replacement that is none', JSON.stringify({ ...kept, replacement: '0x12' })],
  [
    'a value that is none',
    JSON.stringify({ ...kept, sent: { ...kept.sent, call: { ...kept.sent.call, value: 'x' } } }),
  ],
  ['a title of a thousand letters', JSON.stringify({ ...kept, intent: { ...kept.intent, title: 'x'.repeat(1_000) } })],
  ['exits that are none', JSON.stringify({ ...kept, intent: { kind: 'claim', title: 'Claim', exits: 5 } })],
])('takes %s for no transaction', (_, text) => {
  expect(readKept(text)).toBeNull();
});

const keptAsked: KeptAsked = {
  intent: kept.intent,
  asked: {
    account: kept.sent.account,
    chainId: 1,
    calls: [{ to: `0x${'bb'.repeat(20)}`, value: '0x1', data: '0x' }],
    bundle: null,
    nonce: 3,
    after: -2,
    since: 1,
    isPassed: false,
  },
  sentAt: 1,
};

it('reads back what was kept without a hash', () => {
  expect(readKeptAsked(JSON.stringify(keptAsked))).toEqual(keptAsked);
  const { asked } = keptAsked;
  const { calls, bundle, ...rest } = asked;
  // As it was kept when one call alone could be handed over.
  expect(readKeptAsked(JSON.stringify({ ...keptAsked, asked: { ...rest, call: calls[0] } }))).toEqual({
    ...keptAsked,
    asked: { ...rest, calls, bundle },
  });
  const together = { ...asked, calls: [...asked.calls, ...asked.calls], bundle: { id: '0xab', isTaken: true } };
  expect(readKeptAsked(JSON.stringify({ ...keptAsked, asked: together }))).toEqual({ ...keptAsked, asked: together });
});

it.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['one with a hash', JSON.stringify(kept)],
  ['an account that is none', JSON.stringify({ ...keptAsked, asked: { ...keptAsked.asked, account: '<b>' } })],
  ['no call', JSON.stringify({ ...keptAsked, asked: { ...keptAsked.asked, calls: [] } })],
  ['a call that is none', JSON.stringify({ ...keptAsked, asked: { ...keptAsked.asked, calls: [null] } })],
  [
    'an id that is none',
    JSON.stringify({ ...keptAsked, asked: { ...keptAsked.asked, bundle: { id: 5, isTaken: true } } }),
  ],
  ['a nonce that is none', JSON.stringify({ ...keptAsked, asked: { ...keptAsked.asked, nonce: -1 } })],
])('takes %s for none that was handed to a wallet', (_, text) => {
  expect(readKeptAsked(text)).toBeNull();
});
