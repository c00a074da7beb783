import { describe, expect, test } from '@jest/globals';

import { UnknownComponentError } from '../../src/wallet/page/snap-ui/children';
import { SnapInterface, splitFooter } from '../../src/wallet/page/snap-ui/interface';
import type { SnapElement } from '../../src/wallet/protocol';
import { findElement, renderMarkup, textOf } from './markup';
import type { MarkupElement } from './markup';

const el = (type: string, props: Record<string, unknown> = {}): SnapElement => ({ type, props, key: null });

const actions = { act: () => undefined, isTyping: () => false, copy: () => undefined, follow: () => undefined };

const render = (content: SnapElement, state: Record<string, unknown> = {}, isStrict = true) =>
  renderMarkup(<SnapInterface shown={{ id: 'ui', content, state }} actions={actions} isStrict={isStrict} />);

const byTag = (view: MarkupElement, tag: string) => findElement(view, (element) => element.tag === tag);
const byClass = (view: MarkupElement, name: string) =>
  findElement(view, (element) => (element.attributes['class'] ?? '').split(' ').includes(name));

describe('text', () => {
  test('keeps nested children in order and leaves out what is no content', () => {
    const view = render(
      el('Box', {
        children: [
          el('Text', { children: ['You stake ', el('Bold', { children: '1.5 ETH' }), [' now', null, false], 2] }),
          null,
          [el('Heading', { size: 'lg', children: 'Total' })],
        ],
      }),
    );
    expect(textOf(view)).toBe('You stake 1.5 ETH now2Total');
    expect(textOf(byTag(view, 'strong') ?? '')).toBe('1.5 ETH');
    expect(byTag(view, 'h2')).toBeDefined();
  });

  test('is text, never markup', () => {
    const view = render(el('Text', { children: '<img src=x onerror=alert(1)>' }));
    expect(byTag(view, 'img')).toBeUndefined();
    expect(textOf(view)).toBe('<img src=x onerror=alert(1)>');
  });

  test('takes no class names from a Snap', () => {
    const view = render(el('Text', { children: 'a', color: 'x" onclick="y', alignment: 'nowhere' }));
    expect(byTag(view, 'p')?.attributes['class']).toBe('text colour-default text-start weight-regular size-md');
  });
});

describe('data', () => {
  test('a row names its variant and explains itself', () => {
    const view = render(
      el('Row', {
        label: 'Fee',
        variant: 'critical',
        tooltip: 'What the network takes',
        children: el('Value', { value: '0.01 ETH', extra: '$ 25' }),
      }),
    );
    expect(byClass(view, 'row-critical')).toBeDefined();
    expect(textOf(byClass(view, 'row-label') ?? '')).toContain('Fee');
    expect(textOf(byClass(view, 'tooltip-bubble') ?? '')).toBe('What the network takes');
    expect(textOf(byClass(view, 'value') ?? '')).toBe('$ 250.01 ETH');
  });

  test('an address shows both ends, and the whole of it on request', () => {
    const address = '0x4FEF9D741011476750A243aC70b9789a63dd47Df';
    const view = byClass(render(el('Address', { address: `eip155:1:${address}` })), 'address');
    expect(view?.attributes['title']).toBe(address);
    expect(textOf(view ?? '')).toBe('0x4FEF9…d47Df');
    expect(textOf(render(el('Address', { address, truncate: false })))).toBe(address);
  });

  test('a banner says how bad it is', () => {
    const view = render(
      el('Banner', { title: 'Careful', severity: 'danger', children: el('Text', { children: 'x' }) }),
    );
    expect(byClass(view, 'banner-danger')?.attributes['role']).toBe('alert');
    expect(textOf(view)).toBe('Carefulx');
  });

  test('an image from SVG text is a picture in which nothing runs; other sources must be https', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>';
    const view = byTag(render(el('Image', { src: svg, alt: 'Rewards', width: 300 })), 'img');
    expect(view?.attributes).toEqual({
      class: 'image',
      src: `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`,
      alt: 'Rewards',
      style: 'width:300px',
    });
    expect(byTag(render(el('Image', { src: 'javascript:alert(1)' })), 'img')).toBeUndefined();
    expect(byTag(render(el('Image', { src: svg, width: '1px;position:fixed' })), 'img')?.attributes['style']).toBe(
      undefined,
    );
  });

  test('a link leads to https and mail only', () => {
    const link = (href: string) => render(el('Link', { href, children: 'there' }));
    expect(byTag(link('https://example.org'), 'a')?.attributes['rel']).toBe('noreferrer noopener');
    expect(byTag(link('javascript:alert(1)'), 'a')).toBeUndefined();
    expect(byTag(link('metamask://snap/local:http://localhost:1/home'), 'button')?.attributes['data-act']).toBe(
      'open-home',
    );
  });

  test.each([
    ['Avatar', { address: 'eip155:1:0x4FEF9D741011476750A243aC70b9789a63dd47Df' }, 'avatar'],
    ['Card', { title: 'Staked', value: '1 ETH', extra: '$ 2' }, 'card'],
    ['CollapsibleSection', { label: 'More', children: el('Divider') }, 'collapsible'],
    ['Copyable', { value: '0x12' }, 'copyable'],
    ['Divider', {}, 'divider'],
    ['Icon', { name: 'stake', color: 'success' }, 'colour-success'],
    ['Italic', { children: 'a' }, 'snap-ui'],
    ['Section', { children: el('Divider') }, 'section'],
    ['Skeleton', { width: 10 }, 'skeleton'],
    ['Spinner', {}, 'spinner'],
    ['Tooltip', { content: 'why', children: el('Text', { children: 'what' }) }, 'tooltip'],
  ])('shows a %s', (type, props, name) => {
    expect(byClass(render(el(type, props)), name)).toBeDefined();
  });

  test('an icon without a drawing names itself', () => {
    expect(textOf(render(el('Icon', { name: 'joystick' })))).toBe('joystick');
  });
});

