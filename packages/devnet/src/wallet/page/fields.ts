import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/**
 * Keeps a field at the value that the wallet knows: it changes when that does, and stays as the person left it otherwise.
 *
 * @param isPending whether the person has changed it since, of which the wallet will hear; what it knows is older then.
 */
export function useKnownValue<Field extends HTMLInputElement | HTMLSelectElement>(
  value: string,
  isPending: () => boolean = () => false,
): RefObject<Field> {
  const field = useRef<Field>(null);
  const known = useRef(value);
  useEffect(() => {
    const element = field.current;
    if (value !== known.current) {
      known.current = value;
      if (element && element.value !== value && !isPending()) {
        element.value = value;
      }
    }
  });
  return field;
}

/** Keeps a box or a choice as the wallet knows it; a click shows at once, before the wallet has heard of it. */
export function useKnownTick(isTicked: boolean): RefObject<HTMLInputElement> {
  const field = useRef<HTMLInputElement>(null);
  const known = useRef(isTicked);
  useEffect(() => {
    if (isTicked !== known.current) {
      known.current = isTicked;
      if (field.current) {
        field.current.checked = isTicked;
      }
    }
  });
  return field;
}
