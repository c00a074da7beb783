/** `npm run docs`: writes what the documentation takes from the schemas. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRpcDocument, rpcReference } from '@pooled-staking/api';
import { format, resolveConfig } from 'prettier';
import snap from '../packages/snap/package.json' with { type: 'json' };

const docs = join(import.meta.dirname, '..', 'docs');
const document = openRpcDocument(snap.version);

async function write(name: string, text: string): Promise<void> {
  const file = join(docs, name);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}

await write('openrpc.json', JSON.stringify(document));
await write('rpc.md', rpcReference(document));
