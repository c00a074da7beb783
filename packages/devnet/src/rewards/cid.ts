import { createHash } from 'node:crypto';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
// CID version 1, codec "raw", hash function sha2-256 with 32 bytes.
const PREFIX = Buffer.from([0x01, 0x55, 0x12, 0x20]);

/** RFC 4648 base 32 in lower case without padding. */
function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      text += BASE32.charAt((value >>> (bits - 5)) & 31);
      bits -= 5;
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + BASE32.charAt((value << (5 - bits)) & 31) : text;
}

/** The IPFS content id of a file kept as one raw block: version 1, sha2-256, base 32 (`bafkrei…`). */
export function contentId(content: string): string {
  const digest = createHash('sha256').update(content, 'utf8').digest();
  return `b${toBase32(Buffer.concat([PREFIX, digest]))}`;
}
