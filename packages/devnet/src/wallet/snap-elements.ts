import type { SnapElement } from './protocol';

/** Reading the components of a Snap. They are foreign: each value is checked where it is used. */

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

export function isElement(value: unknown): value is SnapElement {
  return typeof value === 'object' && value !== null && typeof (value as SnapElement).type === 'string';
}

/** Children in one row: a Snap may nest lists of them. */
export function listOf(children: unknown): unknown[] {
  return Array.isArray(children) ? children.flatMap(listOf) : [children];
}

/** The components among the children, without texts. */
export function elementsOf(children: unknown): SnapElement[] {
  return listOf(children).filter(isElement);
}