describe('fields', () => {
  const form = el('Form', {
    name: 'stake',
    children: [
      el('Field', {
        label: 'Amount',
        error: 'Too much',
        children: [
          el('Box', { children: el('Icon', { name: 'ethereum' }) }),
          el('Input', { name: 'amount', type: 'number' }),
        ],
      }),
      el('Button', { name: 'go', type: 'submit', variant: 'destructive', children: 'Go' }),
    ],
  });

  test('show what was put in, under their form', () => {
    const input = byTag(render(form, { stake: { amount: '1.5' }, amount: 'elsewhere' }), 'input');
    expect(input?.attributes).toMatchObject({ value: '1.5', 'data-act': 'type', 'data-name': 'amount' });
    expect(byTag(render(form), 'input')?.attributes['value']).toBe('');
  });

  test('belong to their label and tell their error', () => {
    const view = render(form);
    expect(byTag(view, 'label')?.attributes['for']).toBe(byTag(view, 'input')?.attributes['id']);
    expect(textOf(byClass(view, 'field-error') ?? '')).toBe('Too much');
  });

  test('buttons say what a click on them is', () => {
    const button = byTag(render(form), 'button');
    expect(button?.attributes).toMatchObject({ type: 'submit', 'data-act': 'click', 'data-name': 'go' });
    expect(
      byTag(render(el('Button', { name: 'a', loading: true, children: 'A' })), 'button')?.attributes,
    ).toMatchObject({
      disabled: '',
      'aria-busy': 'true',
    });
  });

  test('choices show which one is chosen', () => {
    const options = ['day', 'week'].map((value) => el('Option', { value, children: value }));
    const dropdown = render(el('Dropdown', { name: 'span', children: options }), { span: 'week' });
    expect(byTag(dropdown, 'select')?.attributes).toMatchObject({ 'data-component': 'Dropdown' });
    const selected = findElement(dropdown, (element) => 'selected' in element.attributes);
    expect(selected?.attributes).toMatchObject({ value: 'week' });
    const radios = ['day', 'week'].map((value) => el('Radio', { value, children: value }));
    const chosen = findElement(
      render(el('RadioGroup', { name: 'span', value: 'day', children: radios })),
      (element) => 'checked' in element.attributes,
    );
    expect(chosen?.attributes).toMatchObject({ value: 'day', 'data-component': 'RadioGroup' });
    const selector = render(
      el('Selector', {
        name: 'pool',
        title: 'Pools',
        children: el('SelectorOption', { value: 'a', children: el('Card', { title: 'Pool A', value: '3 %' }) }),
      }),
      { pool: 'a' },
    );
    expect(textOf(selector)).toBe('PoolsPool A3 %');
    expect(byTag(selector, 'input')?.attributes).toMatchObject({ checked: '', 'data-component': 'Selector' });
  });

  test('boxes are ticked as the Snap or the person left them', () => {
    const box = (state: Record<string, unknown>) =>
      byTag(render(el('Checkbox', { name: 'on', checked: true, label: 'On', variant: 'toggle' }), state), 'input');
    expect(box({})?.attributes).toMatchObject({ checked: '', role: 'switch', 'data-act': 'toggle' });
    expect(box({ on: false })?.attributes).not.toHaveProperty('checked');
  });

  test('dates and addresses are written without what the runtime adds', () => {
    const date = render(el('DateTimePicker', { name: 'when', type: 'date' }), { when: '2026-11-21T10:00:00.000Z' });
    expect(byTag(date, 'input')?.attributes).toMatchObject({ type: 'date', value: '2026-11-21' });
    const address = render(el('AddressInput', { name: 'to', chainId: 'eip155:1' }), { to: 'eip155:1:0x12' });
    expect(byTag(address, 'input')?.attributes['value']).toBe('0x12');
  });
});

describe('what is not known', () => {
  const content = el('Box', {
    children: [el('Text', { children: 'before' }), el('Marquee'), el('FileInput', { name: 'f' })],
  });

  test('throws, naming the component', () => {
    expect(() => render(content)).toThrow(UnknownComponentError);
    expect(() => render(content)).toThrow('Marquee');
    expect(() => render(el('constructor'))).toThrow('constructor');
  });

  test('is a visible error on the page, beside the rest', () => {
    const view = render(content, {}, false);
    expect(textOf(view)).toContain('before');
    const block = byClass(view, 'render-error');
    expect(block?.attributes).toMatchObject({ role: 'alert', 'data-component': 'Marquee' });
    expect(textOf(block ?? '')).toContain('Marquee');
    expect(findElement(view, (element) => element.attributes['data-component'] === 'FileInput')).toBeDefined();
  });
});

test('a footer comes apart from the rest, for dialogs that place their own buttons', () => {
  const content = el('Container', {
    children: [
      el('Text', { children: 'body' }),
      el('Footer', { children: el('Button', { name: 'take', children: 'Take' }) }),
    ],
  });
  const { body, buttons } = splitFooter(content);
  expect(textOf(render(body))).toBe('body');
  const [button, ...others] = buttons.map((part) => render(part));
  expect(textOf(button ?? '')).toBe('Take');
  expect(button?.attributes['data-interface']).toBe('ui');
  expect(others).toEqual([]);
  expect(splitFooter(el('Divider')).buttons).toEqual([]);
});
