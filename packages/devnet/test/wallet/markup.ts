import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

/** An element as it comes out of a component. */
export type MarkupElement = {
  tag: string;
  attributes: Record<string, string>;
  children: (MarkupElement | string)[];
};

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};

const unescape = (text: string) => text.replace(/&(?:amp|lt|gt|quot|#x27);/gu, (entity) => entities[entity] ?? entity);

const voidTags: ReadonlySet<string> = new Set(['input', 'img', 'hr']);
const piece = /<(?<closing>\/?)(?<tag>[\w-]+)(?<attributes>(?:\s[\w:-]+="[^"]*")*)\/?>|(?<text>[^<]+)/uy;

/**
 * Renders as React writes it into a page, and reads that. What would reach a browser as an element is one here.
 *
 * @throws Error for what React does not write.
 */
export function renderMarkup(node: ReactNode): MarkupElement {
  const markup = renderToStaticMarkup(node);
  const root: MarkupElement = { tag: '', attributes: {}, children: [] };
  const open = [root];
  piece.lastIndex = 0;
  while (piece.lastIndex < markup.length) {
    const at = piece.lastIndex;
    const { closing, tag, attributes, text } = piece.exec(markup)?.groups ?? {};
    const parent = open.at(-1);
    if (!parent || (tag === undefined && text === undefined)) {
      throw new Error(`Not the markup of React: ${markup.slice(at, at + 80)}`);
    }
    if (text !== undefined) {
      parent.children.push(unescape(text));
    } else if (closing === '/') {
      open.pop();
    } else if (tag !== undefined) {
      const pairs = [...(attributes ?? '').matchAll(/([\w:-]+)="([^"]*)"/gu)];
      const element: MarkupElement = {
        tag,
        attributes: Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, unescape(value)])),
        children: [],
      };
      parent.children.push(element);
      if (!voidTags.has(tag)) {
        open.push(element);
      }
    }
  }
  const [element] = root.children;
  if (open.length !== 1 || root.children.length !== 1 || typeof element !== 'object') {
    throw new Error(`Not one element: ${markup}`);
  }
  return element;
}

/** The text without its elements. */
export function textOf(node: MarkupElement | string): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('');
}

/** The first element that fulfils the condition, in document order. */
export function findElement(
  node: MarkupElement | string,
  matches: (element: MarkupElement) => boolean,
): MarkupElement | undefined {
  if (typeof node === 'string') {
    return undefined;
  }
  if (matches(node)) {
    return node;
  }
  for (const child of node.children) {
    const found = findElement(child, matches);
    if (found) {
      return found;
    }
  }
  return undefined;
}
