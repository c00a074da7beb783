/**
 * `npm run clear-signing -- --schema FILE`: holds the descriptors of clear signing against a JSON schema of the standard, draft-07 or
 * 2020-12, which whoever runs it has downloaded. `--folder` has other descriptors. See docs/clear-signing.md.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { answerHelp } from '../../../../scripts/help.mjs';

answerHelp(import.meta.filename);
const ours = join(import.meta.dirname, '..', '..', '..', '..', 'clear-signing');

/** Does something with what a file holds; errors begin with a label. */
function withJson(label, file, use) {
  try {
    return use(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Error(`${label}: ${error.message}`, { cause: error });
  }
}

/** What is wrong at a place. The schema's own words leave out a name that is not allowed. */
function faultOf({ instancePath, message, params }) {
  const name = params.additionalProperty ?? params.unevaluatedProperty;
  return `${instancePath || '/'} ${message}${name === undefined ? '' : ` ("${name}")`}`;
}

/** Gives the faults of a descriptor, place by place. */
function checkerOf(schema) {
  // It holds parts under names of its own, and formats such as eip55, which the project's own checks know better.
  const options = { strict: false, allErrors: true, validateFormats: false };
  const is2020 = String(schema.$schema).includes('2020-12');
  const validate = (is2020 ? new Ajv2020(options) : new Ajv(options)).compile(schema);
  if (validate({ nonsense: true })) {
    throw new Error('that is no schema of descriptors, since anything would pass it');
  }
  // A value that fits none of many is told once for each of them.
  return (descriptor) => (validate(descriptor) ? [] : [...new Set(validate.errors.map(faultOf))]);
}

try {
  const options = { schema: { type: 'string' }, folder: { type: 'string', default: ours } };
  const { schema, folder } = parseArgs({ options }).values;
  if (schema === undefined) {
    throw new Error(
      'Which schema? npm run clear-signing -- --schema FILE: docs/clear-signing.md says where it comes from.',
    );
  }
  const check = withJson(`--schema ${schema}`, schema, checkerOf);
  const names = readdirSync(folder);
  const faults = names.flatMap((name) => withJson(name, join(folder, name), check).map((fault) => `${name}: ${fault}`));
  if (faults.length > 0) {
    throw new Error(faults.join('\n'));
  }
  console.log(`Valid descriptors: ${names.length}.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
