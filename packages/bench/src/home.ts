/** What the home page of the Snap costs: opening it, and reading anew what it shows. */
import { networkByChainId } from '@pooled-staking/core';
import { entryOf, homePart } from '../../snap/src/home/view';
import { stateKey } from '../../snap/src/wallet/state';
import type { Measurement } from './figures';
import { walletOf, type LongLife } from './long-life';
import { loadSnap, type Counts } from './snap-process';

/** Requests of opening it, and round trips of a first reading, until its first picture and in all, and of a second one. */
export async function measureHome(bundle: string, life: LongLife): Promise<Measurement[]> {
  const { devnet, account } = life;
  const [pool] = networkByChainId(devnet.chainId).pools;
  const chosen = { address: account, isOwn: true };
  const wallet = walletOf(life, { showsTestnets: true }, { [homePart.name]: { chosen } });
  // The pool's page, as the wallet keeps it beside the interface.
  const context = { surface: 'home', page: 'pool', account, pool: pool?.id, form: null, isSent: false };
  const look = async (): Promise<{ opened: Counts; read: Counts; pictureAfter: number }> => {
    // As in a Snap that has just been woken.
    const snap = loadSnap(bundle, wallet);
    const opened = await wallet.count(async () => snap.onHomePage());
    wallet.context = context;
    const press = { type: 'ButtonClickEvent', name: 'refresh' };
    const read = await wallet.count(async () => snap.onUserInput({ id: 'interface', event: press, context }));
    const home = homePart.parse((wallet.states.get(false) as { own: Record<string, unknown> }).own[homePart.name]);
    const { picture } = pool ? entryOf(home, pool, account) : { picture: null };
    if (!picture?.months || !picture.apr || picture.staked === 0n || picture.exits.length !== 2) {
      throw new Error('The home page does not show all of it.');
    }
    return { opened, read, pictureAfter: wallet.writtenAfter.get(`${stateKey}.${homePart.name}`) ?? Infinity };
  };
  const first = await look();
  const second = await look();
  const requestsOf = ({ requests, chainRequests, fetches }: Counts): number => requests + chainRequests + fetches;
  return [
    { name: 'home.firstPaint.requests', value: requestsOf(first.opened) + requestsOf(second.opened), unit: 'requests' },
    { name: 'home.refresh.first.roundTrips', value: first.pictureAfter, unit: 'round trips' },
    { name: 'home.refresh.roundTrips', value: second.read.roundTrips, unit: 'round trips' },
    { name: 'home.refresh.first.all.roundTrips', value: first.read.roundTrips, unit: 'round trips' },
    { name: 'home.refresh.first.requests', value: first.read.requests, unit: 'requests' },
    { name: 'home.refresh.requests', value: second.read.requests, unit: 'requests' },
  ];
}
