import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

function isFocused(element: Element): boolean {
  const root = element.getRootNode();
  return (root instanceof ShadowRoot || root instanceof Document) && root.activeElement === element;
}

/**
 * Keeps a field at the value that the wallet knows. The wallet hears of a change only after the person made it; so what
 * is being written at this moment is left alone.
 */
export function useKnownValue<Field extends HTMLInputElement | HTMLSelectElement>(value: string): RefObject<Field> {
  const field = useRef<Field>(null);
  const shown = useRef(value);
  useEffect(() => {
    const element = field.current;
    if (element) {
      if (value !== shown.current && !isFocused(element)) {
        element.value = value;
      }
      shown.current = element.value;
    }
  });
  return field;
}

/** Keeps a box or a choice as the wallet knows it; a click shows at once, before the wallet has heard of it. */
export function useKnownTick(isTicked: boolean): RefObject<HTMLInputElement> {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (field.current) {
      field.current.checked = isTicked;
    }
  });
  return field;
}
