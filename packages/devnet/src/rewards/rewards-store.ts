import { contentId } from './cid';

/** The files that were published on this devnet, by content id: what its IPFS gateway serves. */
export class RewardsStore {
  readonly #files = new Map<string, string>();

  /** Keeps a file and returns its content id. */
  add(content: string): string {
    const cid = contentId(content);
    this.#files.set(cid, content);
    return cid;
  }

  get(cid: string): string | undefined {
    return this.#files.get(cid);
  }
}
