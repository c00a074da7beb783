import type { ReactNode } from 'react';

import type { NotificationView } from '../protocol';
import type { PanelActions } from './panel-actions';
import { Sheet } from './pieces';
import { SnapInterface } from './snap-ui/interface';
import { LinkTo } from './snap-ui/text';

const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

const markdownLink = /\[(?<words>[^\]]+)\]\((?<href>[^)\s]+)\)/gu;

/** A message with its Markdown links, as MetaMask shows them. */
function Message({ message, follow }: { message: string; follow: PanelActions['follow'] }): ReactNode {
  const links = [...message.matchAll(markdownLink)];
  const ends = links.map((link) => link.index + link[0].length);
  return (
    <>
      {links.map((link, index) => (
        <span key={link.index}>
          {message.slice(ends[index - 1] ?? 0, link.index)}
          <LinkTo href={link.groups?.['href'] ?? ''} follow={follow}>
            {link.groups?.['words']}
          </LinkTo>
        </span>
      ))}
      {message.slice(ends.at(-1) ?? 0)}
    </>
  );
}

type ItemProps = { notification: NotificationView; actions: PanelActions };

function Item({ notification, actions }: ItemProps): ReactNode {
  const { id, kind, message, title, shown, at, isRead } = notification;
  return (
    <li className={isRead ? 'notification' : 'notification notification-new'} data-testid="dev-wallet-notification">
      <span className="dot dot-new" role="img" aria-label={isRead ? 'Read' : 'Not read yet'} />
      <div className="grow">
        {title === null ? null : <p className="banner-title">{title}</p>}
        <p className="text">
          <Message message={message} follow={actions.follow} />
        </p>
        <p className="note">{`${time.format(new Date(at))}${kind === 'native' ? ' · shown by the system' : ''}`}</p>
        {shown === null && isRead ? null : (
          <button
            type="button"
            className="link"
            data-testid="dev-wallet-read-notification"
            onClick={() => {
              actions.readNotification(id, shown !== null);
            }}
          >
            {shown === null ? 'Mark as read' : 'Show more'}
          </button>
        )}
      </div>
    </li>
  );
}

/** A notification opened: its title, what the Snap shows, and where it leads. */
function Opened({ notification, actions }: ItemProps): ReactNode {
  const { title, message, shown, footerLink } = notification;
  return (
    <Sheet
      title={title ?? message}
      testId="dev-wallet-notification-page"
      onBack={() => {
        actions.showNotifications();
      }}
    >
      {shown === null ? null : <SnapInterface key={shown.id} shown={shown} actions={actions} />}
      {footerLink === null ? null : (
        <p className="notification-footer">
          <LinkTo href={footerLink.href} follow={actions.follow}>
            {footerLink.text}
          </LinkTo>
        </p>
      )}
    </Sheet>
  );
}

type Props = { notifications: readonly NotificationView[]; opened: string | null; actions: PanelActions };

/** What the Snap notified of, newest first, or one of it opened. */
export function Notifications({ notifications, opened, actions }: Props): ReactNode {
  const one = notifications.find(({ id }) => id === opened);
  if (one) {
    return <Opened notification={one} actions={actions} />;
  }
  return (
    <Sheet title="Notifications" testId="dev-wallet-notifications-page" onBack={actions.showWallet}>
      {notifications.length === 0 ? <p className="note">Nothing yet. What the Snap notifies of is kept here.</p> : null}
      {notifications.some(({ isRead }) => !isRead) ? (
        <button
          type="button"
          className="link read-all"
          data-testid="dev-wallet-read-all"
          onClick={() => {
            actions.tell({ command: 'read-notification', id: null });
          }}
        >
          Mark all as read
        </button>
      ) : null}
      <ul className="notifications">
        {notifications.map((notification) => (
          <Item key={notification.id} notification={notification} actions={actions} />
        ))}
      </ul>
    </Sheet>
  );
}
