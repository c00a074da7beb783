import { readViewBlock } from '../../../../core/src/chain/block';
import { StakingError } from '../../../../core/src/errors';
import type { ListedProtocol } from '../../../../core/src/protocols/index';
import type { Protocol } from '../../../../core/src/staking/protocol';
import type { PoolState } from '../../../../core/src/staking/pool';
import { aprDays, unknownWindow } from '../../../../core/src/staking/rate';
import { zeroAddress } from '../../../../core/src/units';
import { plainVaultInsight } from './insight';
import { historyOf, readPosition, type PlainPosition } from './position';
import { quoteStake, quoteUnstake } from './quotes';
import { noWait, readHoldingAt } from './vault';

/** Plain vaults of ERC-4626: a second, small protocol, in no registry of the product. */
export const plainVaults: Protocol<PoolState, PlainPosition> & Pick<ListedProtocol, 'insight'> = {
  id: 'erc4626',
  name: 'ERC-4626',
  readPool: async (context, minBlock) => {
    const { state } = await readHoldingAt(context, zeroAddress, await readViewBlock(context.request, minBlock));
    return {
      state,
      apr: aprDays.map(unknownWindow),
      exitTerms: { claimDelay: noWait, way: 'at-once', queuedAssets: 0n, freeAssets: state.totalAssets },
      escrows: [],
    };
  },
  readRates: async (_, __, days) => Promise.resolve(days.map(unknownWindow)),
  // It earns with every block.
  reportMark: ({ block }) => String(block.number),
  readPosition,
  quoteStake,
  quoteUnstake,
  quoteClaim: async () => Promise.reject(new StakingError('NOTHING_TO_CLAIM', { kind: 'no-open-exit' })),
  entriesOf: ({ entries }) => [...entries],
  readHistory: async (_, position) => Promise.resolve(historyOf(position)),
  // No exit of a plain vault waits, nobody is blocked, and it takes no fee.
  readNews: async (_, __, kept) => Promise.resolve({ news: [], kept, from: null }),
  insight: plainVaultInsight,
};
