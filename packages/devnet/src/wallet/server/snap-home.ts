import type { HomeView } from '../protocol';
import { messageOf } from './rpc-errors';
import type { SnapHost } from './snap-host';

type Home = { status: 'loading' } | { status: 'failed'; message: string } | { status: 'ready'; id: string };

/** The home page of the Snap, while it is on show. */
export type SnapHome = {
  open(snap: SnapHost | null): Promise<void>;
  close(): void;
  read(snap: SnapHost | null): HomeView | null;
};

export function createSnapHome(onChange: () => void): SnapHome {
  let home: Home | null = null;
  const show = (next: Home | null) => {
    home = next;
    onChange();
  };
  return {
    open: async (snap) => {
      if (!snap || !Object.hasOwn(snap.manifest.permissions, 'endowment:page-home')) {
        throw new Error('No Snap with a home page is installed.');
      }
      show({ status: 'loading' });
      try {
        const { interfaceId } = await snap.openHomePage();
        show({ status: 'ready', id: interfaceId });
      } catch (error) {
        show({ status: 'failed', message: messageOf(error) });
      }
    },
    close: () => {
      show(null);
    },
    read: (snap) => {
      if (home?.status !== 'ready') {
        return home;
      }
      const shown = snap?.readInterface(home.id);
      return shown ? { status: 'ready', shown } : { status: 'failed', message: 'The page is no longer there.' };
    },
  };
}
