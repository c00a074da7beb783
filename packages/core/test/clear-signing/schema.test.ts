import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'clear-signing-'));
const descriptors = join(folder, 'descriptors');
mkdirSync(descriptors);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the command with a schema of this content, and gives what it says. */
function check(schema: object, descriptor: object): string {
  const file = join(folder, 'schema.json');
  writeFileSync(file, JSON.stringify(schema));
  writeFileSync(join(descriptors, 'calldata-Pool.json'), JSON.stringify(descriptor));
  const args = [join(__dirname, 'by-schema.mjs'), '--schema', file, '--folder', descriptors];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return (stdout + stderr).trim().replace(file, 'FILE');
}

const metadata = { type: 'object', properties: { owner: { type: 'string' } }, unevaluatedProperties: false };
const schema = { type: 'object', required: ['metadata'], properties: { metadata } };
const draft7 = { ...schema, $schema: 'http://json-schema.org/draft-07/schema#' };
const draft2020 = { ...schema, $schema: 'https://json-schema.org/draft/2020-12/schema' };
const right = { metadata: { owner: 'StakeWise' } };

it.each([
  ['Valid descriptors: 1.', draft7, right],
  ['Valid descriptors: 1.', draft2020, right],
  ["calldata-Pool.json: / must have required property 'metadata'", draft7, {}],
  ['calldata-Pool.json: /metadata/owner must be string', draft7, { metadata: { owner: 1 } }],
  // Only the newer draft has such a rule.
  [
    'calldata-Pool.json: /metadata must NOT have unevaluated properties ("onwer")',
    draft2020,
    { metadata: { onwer: 'x' } },
  ],
  ['--schema FILE: that is no schema of descriptors, since anything would pass it', {}, right],
])('the check by the standard’s schema says: %s', (words, by, descriptor) => {
  expect(check(by, descriptor)).toBe(words);
});
