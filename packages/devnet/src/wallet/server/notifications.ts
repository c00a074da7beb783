import { restrictedMethodPermissionBuilders } from '@metamask/snaps-rpc-methods';

import type { NotificationView, SnapInterfaceView, Toast } from '../protocol';
import { createRateLimit } from './rate-limit';
import type { SnapInterfaces } from './snap-interfaces';

const MOST_KEPT = 50;

/** Who sends a notification: the Snap, and what it shows. */
export type Sender = { id: string; name: string; interfaces: SnapInterfaces };

type Given = {
  message: string;
  title?: string;
  /** Id of the interface that the platform made of the content. */
  content?: string;
  footerLink?: { href: string; text: string };
};

/** A Snap that runs, as far as its interfaces can be read. */
type Shows = { readInterface(id: string): SnapInterfaceView | null };

/** What the Snap notified of, newest first. */
export type Notifications = {
  /** Answers `snap_notify`; @throws JsonRpcError -32602 for params that are none, -32005 for one too many. */
  notify: (sender: Sender, params: unknown) => Promise<unknown>;
  /** All of them, with the newest content of what they show. */
  read(host: Shows | null): NotificationView[];
  /** Marks one as read, or all. */
  markRead(id: string | null): void;
};

type Implementation = (args: { method: string; params: unknown; context: { origin: string } }) => Promise<unknown>;

/** The platform's own code for `snap_notify`, which checks message, content and links; the hooks are the wallet's. */
function notifyWith(hooks: Readonly<Record<string, unknown>>): Implementation {
  const specification = restrictedMethodPermissionBuilders.snap_notify.specificationBuilder({
    methodHooks: hooks as never,
  });
  return specification.methodImplementation as unknown as Implementation;
}

export function createNotifications(onChange: () => void, onToast: (toast: Toast) => void): Notifications {
  let kept: NotificationView[] = [];
  let lastId = 0;
  // The limits of MetaMask, for each Snap.
  const limits = {
    native: createRateLimit('showNativeNotification', 2, 300_000),
    inApp: createRateLimit('showInAppNotification', 5, 60_000),
  };

  const add = (kind: NotificationView['kind'], { name, interfaces }: Sender, given: Given): null => {
    limits[kind]();
    const { message, title = null, content, footerLink = null } = given;
    lastId += 1;
    const shown = content === undefined ? null : interfaces.read(content);
    const added = { id: `notification-${lastId}`, kind, message, title, footerLink, shown };
    kept = [{ ...added, at: new Date().toISOString(), isRead: false }, ...kept].slice(0, MOST_KEPT);
    onToast({ title: title ?? name, message, tone: 'info' });
    onChange();
    return null;
  };

  return {
    notify: (sender, params) => {
      const implementation = notifyWith({
        showNativeNotification: (_origin: string, given: Given) =>
          Promise.resolve().then(() => add('native', sender, given)),
        showInAppNotification: (_origin: string, given: Given) =>
          Promise.resolve().then(() => add('inApp', sender, given)),
        isOnPhishingList: () => false,
        maybeUpdatePhishingList: () => Promise.resolve(),
        createInterface: (_origin: string, content: unknown) => sender.interfaces.create(content),
        getSnap: (id: string) => (id === sender.id ? { id } : undefined),
      });
      return implementation({ method: 'snap_notify', params, context: { origin: sender.id } });
    },
    // An interface ends with the run of the Snap that made it; what it showed last stays.
    read: (host) =>
      kept.map((notification) => {
        const { shown } = notification;
        return shown ? { ...notification, shown: host?.readInterface(shown.id) ?? shown } : notification;
      }),
    markRead: (id) => {
      kept = kept.map((notification) =>
        id === null || notification.id === id ? { ...notification, isRead: true } : notification,
      );
      onChange();
    },
  };
}
