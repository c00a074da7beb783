import { useEffect, useState } from 'react';

/** How long nothing may change before it counts, in milliseconds: a person who types is not asked about for each key. */
const pause = 300;

/** A value once it has stayed the same for a moment. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value);
    }, pause);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return settled;
}
