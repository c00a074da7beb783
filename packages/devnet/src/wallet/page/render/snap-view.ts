import type { SnapElement, SnapInterfaceView } from '../../protocol';
import { iconView } from './icons';
import { h } from './view';
import type { View, ViewElement } from './view';

/** A component that this wallet cannot show: it must be built here before a Snap may use it. */
export class UnknownComponentError extends Error {
  constructor(readonly component: string) {
    super(`The Snap shows a component that this wallet does not know: ${component}`);
  }
}

type Context = {
  shown: SnapInterfaceView;
  /** Unknown components throw; otherwise an error block takes their place. */
  strict: boolean;
  /** Name of the form around the component. */
  form: string | null;
};

type Props = SnapElement['props'];
type Renderer = (props: Props, context: Context) => View[];

// ------------------------------------------------------------------------------------------------ reading props

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/** The value when it is one of those allowed, else the first of them: foreign words never become class names. */
function oneOf<Allowed extends string>(value: unknown, first: Allowed, ...others: Allowed[]): Allowed {
  return others.find((allowed) => allowed === value) ?? first;
}

function isElement(value: unknown): value is SnapElement {
  return typeof value === 'object' && value !== null && typeof (value as SnapElement).type === 'string';
}

function listOf(children: unknown): unknown[] {
  return Array.isArray(children) ? children.flatMap(listOf) : [children];
}

/** The components among the children, without texts. */
function elementsOf(children: unknown): SnapElement[] {
  return listOf(children).filter(isElement);
}

function render(children: unknown, context: Context): View[] {
  return listOf(children).flatMap((child): View[] => {
    if (child === null || child === undefined || typeof child === 'boolean') {
      return [];
    }
    return isElement(child) ? renderElement(child, context) : [text(child) ?? unknownView('text', context)];
  });
}

function renderElement(element: SnapElement, context: Context): View[] {
  const renderer = Object.hasOwn(renderers, element.type) ? renderers[element.type] : undefined;
  return renderer ? renderer(element.props, context) : [unknownView(element.type, context)];
}

function unknownView(component: string, context: Context): View {
  const error = new UnknownComponentError(component);
  if (context.strict) {
    throw error;
  }
  return h(
    'div',
    { class: 'render-error', role: 'alert', 'data-testid': 'dev-wallet-render-error', 'data-component': component },
    error.message,
  );
}

// ------------------------------------------------------------------------------------------------------- pieces

/** Addresses as people compare them: both ends. */
export function shortAddress(address: string): string {
  return address.length > 14 ? `${address.slice(0, 7)}…${address.slice(-5)}` : address;
}

/** A round mark in colours that follow from the address, so that two accounts look different. */
export function avatarView(address: string, size: 'sm' | 'md' | 'lg' = 'sm'): ViewElement {
  const hue = Array.from(address.toLowerCase()).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  const colours = `background:linear-gradient(135deg,hsl(${hue} 70% 55%),hsl(${(hue + 110) % 360} 65% 42%))`;
  return h('span', { class: `avatar avatar-${size}`, style: colours, 'aria-hidden': 'true' });
}

function addressView(props: Props): ViewElement {
  const full = text(props['address']) ?? '';
  const plain = full.split(':').at(-1) ?? full;
  return h(
    'span',
    { class: 'address', title: plain },
    props['avatar'] === false ? null : avatarView(plain),
    h('span', { class: 'mono' }, props['truncate'] === false ? plain : shortAddress(plain)),
  );
}

/** An SVG text becomes an image of its own, in which no script runs; an address must be https. */
function imageSource(src: string): string | undefined {
  if (src.trimStart().startsWith('<')) {
    return `data:image/svg+xml;utf8,${encodeURIComponent(src)}`;
  }
  return /^(https:\/\/|data:image\/)/u.test(src) ? src : undefined;
}

const length = (value: unknown): string | undefined => {
  const given = text(value);
  return given !== undefined && /^\d+(\.\d+)?(px|%|em|rem)?$/u.test(given)
    ? /\d$/u.test(given)
      ? `${given}px`
      : given
    : undefined;
};

