import { errorCodes, rpcErrorNumbers } from './errors';
import type { JsonSchema } from './json-schema';
import type { OpenRpcDocument, OpenRpcMethod } from './openrpc';

/** A schema in a few words, without its fields. */
function typeOf(schema: JsonSchema): string {
  if (schema.anyOf) {
    return schema.anyOf.map(typeOf).join(' or ');
  }
  if (schema.enum) {
    return schema.enum.map((value) => `\`${value}\``).join(', ');
  }
  if (schema.items) {
    return schema.items.properties ? 'a list, each with' : `a list of: ${typeOf(schema.items)}`;
  }
  return schema.properties ? 'an object with' : (schema.description ?? schema.type ?? '');
}

/** The fields of a schema as a nested list. */
function fieldLines(schema: JsonSchema, indent = ''): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    `${indent}- \`${name}\`: ${typeOf(field)}`,
    ...fieldLines(field.items ?? field, `${indent}  `),
  ]);
}

function methodSection({ name, summary, params, result }: OpenRpcMethod): string {
  const rows = params.map(
    ({ name: field, required, schema }) => `| \`${field}\` | ${required ? 'yes' : 'no'} | ${typeOf(schema)} |`,
  );
  const variants = result.schema.anyOf ?? [result.schema];
  const results = variants.map((variant) => fieldLines(variant).join('\n'));
  return [
    `## ${name}`,
    summary,
    ['| param | required | what |', '|---|---|---|', ...rows].join('\n'),
    variants.length > 1 ? 'Result, one of:' : 'Result:',
    results.join('\n\nor\n\n'),
  ].join('\n\n');
}

/** The RPC reference as Markdown, made from the OpenRPC document. */
export function rpcReference({ methods }: OpenRpcDocument): string {
  const numbers = [
    `| ${rpcErrorNumbers.invalidParams} | | A field does not fit; \`data.path\` names it. |`,
    `| ${rpcErrorNumbers.methodNotFound} | | There is no such method. |`,
    `| ${rpcErrorNumbers.userRejected} | | The person refused. |`,
    `| ${rpcErrorNumbers.unknownNetwork} | | The wallet does not know the network; add it there first. |`,
    ...Object.entries(errorCodes).map(([code, words]) => `| ${rpcErrorNumbers.staking} | \`${code}\` | ${words} |`),
  ];
  return `${[
    '# JSON-RPC methods of the Snap',
    'Made from the schemas in `packages/api` by `npm run docs`; the same as a document for tools: `openrpc.json`.',
    'A dapp calls them with `wallet_invokeSnap`, or with `createStakingClient` of `packages/api`. Amounts are decimal strings in wei, times ISO 8601 in UTC, rates decimal strings. Unknown fields are refused.',
    ...methods.map(methodSection),
    '## Errors',
    ['| code | `data.code` | meaning |', '|---|---|---|', ...numbers].join('\n'),
  ].join('\n\n')}\n`;
}
