import type { ReactNode } from 'react';

import { Icon } from '../icon';
import { Children } from './children';
import type { SnapComponent } from './children';
import { oneOf, text } from './given';
import type { Given } from './given';

function layoutClass(given: Given): string {
  const direction = oneOf(given['direction'], 'vertical', 'horizontal');
  const alignment = oneOf(given['alignment'], 'start', 'center', 'end', 'space-between', 'space-around');
  const cross = given['crossAlignment'];
  const crossClass = cross === undefined ? '' : ` cross-${oneOf(cross, 'start', 'center', 'end')}`;
  return `box ${direction} align-${alignment}${crossClass}${given['center'] === true ? ' centered' : ''}`;
}

export const Box: SnapComponent = ({ given }) => (
  <div className={layoutClass(given)}>
    <Children of={given['children']} />
  </div>
);

export const Section: SnapComponent = ({ given }) => (
  <div className={`section ${layoutClass(given)}`}>
    <Children of={given['children']} />
  </div>
);

export const CollapsibleSection: SnapComponent = ({ given }) => (
  <details className="section collapsible" open={given['isExpanded'] === true}>
    <summary>{text(given['label'])}</summary>
    {given['isLoading'] === true ? <Spinner /> : <Box given={given} />}
  </details>
);

export const Container: SnapComponent = ({ given }) => (
  <div className={`container container-${oneOf(given['backgroundColor'], 'default', 'alternative')}`}>
    <Children of={given['children']} />
  </div>
);

export const Footer: SnapComponent = ({ given }) => (
  <div className="snap-footer">
    <Children of={given['children']} />
  </div>
);

export const Divider: SnapComponent = () => <hr className="divider" />;

export const Banner: SnapComponent = ({ given }) => {
  const severity = oneOf(given['severity'], 'info', 'danger', 'success', 'warning');
  const icon = { info: 'info', danger: 'danger', success: 'check', warning: 'warning' }[severity];
  return (
    <div className={`banner banner-${severity}`} role={severity === 'danger' ? 'alert' : 'note'}>
      <Icon name={icon} className="icon banner-icon" />
      <div className="banner-main">
        <p className="banner-title">{text(given['title'])}</p>
        <Children of={given['children']} />
      </div>
    </div>
  );
};

/** What explains its children when a person points at them. */
export function Bubble(props: { children: ReactNode; content: ReactNode; label?: string }): ReactNode {
  return (
    <span className="tooltip" tabIndex={0} aria-label={props.label}>
      {props.children}
      <span className="tooltip-bubble" role="tooltip">
        {props.content}
      </span>
    </span>
  );
}

export const Tooltip: SnapComponent = ({ given }) => (
  <Bubble content={<Children of={given['content']} />}>
    <Children of={given['children']} />
  </Bubble>
);

export function Spinner(): ReactNode {
  return <span className="spinner" role="img" aria-label="Loading" />;
}
