type Node = { type?: unknown; props?: Record<string, unknown> } | string | boolean | null | undefined | readonly Node[];

/** Props that a person reads, in the order in which they are drawn before the children. */
const readable = ['title', 'label', 'value', 'extra', 'address'];

/** Everything that a person reads in an interface, line by line, in order. */
export function textsOf(node: unknown): string[] {
  const content = node as Node;
  if (typeof content === 'string') {
    return [content];
  }
  if (Array.isArray(content)) {
    return content.flatMap(textsOf);
  }
  if (typeof content !== 'object' || content === null) {
    return [];
  }
  const { props = {} } = content as { props?: Record<string, unknown> };
  return [
    ...readable.flatMap((name) => {
      const value = props[name];
      return typeof value === 'string' && value !== '' ? [value] : [];
    }),
    ...textsOf(props['children']),
  ];
}
