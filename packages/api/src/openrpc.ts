import { errorCodes, rpcErrorNumbers } from './errors';
import { toJsonSchema, type JsonSchema } from './json-schema';
import { methods, type MethodName } from './methods/index';
import type { Struct } from 'superstruct';

/** A method in the OpenRPC document: params go by name. */
export type OpenRpcMethod = {
  readonly name: MethodName;
  readonly summary: string;
  readonly paramStructure: 'by-name';
  readonly params: readonly { readonly name: string; readonly required: boolean; readonly schema: JsonSchema }[];
  readonly result: { readonly name: string; readonly schema: JsonSchema };
  readonly errors: readonly {
    readonly code: number;
    readonly message: string;
    readonly data?: { readonly code: string };
  }[];
};

export type OpenRpcDocument = {
  readonly openrpc: '1.3.2';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly methods: readonly OpenRpcMethod[];
};

const errors: OpenRpcMethod['errors'] = [
  { code: rpcErrorNumbers.invalidParams, message: 'A field does not fit; data.path names it.' },
  { code: rpcErrorNumbers.limitExceeded, message: 'Too many requests wait for an answer already.' },
  { code: rpcErrorNumbers.userRejected, message: 'The person refused.' },
  { code: rpcErrorNumbers.unknownNetwork, message: 'The wallet does not know the network.' },
  ...Object.entries(errorCodes).map(([code, message]) => ({
    code: rpcErrorNumbers.staking,
    message,
    data: { code },
  })),
];

function describeMethod(name: MethodName): OpenRpcMethod {
  const { summary, params, result } = methods[name];
  const schema = toJsonSchema(params as unknown as Struct);
  return {
    name,
    summary,
    paramStructure: 'by-name',
    params: Object.entries(schema.properties ?? {}).map(([field, fieldSchema]) => ({
      name: field,
      required: schema.required?.includes(field) ?? false,
      schema: fieldSchema,
    })),
    result: { name: `${name}Result`, schema: toJsonSchema(result as unknown as Struct) },
    errors,
  };
}

/**
 * The Snap's JSON-RPC contract as an OpenRPC document, made from the schemas themselves.
 * @example
 * ```ts
 * import { openRpcDocument } from '@pooled-staking/api';
 *
 * console.log(openRpcDocument('0.1.0').methods.map(({ name }) => name)[0]); // getPools
 * ```
 */
export function openRpcDocument(version: string): OpenRpcDocument {
  return {
    openrpc: '1.3.2',
    info: {
      title: 'Pooled Staking',
      version,
      description: 'Stake ETH in a pool from inside the wallet. Called through wallet_invokeSnap.',
    },
    methods: (Object.keys(methods) as MethodName[]).map(describeMethod),
  };
}