const radii = { none: '0', medium: '8px', full: '999px' } as const;

function styleOf(styles: Readonly<Record<string, string | undefined>>): string | undefined {
  const set = Object.entries(styles).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return set.length > 0 ? set.map(([name, value]) => `${name}:${value}`).join(';') : undefined;
}

function layoutClass(props: Props): string {
  const direction = oneOf(props['direction'], 'vertical', 'horizontal');
  const alignment = oneOf(props['alignment'], 'start', 'center', 'end', 'space-between', 'space-around');
  const cross = props['crossAlignment'];
  const crossClass = cross === undefined ? '' : ` cross-${oneOf(cross, 'start', 'center', 'end')}`;
  return `box ${direction} align-${alignment}${crossClass}${props['center'] === true ? ' centered' : ''}`;
}

/** What was put into a field; the runtime keeps it beside the components. */
function fieldValue(props: Props, context: Context): unknown {
  const name = text(props['name']) ?? '';
  const { state } = context.shown;
  const values = context.form === null ? state : state[context.form];
  const kept =
    typeof values === 'object' && values !== null ? (values as Readonly<Record<string, unknown>>)[name] : undefined;
  return kept ?? props['value'];
}

const fieldId = (props: Props, context: Context): string =>
  `field-${context.shown.id}-${context.form ?? ''}-${text(props['name']) ?? ''}`;

/** Attributes by which the panel finds out what was done with which field. */
const act = (kind: string, props: Props, component?: string) => ({
  'data-act': kind,
  'data-name': text(props['name']),
  'data-component': component,
});

function inputView(props: Props, context: Context, type: string, value: string, kind: string): ViewElement {
  const isNumber = type === 'number';
  return h('input', {
    id: fieldId(props, context),
    class: 'input',
    ...act(kind, props),
    type: isNumber ? 'text' : type,
    inputmode: isNumber ? 'decimal' : undefined,
    value,
    placeholder: text(props['placeholder']),
    disabled: props['disabled'] === true,
    autocomplete: 'off',
    spellcheck: 'false',
  });
}

function valuePart(part: unknown, className: string, context: Context): View | null {
  const views = isElement(part) ? renderElement(part, context) : [text(part) ?? ''];
  return views.some((view) => view !== '') ? h('span', { class: className }, ...views) : null;
}

function cardView(props: Props, context: Context): ViewElement {
  const image = text(props['image']);
  const source = image === undefined ? undefined : imageSource(image);
  const title = props['title'];
  return h(
    'div',
    { class: 'card' },
    source === undefined ? null : h('img', { class: 'card-image', src: source, alt: '' }),
    h(
      'div',
      { class: 'card-main' },
      h('span', { class: 'card-title' }, ...(isElement(title) ? renderElement(title, context) : [text(title) ?? ''])),
      valuePart(props['description'], 'card-note', context),
    ),
    h(
      'div',
      { class: 'card-side' },
      h('span', { class: 'card-title' }, text(props['value']) ?? ''),
      valuePart(props['extra'], 'card-note', context),
    ),
  );
}

function choiceViews(component: 'RadioGroup' | 'Selector', option: string): Renderer {
  return (props, context) => {
    const chosen = fieldValue(props, context);
    const group = fieldId(props, context);
    return [
      h(
        'div',
        { class: component === 'Selector' ? 'selector' : 'radio-group', role: 'radiogroup', id: group },
        component === 'Selector' ? h('span', { class: 'field-label' }, text(props['title']) ?? '') : null,
        ...elementsOf(props['children']).map((child) => {
          if (child.type !== option) {
            return unknownView(child.type, context);
          }
          const value = text(child.props['value']) ?? '';
          return h(
            'label',
            { class: 'choice' },
            h('input', {
              type: 'radio',
              ...act('choose', props, component),
              name: group,
              value,
              checked: chosen === value,
              disabled: props['disabled'] === true || child.props['disabled'] === true,
            }),
            h('span', { class: 'choice-label' }, ...render(child.props['children'], context)),
          );
        }),
      ),
    ];
  };
}

