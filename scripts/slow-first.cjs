const { default: Sequencer } = require('@jest/test-sequencer');

/** The files that take longest, those before others first; see `docs/test-time.md`. */
const slow = [
  'devnet/test/launcher/cli',
  'devnet/test/core/ledger-property',
  'core/test/trace-replay',
  'snap/test/home',
  'snap/test/notifications',
  'devnet/test/faulty-node/faulty-node',
  'snap/test/insight-attacks',
  'devnet/test/wallet/browser',
  'devnet/test/wallet/pages.browser',
  'devnet/test/metis/sequencers-replay',
  'devnet/test/contracts/trace-replay',
  'core/test/metis/locking-replay',
];

const rankOf = ({ path }) => {
  const rank = slow.findIndex((name) => path.replaceAll('\\', '/').endsWith(`/packages/${name}.test.ts`));
  return rank < 0 ? slow.length : rank;
};

/** Slow files first, so that none runs alone at the end. Of a fresh clone Jest knows the size of files only. */
module.exports = class extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => rankOf(one) - rankOf(other));
  }
};
