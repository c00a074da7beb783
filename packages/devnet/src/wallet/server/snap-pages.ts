import type { PageName, PageView } from '../protocol';
import { messageOf } from './rpc-errors';
import type { SnapHost } from './snap-host';

type Page = { name: PageName } & (
  | { status: 'loading' }
  | { status: 'failed'; message: string }
  | { status: 'ready'; id: string }
);

/** The page of the Snap that is on show: its home page or its settings. */
export type SnapPages = {
  /** @throws Error when the Snap has no such page. */
  open(snap: SnapHost | null, name: PageName): Promise<void>;
  close(snap: SnapHost | null): void;
  read(snap: SnapHost | null): PageView | null;
};

const permissionOf: Readonly<Record<PageName, string>> = {
  home: 'endowment:page-home',
  settings: 'endowment:page-settings',
};

/** Whether the Snap's manifest lets it have a page. */
export function hasPage(snap: SnapHost, name: PageName): boolean {
  return Object.hasOwn(snap.manifest.permissions, permissionOf[name]);
}

export function createSnapPages(onChange: () => void): SnapPages {
  let page: Page | null = null;
  let openings = 0;
  const show = (snap: SnapHost | null, next: Page | null) => {
    if (page?.status === 'ready') {
      snap?.removeInterface(page.id);
    }
    page = next;
    onChange();
  };
  return {
    open: async (snap, name) => {
      if (!snap || !hasPage(snap, name)) {
        throw new Error(`No Snap with a ${name} page is installed.`);
      }
      openings += 1;
      const opening = openings;
      show(snap, { name, status: 'loading' });
      let opened: Page;
      try {
        const { interfaceId } = await snap.openPage(name);
        opened = { name, status: 'ready', id: interfaceId };
      } catch (error) {
        opened = { name, status: 'failed', message: messageOf(error) };
      }
      if (opening === openings) {
        show(snap, opened);
      } else if (opened.status === 'ready') {
        snap.removeInterface(opened.id);
      }
    },
    close: (snap) => {
      openings += 1;
      show(snap, null);
    },
    read: (snap) => {
      if (page?.status !== 'ready') {
        return page;
      }
      const { name, id } = page;
      const shown = snap?.readInterface(id);
      return shown
        ? { name, status: 'ready', shown }
        : { name, status: 'failed', message: 'The page is no longer there.' };
    },
  };
}