// --------------------------------------------------------------------------------------------------- components

const renderers: Readonly<Record<string, Renderer>> = {
  Address: (props) => [addressView(props)],

  AddressInput: (props, context) => {
    const value = text(fieldValue(props, context)) ?? '';
    const chain = `${text(props['chainId']) ?? ''}:`;
    return [inputView(props, context, 'text', value.startsWith(chain) ? value.slice(chain.length) : value, 'type')];
  },

  Avatar: (props) => {
    const address = (text(props['address']) ?? '').split(':').at(-1) ?? '';
    return [avatarView(address, oneOf(props['size'], 'md', 'sm', 'lg'))];
  },

  Banner: (props, context) => {
    const severity = oneOf(props['severity'], 'info', 'danger', 'success', 'warning');
    const icon = { info: 'info', danger: 'danger', success: 'check', warning: 'warning' }[severity];
    return [
      h(
        'div',
        { class: `banner banner-${severity}`, role: severity === 'danger' ? 'alert' : 'note' },
        iconView(icon, 'icon banner-icon'),
        h(
          'div',
          { class: 'banner-main' },
          h('p', { class: 'banner-title' }, text(props['title']) ?? ''),
          ...render(props['children'], context),
        ),
      ),
    ];
  },

  Bold: (props, context) => [h('strong', {}, ...render(props['children'], context))],

  Box: (props, context) => [h('div', { class: layoutClass(props) }, ...render(props['children'], context))],

  Button: (props, context) => {
    const variant = oneOf(props['variant'], 'primary', 'destructive');
    const isLoading = props['loading'] === true;
    return [
      h(
        'button',
        {
          type: oneOf(props['type'], 'button', 'submit'),
          class: `snap-button snap-button-${variant} size-${oneOf(props['size'], 'md', 'sm')}`,
          ...act('click', props),
          disabled: props['disabled'] === true || isLoading,
          'aria-busy': isLoading ? 'true' : undefined,
        },
        isLoading ? h('span', { class: 'spinner', 'aria-hidden': 'true' }) : null,
        ...render(props['children'], context),
      ),
    ];
  },

  Card: (props, context) => [cardView(props, context)],

  Checkbox: (props, context) => {
    const isChecked = (fieldValue(props, context) ?? props['checked']) === true;
    const isToggle = props['variant'] === 'toggle';
    return [
      h(
        'label',
        { class: isToggle ? 'checkbox toggle' : 'checkbox' },
        h('input', {
          type: 'checkbox',
          ...act('toggle', props),
          role: isToggle ? 'switch' : undefined,
          checked: isChecked,
          disabled: props['disabled'] === true,
        }),
        h('span', {}, text(props['label']) ?? ''),
      ),
    ];
  },

  CollapsibleSection: (props, context) => [
    h(
      'details',
      { class: 'section collapsible', open: props['isExpanded'] === true },
      h('summary', {}, text(props['label']) ?? ''),
      props['isLoading'] === true
        ? h('span', { class: 'spinner', role: 'img', 'aria-label': 'Loading' })
        : h('div', { class: layoutClass(props) }, ...render(props['children'], context)),
    ),
  ],

  Container: (props, context) => [
    h(
      'div',
      { class: `container container-${oneOf(props['backgroundColor'], 'default', 'alternative')}` },
      ...render(props['children'], context),
    ),
  ],

  Copyable: (props) => {
    const value = text(props['value']) ?? '';
    const isSensitive = props['sensitive'] === true;
    return [
      h(
        'button',
        { type: 'button', class: 'copyable', 'data-act': 'copy', 'data-value': value, title: 'Copy' },
        h('span', { class: isSensitive ? 'mono sensitive' : 'mono' }, value),
        iconView('copy'),
      ),
    ];
  },

  DateTimePicker: (props, context) => {
    const type = oneOf(props['type'], 'datetime', 'date', 'time');
    const value = text(fieldValue(props, context)) ?? '';
    const local = { datetime: value.slice(0, 16), date: value.slice(0, 10), time: value.slice(11, 16) }[type];
    return [
      inputView(props, context, { datetime: 'datetime-local', date: 'date', time: 'time' }[type], local, 'pick-date'),
    ];
  },

  Divider: () => [h('hr', { class: 'divider' })],

  Dropdown: (props, context) => {
    const chosen = fieldValue(props, context);
    return [
      h(
        'select',
        {
          id: fieldId(props, context),
          class: 'input',
          ...act('choose', props, 'Dropdown'),
          disabled: props['disabled'] === true,
          value: text(chosen),
        },
        ...elementsOf(props['children']).map((option) =>
          option.type === 'Option'
            ? h(
                'option',
                {
                  value: text(option.props['value']),
                  selected: option.props['value'] === chosen,
                  disabled: option.props['disabled'] === true,
                },
                ...render(option.props['children'], context),
              )
            : unknownView(option.type, context),
        ),
      ),
    ];
  },

  Field: (props, context) => {
    const children = elementsOf(props['children']);
    const control = children.find(({ type }) => type in controls);
    const error = text(props['error']);
    const id = control && fieldId(control.props, context);
    return [
      h(
        'div',
        { class: error === undefined ? 'field' : 'field field-wrong' },
        text(props['label']) === undefined ? null : h('label', { class: 'field-label', for: id }, text(props['label'])),
        h('div', { class: 'field-row' }, ...render(children, context)),
        error === undefined ? null : h('p', { class: 'field-error', role: 'alert' }, error),
      ),
    ];
  },

  Footer: (props, context) => [h('div', { class: 'snap-footer' }, ...render(props['children'], context))],

  Form: (props, context) => {
    const name = text(props['name']) ?? '';
    return [
      h(
        'form',
        { class: 'form', 'data-act': 'form', 'data-name': name, novalidate: true },
        ...render(props['children'], { ...context, form: name }),
      ),
    ];
  },

  Heading: (props, context) => {
    const size = oneOf(props['size'], 'sm', 'md', 'lg');
    const tag = { sm: 'h4', md: 'h3', lg: 'h2' }[size];
    return [h(tag, { class: `heading heading-${size}` }, ...render(props['children'], context))];
  },

  Icon: (props) => {
    const colour = oneOf(props['color'], 'default', 'primary', 'muted', 'error', 'success', 'warning');
    const size = oneOf(props['size'], 'inherit', 'md');
    return [iconView(text(props['name']) ?? '', `icon colour-${colour} icon-${size}`)];
  },

  Image: (props) => {
    const source = imageSource(text(props['src']) ?? '');
    if (source === undefined) {
      return [h('span', { class: 'image-missing' }, text(props['alt']) ?? 'An image that cannot be shown')];
    }
    const style = styleOf({
      width: length(props['width']),
      height: length(props['height']),
      'border-radius':
        props['borderRadius'] === undefined ? undefined : radii[oneOf(props['borderRadius'], 'none', 'medium', 'full')],
    });
    return [h('img', { class: 'image', src: source, alt: text(props['alt']) ?? '', style })];
  },

  Input: (props, context) => [
    inputView(
      props,
      context,
      oneOf(props['type'], 'text', 'password', 'number'),
      text(fieldValue(props, context)) ?? '',
      'type',
    ),
  ],

  Italic: (props, context) => [h('em', {}, ...render(props['children'], context))],

  Link: (props, context) => {
    const href = text(props['href']) ?? '';
    const children = render(props['children'], context);
    if (/^metamask:\/\/snap\/.+\/home\/?$/u.test(href)) {
      return [h('button', { type: 'button', class: 'link', 'data-act': 'open-home' }, ...children)];
    }
    if (!/^(https:\/\/|mailto:)/u.test(href)) {
      return [h('span', { class: 'link-dead', title: href }, ...children)];
    }
    return [h('a', { class: 'link', href, target: '_blank', rel: 'noreferrer noopener' }, ...children)];
  },

  RadioGroup: choiceViews('RadioGroup', 'Radio'),

  Row: (props, context) => {
    const variant = oneOf(props['variant'], 'default', 'warning', 'critical');
    const tooltip = text(props['tooltip']);
    return [
      h(
        'div',
        { class: `row row-${variant}` },
        h(
          'div',
          { class: 'row-label' },
          variant === 'default' ? null : iconView(variant === 'critical' ? 'danger' : 'warning'),
          h('span', {}, text(props['label']) ?? ''),
          tooltip === undefined ? null : tooltipView([iconView('question')], [tooltip], tooltip),
        ),
        h('div', { class: 'row-value' }, ...render(props['children'], context)),
      ),
    ];
  },

  Section: (props, context) => [
    h('div', { class: `section ${layoutClass(props)}` }, ...render(props['children'], context)),
  ],

  Selector: choiceViews('Selector', 'SelectorOption'),

  Skeleton: (props) => {
    const style = styleOf({
      width: length(props['width']) ?? '100%',
      height: length(props['height']) ?? '1.2em',
      'border-radius': radii[oneOf(props['borderRadius'], 'medium', 'none', 'full')],
    });
    return [h('span', { class: 'skeleton', style, 'aria-hidden': 'true' })];
  },

  Spinner: () => [h('span', { class: 'spinner', role: 'img', 'aria-label': 'Loading' })],

  Text: (props, context) => {
    const colour = oneOf(props['color'], 'default', 'alternative', 'muted', 'error', 'success', 'warning');
    const alignment = oneOf(props['alignment'], 'start', 'center', 'end');
    const weight = oneOf(props['fontWeight'], 'regular', 'medium', 'bold');
    const size = oneOf(props['size'], 'md', 'sm');
    return [
      h(
        'p',
        { class: `text colour-${colour} text-${alignment} weight-${weight} size-${size}` },
        ...render(props['children'], context),
      ),
    ];
  },

  Tooltip: (props, context) => {
    const content = isElement(props['content'])
      ? renderElement(props['content'], context)
      : [text(props['content']) ?? ''];
    return [tooltipView(render(props['children'], context), content)];
  },

  Value: (props, context) => [
    h(
      'span',
      { class: 'value' },
      valuePart(props['extra'], 'value-extra', context),
      valuePart(props['value'], 'value-main', context),
    ),
  ],
};

