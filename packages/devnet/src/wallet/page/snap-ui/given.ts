import type { CSSProperties } from 'react';

import type { SnapElement } from '../../protocol';
import { text } from '../../snap-elements';

export { elementsOf, isElement, listOf, text } from '../../snap-elements';

/** What a Snap gave to one of its components. It is foreign: each value is checked where it is used. */
export type Given = SnapElement['props'];

/** The value when it is one of those allowed, else the first of them: foreign words never become class names. */
export function oneOf<Allowed extends string>(value: unknown, first: Allowed, ...others: Allowed[]): Allowed {
  return others.find((allowed) => allowed === value) ?? first;
}

const length = (value: unknown): string | undefined => {
  const given = text(value);
  return given !== undefined && /^\d+(\.\d+)?(px|%|em|rem)?$/u.test(given)
    ? /\d$/u.test(given)
      ? `${given}px`
      : given
    : undefined;
};

/** Width and height as a Snap gave them, where they are lengths and nothing else. */
export function sizeOf(given: Given, fallback: { width?: string; height?: string } = {}): CSSProperties {
  return { width: length(given['width']) ?? fallback.width, height: length(given['height']) ?? fallback.height };
}

export const radii = { none: '0', medium: '8px', full: '999px' } as const;

/** The account of an address that may name its chain, as `eip155:1:0x…`. */
export function plainAddress(address: unknown): string {
  const full = text(address) ?? '';
  return full.split(':').at(-1) ?? full;
}
