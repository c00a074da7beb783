import { errorCodes, rpcErrorNumbers } from './errors';
import type { JsonSchema } from './json-schema';
import { limits } from './limits';
import type { OpenRpcDocument, OpenRpcMethod } from './openrpc';

/** The range of a number or of the length of a list; nothing where it has no end. */
function rangeOf(from: number | undefined, to: number | undefined): string {
  return from === undefined || to === undefined || to === limits.blockNumber ? '' : `${from} to ${to}`;
}

/** A schema in a few words, without its fields. */
function typeOf(schema: JsonSchema): string {
  if (schema.anyOf) {
    return schema.anyOf.map(typeOf).join(' or ');
  }
  if (schema.enum) {
    return schema.enum.map((value) => `\`${value}\``).join(', ');
  }
  if (schema.items) {
    const range = rangeOf(schema.minItems, schema.maxItems);
    return schema.items.properties
      ? 'a list, each with'
      : `a list of${range ? ` ${range}` : ''}: ${typeOf(schema.items)}`;
  }
  const range = rangeOf(schema.minimum, schema.maximum);
  const words = schema.properties ? 'an object with' : (schema.description ?? schema.type ?? '');
  return range ? `${words}, ${range}` : words;
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

/** What is refused for its size or form, row by row; error -32602 names the field. */
const limitRows: readonly (readonly [what: string, limit: string])[] = [
  ['amounts in wei, ids of exits', `${limits.weiDigits} digits; no sign, leading zero, point or exponent`],
  ['chain ids, also in pool ids', `the namespace \`eip155\`, ${limits.chainIdDigits} digits`],
  ['`exits`', `1 to ${limits.exitsOfClaim} ids; left out: every exit that pays`],
  ['`limit`', `1 to ${limits.rewardsPage} entries a page; left out: ${limits.rewardsPageByDefault}`],
  ['`cursor`', 'block and place in it, `N:M` or `N:end`, as an answer gave it'],
  ['`minBlock`', `a whole number from 0 to ${limits.blockNumber}`],
  [
    '`from`, `to`',
    'a time that exists, with or without milliseconds, years 0000 to 9999; no 24:00, no leap second; `from` before `to`',
  ],
  [
    '`limit`, `skip` of `getProposals`',
    `1 to ${limits.proposalsPage} proposals a page; 0 to ${limits.proposalsSkip} before it`,
  ],
  ['`choice`', `one number, or 1 to ${limits.choices}; weights 0 to ${limits.weight}`],
  ['`reason`', `one line of at most ${limits.reason} letters`],
  ['`currency`', 'three letters, large or small'],
  ['`validUntil`', `${limits.validSeconds / 60} minutes after the block that the transaction was prepared at`],
  [
    'requests that wait for an answer',
    `${limits.waitingOfPage} of one page, ${limits.waitingOfAll} of all pages; one more is refused with ${rpcErrorNumbers.limitExceeded}`,
  ],
  ['the time that one request may have the chain', `${limits.turnSeconds} seconds; then \`CHAIN_UNAVAILABLE\``],
];

/**
 * The RPC reference as Markdown, made from the OpenRPC document.
 * @example
 * ```ts
 * import { openRpcDocument, rpcReference } from '@pooled-staking/api';
 *
 * console.log(rpcReference(openRpcDocument('0.1.0')).includes('getPosition')); // true
 * ```
 */
export function rpcReference({ methods }: OpenRpcDocument): string {
  const numbers = [
    `| ${rpcErrorNumbers.invalidParams} | | A field does not fit; \`data.path\` names it. |`,
    `| ${rpcErrorNumbers.methodNotFound} | | There is no such method. |`,
    `| ${rpcErrorNumbers.limitExceeded} | | Too many requests wait for an answer already; ask again when some of them have theirs. |`,
    `| ${rpcErrorNumbers.userRejected} | | The person refused. |`,
    `| ${rpcErrorNumbers.unknownNetwork} | | The wallet does not know the network; add it there first. |`,
    ...Object.entries(errorCodes).map(([code, words]) => `| ${rpcErrorNumbers.staking} | \`${code}\` | ${words} |`),
  ];
  return `${[
    '# JSON-RPC methods of the Snap',
    'Made from the schemas in `packages/api` by `npm run docs`; the same as a document for tools: `openrpc.json`.',
    'A dapp calls them with `wallet_invokeSnap`, or with `createStakingClient` of `packages/api`. Amounts are decimal strings in wei, times ISO 8601 in UTC, rates decimal strings. Unknown fields are refused. The same question is read once for all that ask it at the same time: `asOf` names the block, and `minBlock` asks for a later one. `reconciled` is true when the lifetime rewards are proven; `reason` names what the history lacks all the same, and rewards by period are then `null`.',
    ...methods.map(methodSection),
    '## Who sends',
    "`stake`, `unstake` and `claim` show the Snap's own dialog first. Where the wallet has a multichain session for the account, the Snap then proposes the transaction itself: the wallet shows its own confirmation, and the answer is `submitted` with the hash. Everywhere else (an older wallet, no session, one for another account, an asset that must be approved first) it is `prepared`, and the dapp sends the transactions in their order. The wallet is asked for the session once; a person who refused it is not asked again because of a page.",
    '## Votes',
    'Where the Snap may reach servers and the wallet signs for it, an approved vote is signed in the wallet and sent, and the answer is `submitted` with the receipt. Where the wallet does not sign for the Snap, it is `prepared`: have `typedData` signed with `eth_signTypedData_v4` and post `{"address": account, "sig": signature, "data": {"domain", "types", "message"}}` of it to `sequencer`. A variant of the Snap without access to servers answers `GOVERNANCE_UNAVAILABLE`.',
    '## Limits',
    'A parameter beyond them is refused with -32602 before anything is read.',
    ['| what | limit |', '|---|---|', ...limitRows.map(([what, limit]) => `| ${what} | ${limit} |`)].join('\n'),
    '## Errors',
    ['| code | `data.code` | meaning |', '|---|---|---|', ...numbers].join('\n'),
    '## Not yet',
    'No Snap gives this yet. A client handles it today, so that it needs no change when one does: the error `POOL_PAUSED` (no pool of the registry can be paused).',
  ].join('\n\n')}\n`;
}