const controls: Readonly<Record<string, true>> = {
  AddressInput: true,
  Checkbox: true,
  DateTimePicker: true,
  Dropdown: true,
  Input: true,
  RadioGroup: true,
  Selector: true,
};

function tooltipView(children: readonly View[], content: readonly View[], label?: string): ViewElement {
  return h(
    'span',
    { class: 'tooltip', tabindex: '0', 'aria-label': label },
    ...children,
    h('span', { class: 'tooltip-bubble', role: 'tooltip' }, ...content),
  );
}

export type RenderOptions = { strict?: boolean };

/**
 * Describes an interface of a Snap.
 *
 * @throws UnknownComponentError for a component that is not known here, with `strict`; without it an error block that
 * names the component takes its place.
 */
export function renderInterface(shown: SnapInterfaceView, options: RenderOptions = {}): ViewElement {
  return renderPart(shown, shown.content, options);
}

function renderPart(shown: SnapInterfaceView, content: unknown, { strict = false }: RenderOptions): ViewElement {
  const context = { shown, strict, form: null };
  return h('div', { class: 'snap-ui', 'data-interface': shown.id, key: shown.id }, ...render(content, context));
}

/** The same, with the buttons of the footer apart, which a dialog places itself. */
export function renderWithFooter(
  shown: SnapInterfaceView,
  options: RenderOptions = {},
): { body: ViewElement; footer: readonly ViewElement[] } {
  const { content } = shown;
  const children = content.type === 'Container' ? elementsOf(content.props['children']) : [];
  const footer = children.find(({ type }) => type === 'Footer');
  if (!footer) {
    return { body: renderInterface(shown, options), footer: [] };
  }
  const others = children.filter((child) => child !== footer);
  return {
    body: renderPart(shown, { ...content, props: { ...content.props, children: others } }, options),
    footer: elementsOf(footer.props['children']).map((button) => renderPart(shown, button, options)),
  };
}
