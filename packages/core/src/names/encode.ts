import { hashOfText, keccak256 } from '../chain/hash';
import type { Hex } from '../units';

/** The namehash of a normalised name (ENSIP-1): keccak256 of the hash of the name above it and that of its first part. */
export function namehash(name: string): Hex {
  return name
    .split('.')
    .reduceRight<Hex>((above, part) => keccak256(`${above}${hashOfText(part).slice(2)}`), `0x${'00'.repeat(32)}`);
}

/** A normalised name as DNS writes it: each part behind its length in bytes, of which there are 255 at most, then a 0. */
export function dnsEncode(name: string): Hex {
  const bytes = name.split('.').flatMap((part) => {
    const text = new TextEncoder().encode(part);
    return [text.length, ...text];
  });
  return `0x${[...bytes, 0].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
