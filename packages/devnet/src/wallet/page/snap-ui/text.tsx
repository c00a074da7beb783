import type { ReactNode } from 'react';

import { Children, useSnapUi } from './children';
import type { SnapComponent } from './children';
import { oneOf, text } from './given';

export const Bold: SnapComponent = ({ given }) => (
  <strong>
    <Children of={given['children']} />
  </strong>
);

export const Italic: SnapComponent = ({ given }) => (
  <em>
    <Children of={given['children']} />
  </em>
);

export const Heading: SnapComponent = ({ given }) => {
  const size = oneOf(given['size'], 'sm', 'md', 'lg');
  const Tag = ({ sm: 'h4', md: 'h3', lg: 'h2' } as const)[size];
  return (
    <Tag className={`heading heading-${size}`}>
      <Children of={given['children']} />
    </Tag>
  );
};

export const Text: SnapComponent = ({ given }) => {
  const colour = oneOf(given['color'], 'default', 'alternative', 'muted', 'error', 'success', 'warning');
  const alignment = oneOf(given['alignment'], 'start', 'center', 'end');
  const weight = oneOf(given['fontWeight'], 'regular', 'medium', 'bold');
  const size = oneOf(given['size'], 'md', 'sm');
  return (
    <p className={`text colour-${colour} text-${alignment} weight-${weight} size-${size}`}>
      <Children of={given['children']} />
    </p>
  );
};

/** Links into the wallet itself. */
const walletLink = /^metamask:\/\/(client\/|snap\/.+\/home\/?$)/u;

type LinkToProps = { href: string; follow: (href: string) => void; children: ReactNode };

/** Leads to https, to mail, to the home page of a Snap and into the wallet; anything else is shown, and leads nowhere. */
export function LinkTo({ href, follow, children }: LinkToProps): ReactNode {
  if (walletLink.test(href)) {
    return (
      <button
        type="button"
        className="link"
        data-act={href.startsWith('metamask://snap/') ? 'open-home' : 'open-wallet'}
        onClick={() => {
          follow(href);
        }}
      >
        {children}
      </button>
    );
  }
  if (!/^(https:\/\/|mailto:)/u.test(href)) {
    return (
      <span className="link-dead" title={href}>
        {children}
      </span>
    );
  }
  return (
    <a className="link" href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}

export const Link: SnapComponent = ({ given }) => {
  const { actions } = useSnapUi();
  return (
    <LinkTo href={text(given['href']) ?? ''} follow={actions.follow}>
      <Children of={given['children']} />
    </LinkTo>
  );
};
