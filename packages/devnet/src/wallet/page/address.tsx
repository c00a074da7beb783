import type { ReactNode } from 'react';

/** Addresses as people compare them: both ends. */
export function shortAddress(address: string): string {
  return address.length > 14 ? `${address.slice(0, 7)}…${address.slice(-5)}` : address;
}

/** A round mark in colours that follow from the address, so that two accounts look different. */
export function Avatar({ address, size = 'sm' }: { address: string; size?: 'sm' | 'md' | 'lg' }): ReactNode {
  const hue = Array.from(address.toLowerCase()).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  const background = `linear-gradient(135deg,hsl(${hue} 70% 55%),hsl(${(hue + 110) % 360} 65% 42%))`;
  return <span className={`avatar avatar-${size}`} style={{ background }} aria-hidden="true" />;
}
