import { Struct } from 'superstruct';

/** The part of JSON Schema that the contract needs. */
export type JsonSchema = {
  type?: 'object' | 'array' | 'string' | 'integer' | 'boolean' | 'null';
  description?: string;
  pattern?: string;
  enum?: readonly string[];
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  additionalProperties?: false;
  anyOf?: readonly JsonSchema[];
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

/** True for what the contract's own structs carry: a schema without parts of its own. */
function isPlain(schema: unknown): schema is JsonSchema {
  const { type } = (schema ?? {}) as { type?: unknown };
  // The item of a list is a struct, whose type may have the same name.
  return !(schema instanceof Struct) && (type === 'string' || type === 'integer');
}

function plainSchema(struct: AnyStruct): JsonSchema {
  if (isPlain(struct.schema)) {
    return struct.schema;
  }
  switch (struct.type) {
    case 'string':
    case 'boolean':
      return { type: struct.type };
    case 'object':
    case 'type':
      return objectSchema(struct.schema as Record<string, AnyStruct>);
    case 'array':
      return { type: 'array', items: toJsonSchema(struct.schema as AnyStruct) };
    case 'list': {
      const { item, ...bounds } = struct.schema as { item: AnyStruct; minItems: number; maxItems: number };
      return { type: 'array', items: toJsonSchema(item), ...bounds };
    }
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
 * @throws TypeError for a struct that has no counterpart here: make it with one of the makers in `structs.ts`.
 */
export function toJsonSchema(struct: AnyStruct): JsonSchema {
  const schema = plainSchema(struct);
  return struct.is(null) ? { anyOf: [schema, { type: 'null' }] } : schema;
}
