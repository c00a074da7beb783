import { createHash } from 'node:crypto';
import { CID } from 'multiformats/cid';
import { code as raw } from 'multiformats/codecs/raw';
import { create } from 'multiformats/hashes/digest';

/** Number of sha2-256 in the table of multihashes. */
const sha256 = 0x12;

/** The IPFS content id of a file kept as one raw block: version 1, sha2-256, base 32 (`bafkrei…`). */
export function contentId(content: string): string {
  return CID.createV1(raw, create(sha256, createHash('sha256').update(content, 'utf8').digest())).toString();
}
