import { plainText } from '../../../chain/plain-text';

/** Names by signer, in lower case, as plain JSON. */
export type SequencerNames = Readonly<Record<string, string>>;

/** The list's own rule is 24 letters. */
const longestName = 40;
const mostNames = 200;

/**
 * The names that operators give their sequencers in Metis' public list: foreign text, plain and cut. By the signer alone, which
 * no two sequencers share: an owner may have several. A list that is none has no names.
 * Source: MetisProtocol/metis-sequencer-resources, `all.json` with `name` and `seq_addr`.
 */
export function parseSequencerNames(text: string): SequencerNames {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return {};
  }
  const entries = (Array.isArray(list) ? (list as unknown[]) : []).slice(0, mostNames).flatMap((each) => {
    const { name, seq_addr: signer } = (each ?? {}) as { readonly name?: unknown; readonly seq_addr?: unknown };
    const plain = typeof name === 'string' ? plainText(name.slice(0, 4 * longestName), longestName) : '';
    const isNamed = plain !== '' && typeof signer === 'string' && /^0x[\da-f]{40}$/iu.test(signer);
    return isNamed ? [[signer.toLowerCase(), plain] as const] : [];
  });
  return Object.fromEntries(entries);
}
