import { Avatar, shortAddress } from '../address';
import { Icon as Drawing } from '../icon';
import { Children, Part, useSnapUi } from './children';
import type { SnapComponent } from './children';
import { oneOf, plainAddress, radii, sizeOf, text } from './given';
import { Bubble } from './layout';

export const Address: SnapComponent = ({ given }) => {
  const address = plainAddress(given['address']);
  return (
    <span className="address" title={address}>
      {given['avatar'] === false ? null : <Avatar address={address} />}
      <span className="mono">{given['truncate'] === false ? address : shortAddress(address)}</span>
    </span>
  );
};

export const AccountAvatar: SnapComponent = ({ given }) => (
  <Avatar address={plainAddress(given['address'])} size={oneOf(given['size'], 'md', 'sm', 'lg')} />
);

export const Row: SnapComponent = ({ given }) => {
  const variant = oneOf(given['variant'], 'default', 'warning', 'critical');
  const tooltip = text(given['tooltip']);
  return (
    <div className={`row row-${variant}`}>
      <div className="row-label">
        {variant === 'default' ? null : <Drawing name={variant === 'critical' ? 'danger' : 'warning'} />}
        <span>{text(given['label'])}</span>
        {tooltip === undefined ? null : (
          <Bubble content={tooltip} label={tooltip}>
            <Drawing name="question" />
          </Bubble>
        )}
      </div>
      <div className="row-value">
        <Children of={given['children']} />
      </div>
    </div>
  );
};

export const Value: SnapComponent = ({ given }) => (
  <span className="value">
    <Part of={given['extra']} className="value-extra" />
    <Part of={given['value']} className="value-main" />
  </span>
);

export const Card: SnapComponent = ({ given }) => {
  const source = imageSource(text(given['image']));
  return (
    <div className="card">
      {source === undefined ? null : <img className="card-image" src={source} alt="" />}
      <div className="card-main">
        <span className="card-title">
          <Children of={given['title']} />
        </span>
        <Part of={given['description']} className="card-note" />
      </div>
      <div className="card-side">
        <span className="card-title">{text(given['value'])}</span>
        <Part of={given['extra']} className="card-note" />
      </div>
    </div>
  );
};

export const Copyable: SnapComponent = ({ given }) => {
  const { actions } = useSnapUi();
  const value = text(given['value']) ?? '';
  return (
    <button
      type="button"
      className="copyable"
      title="Copy"
      onClick={() => {
        actions.copy(value);
      }}
    >
      <span className={given['sensitive'] === true ? 'mono sensitive' : 'mono'}>{value}</span>
      <Drawing name="copy" />
    </button>
  );
};

export const Icon: SnapComponent = ({ given }) => {
  const colour = oneOf(given['color'], 'default', 'primary', 'muted', 'error', 'success', 'warning');
  const size = oneOf(given['size'], 'inherit', 'md');
  return <Drawing name={text(given['name']) ?? ''} className={`icon colour-${colour} icon-${size}`} />;
};

/** An SVG text becomes an image of its own, in which no script runs; an address must be https. */
function imageSource(src = ''): string | undefined {
  if (src.trimStart().startsWith('<')) {
    return `data:image/svg+xml;utf8,${encodeURIComponent(src)}`;
  }
  return /^(https:\/\/|data:image\/)/u.test(src) ? src : undefined;
}

export const Image: SnapComponent = ({ given }) => {
  const source = imageSource(text(given['src']));
  if (source === undefined) {
    return <span className="image-missing">{text(given['alt']) ?? 'An image that cannot be shown'}</span>;
  }
  const radius = given['borderRadius'];
  const borderRadius = radius === undefined ? undefined : radii[oneOf(radius, 'none', 'medium', 'full')];
  return (
    <img className="image" src={source} alt={text(given['alt']) ?? ''} style={{ ...sizeOf(given), borderRadius }} />
  );
};

export const Skeleton: SnapComponent = ({ given }) => {
  const borderRadius = radii[oneOf(given['borderRadius'], 'medium', 'none', 'full')];
  const size = sizeOf(given, { width: '100%', height: '1.2em' });
  return <span className="skeleton" style={{ ...size, borderRadius }} aria-hidden="true" />;
};
