/** What a run of the notifications' job costs a wallet that watches as many accounts as it may. */
import type { Measurement } from './figures';
import { crowdMember, walletOf, type LongLife } from './long-life';
import { loadSnap } from './snap-process';

const watched = 20;

/** The most requests of a run: of the first, of one after a penalty, and of one without news. */
export async function countCron(bundle: string, life: LongLife): Promise<Measurement[]> {
  const { anvil, operator } = life.devnet;
  const accounts = [life.account, ...Array.from({ length: watched - 1 }, (_, index) => crowdMember(index))];
  const wallet = walletOf(life, {
    accounts: accounts.map((address) => ({ address, name: '', isOwn: false })),
    showsTestnets: true,
  });
  const snap = loadSnap(bundle, wallet);
  const run = async (news: number): Promise<number> => {
    const before = wallet.notified;
    // So many blocks that no reorg reaches what is below them.
    await anvil.request('anvil_mine', ['0x40', '0xc']);
    const { requests, chainRequests } = await wallet.count(async () =>
      snap.onCronjob({ request: { jsonrpc: '2.0', method: 'notify' } }),
    );
    if (wallet.notified - before !== news) {
      throw new Error(`The wallet was told ${wallet.notified - before} times, not ${news}.`);
    }
    return requests + chainRequests;
  };
  // The exit that can be claimed, inside the wallet and outside of it.
  const first = await run(2);
  await operator.report(-(10n ** 18n));
  const afterPenalty = await run(5);
  const quiet = await run(0);
  return [{ name: `cron.${watched}accounts.requests`, value: Math.max(first, afterPenalty, quiet), unit: 'requests' }];
}
