/** `npm run docs`: writes what the documentation takes from the schemas, and the descriptors of clear signing. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRpcDocument, rpcReference } from '@pooled-staking/api';
import { clearSigningFiles } from '../packages/core/src/clear-signing/index';
import snap from '../packages/snap/package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const document = openRpcDocument(snap.version);

const write = (folder: string, name: string, text: string): void => {
  writeFileSync(join(root, folder, name), text);
};

write('docs', 'openrpc.json', JSON.stringify(document));
write('docs', 'rpc.md', rpcReference(document));
// A file whose contract is gone goes as well.
rmSync(join(root, 'clear-signing'), { recursive: true, force: true });
mkdirSync(join(root, 'clear-signing'));
for (const { name, descriptor } of clearSigningFiles()) {
  write('clear-signing', name, JSON.stringify(descriptor));
}
execFileSync('npx', ['oxfmt', 'docs/openrpc.json', 'docs/rpc.md', 'clear-signing'], {
  cwd: root,
  shell: process.platform === 'win32',
});
