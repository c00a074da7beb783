type Node = { readonly type?: unknown; readonly props?: Readonly<Record<string, unknown>> };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'props' in value;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Children as one text, where they are words inside a line. */
function inline(children: unknown): string {
  if (Array.isArray(children)) {
    return children.map(inline).join('');
  }
  return isNode(children) ? linesOf(children).join(' ') : textOf(children);
}

/**
 * What a person reads in an interface of the Snap, line by line: a row is `label: what stands in it`. Buttons are left
 * out, since there is nobody to press them.
 */
export function linesOf(content: unknown): string[] {
  if (Array.isArray(content)) {
    return content.flatMap(linesOf);
  }
  if (!isNode(content)) {
    return [];
  }
  const { type, props = {} } = content;
  const { children, label, title, value, extra, address } = props;
  switch (type) {
    case 'Button':
      return [];
    case 'Text':
    case 'Heading':
    case 'Bold':
    case 'Italic':
    case 'Link':
      return [inline(children)];
    case 'Row':
      return [`${textOf(label)}: ${inline(children)}`];
    case 'Value':
      return [textOf(extra) === '' ? textOf(value) : `${textOf(value)} (${textOf(extra)})`];
    case 'Address':
      return [textOf(address)];
    case 'Copyable':
      return [textOf(value)];
    case 'Banner':
      return [textOf(title), ...linesOf(children)];
    default:
      return linesOf(children);
  }
}
