import { expect, it } from '@jest/globals';
import { local } from '@pooled-staking/core';
import { usualOptions } from '../options';
import type { Session } from '../wallet/session';
import { runTransaction } from './run-transaction';

const account = `0x${'aA'.repeat(20)}`;
const closed = 'The origin is not permitted to use "endowment:rpc".';

/** The stages of a stake in a wallet whose Snap answers with an error; the node behind it is silent. */
async function stagesWith(said: string): Promise<string[]> {
  const answers: Readonly<Record<string, unknown>> = {
    eth_accounts: [account.toLowerCase()],
    eth_chainId: '0x7a69',
    wallet_getSnaps: { [usualOptions.snapId]: { version: '1.0.0', enabled: true, blocked: false } },
  };
  const provider: Session['wallet']['provider'] = {
    request: async ({ method }) => {
      await Promise.resolve();
      if (!(method in answers)) {
        throw new Error(method === 'wallet_invokeSnap' ? said : 'The node is silent.');
      }
      return answers[method];
    },
  };
  const stages: string[] = [];
  await runTransaction(
    {
      wallet: { id: '1', name: '', icon: '', rdns: '', provider },
      ...{ account, isReadOnly: false, chainId: local.chainId },
    },
    local.pools[0]?.id ?? '',
    { kind: 'stake', amount: '1', title: '' },
    {
      onChange: ({ stage }) => stages.push(stage),
      onAsked: () => () => undefined,
      onTaken: () => undefined,
      onSent: () => undefined,
      isWanted: () => true,
      ended: async () => Promise.resolve('confirmed'),
    },
    usualOptions,
  );
  return stages;
}

it('says that the page works a transaction out itself where the Snap answers no page', async () => {
  expect(await stagesWith(closed)).toEqual(['review', 'preparing', 'failed']);
  expect(await stagesWith('It was busy.')).toEqual(['review', 'failed']);
});
