import type { Picture } from '../../src/home/view';

/** A picture of an account with a stake, for the tests to change. */
export const picture: Picture = {
  readAt: Date.parse('2026-11-20T00:00:00Z'),
  time: Date.parse('2026-11-20T00:00:00Z') / 1000,
  staked: 2n * 10n ** 18n,
  balance: 10n ** 18n,
  gasPrice: 10n ** 9n,
  isBlocked: false,
  capacityLeft: null,
  exits: [],
  items: [],
  troubles: [],
  earned: 10n ** 16n,
  pending: null,
  gap: null,
  price: null,
  mark: '1:1',
  apr: null,
  months: [],
  earnedThen: 10n ** 16n,
};
