import type { Struct } from 'superstruct';
import { maxRewardsPage } from './methods/view-rewards';

/** The part of JSON Schema that the contract needs. */
export type JsonSchema = {
  type?: 'object' | 'array' | 'string' | 'integer' | 'boolean' | 'null';
  description?: string;
  pattern?: string;
  enum?: readonly string[];
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  additionalProperties?: false;
  anyOf?: readonly JsonSchema[];
};

/** What the contract's own structs are in JSON Schema. */
const named: Readonly<Record<string, JsonSchema>> = {
  Wei: { type: 'string', pattern: '^(0|[1-9]\\d{0,77})$', description: 'wei, a decimal string' },
  SignedWei: {
    type: 'string',
    pattern: '^(0|-?[1-9]\\d{0,77})$',
    description: 'wei, a decimal string, may be negative',
  },
  UnstakeAmount: {
    type: 'string',
    pattern: '^(max|0|[1-9]\\d{0,77})$',
    description: 'wei, a decimal string, or "max" for all',
  },
  Address: { type: 'string', pattern: '^0x[0-9a-fA-F]{40}$', description: 'an Ethereum address' },
  ChainId: { type: 'string', pattern: '^eip155:[1-9]\\d{0,14}$', description: 'a CAIP-2 chain id' },
  PoolId: { type: 'string', pattern: '^eip155:[1-9]\\d{0,14}:0x[0-9a-fA-F]{40}$', description: 'a CAIP-10 pool id' },
  ExitId: { type: 'string', pattern: '^(0|[1-9]\\d{0,77})$', description: 'the id of an exit' },
  Time: { type: 'string', description: 'a time, ISO 8601 in UTC' },
  Rate: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$', description: 'a rate; 0.0312 is 3.12 %' },
  Hex: { type: 'string', pattern: '^0x[0-9a-fA-F]*$', description: '0x and hexadecimal digits' },
  MinBlock: { type: 'integer', minimum: 0, description: 'the oldest block that the answer may rest on' },
  Limit: { type: 'integer', minimum: 1, maximum: maxRewardsPage, description: 'entries of one page' },
  Currency: { type: 'string', pattern: '^[A-Za-z]{3}$', description: 'an ISO 4217 code' },
  Cursor: { type: 'string', pattern: '^\\d{1,15}:\\d{1,9}$', description: 'the cursor of an earlier answer' },
  string: { type: 'string' },
  number: { type: 'integer' },
  boolean: { type: 'boolean' },
};

type AnyStruct = Struct;

function objectSchema(fields: Readonly<Record<string, AnyStruct>>): JsonSchema {
  const entries = Object.entries(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, field]) => [name, toJsonSchema(field)])),
    required: entries.filter(([, field]) => !field.is(undefined)).map(([name]) => name),
    additionalProperties: false,
  };
}

function plainSchema(struct: AnyStruct): JsonSchema {
  const own = named[struct.type];
  if (own) {
    return own;
  }
  switch (struct.type) {
    case 'object':
    case 'type':
      return objectSchema(struct.schema as Record<string, AnyStruct>);
    case 'array':
      return { type: 'array', items: toJsonSchema(struct.schema as AnyStruct) };
    case 'enums':
      return { type: 'string', enum: Object.values(struct.schema as Record<string, string>) };
    case 'literal':
      return { type: 'string', enum: [String(struct.schema)] };
    case 'union':
      return { anyOf: (struct.schema as AnyStruct[]).map(toJsonSchema) };
    default:
      throw new TypeError(`There is no JSON Schema for the struct "${struct.type}".`);
  }
}

/**
 * A struct of the contract as JSON Schema.
 * @throws TypeError for a struct that has no counterpart here: say what it is in the table above.
 */
export function toJsonSchema(struct: AnyStruct): JsonSchema {
  const schema = plainSchema(struct);
  return struct.is(null) ? { anyOf: [schema, { type: 'null' }] } : schema;
}
