/** `npm run docs`: writes what the documentation takes from the schemas, and the descriptors of clear signing. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRpcDocument, rpcReference } from '@pooled-staking/api';
import { format, resolveConfig } from 'prettier';
import { clearSigningFiles } from '../packages/core/src/clear-signing/index';
import snap from '../packages/snap/package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const document = openRpcDocument(snap.version);

async function write(folder: string, name: string, text: string): Promise<void> {
  const file = join(root, folder, name);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}

await write('docs', 'openrpc.json', JSON.stringify(document));
await write('docs', 'rpc.md', rpcReference(document));
// A file whose contract is gone goes as well.
rmSync(join(root, 'clear-signing'), { recursive: true, force: true });
mkdirSync(join(root, 'clear-signing'));
for (const { name, descriptor } of clearSigningFiles()) {
  await write('clear-signing', name, JSON.stringify(descriptor));
}
