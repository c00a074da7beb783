import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Ajv from 'ajv';
import fc from 'fast-check';
import {
  InvalidFieldError,
  methods,
  openRpcDocument,
  parseParams,
  parseResult,
  TimeStruct,
  type JsonSchema,
  type MethodName,
  type OpenRpcDocument,
} from '../src/index';

const written = JSON.parse(
  readFileSync(join(__dirname, '..', '..', '..', 'docs', 'openrpc.json'), 'utf8'),
) as OpenRpcDocument;
const names = Object.keys(methods) as MethodName[];

/** The params of a method as one schema: OpenRPC gives one for each name. */
function paramsSchema(document: OpenRpcDocument, name: MethodName): JsonSchema {
  const params = document.methods.find((method) => method.name === name)?.params ?? [];
  return {
    type: 'object',
    properties: Object.fromEntries(params.map((param) => [param.name, param.schema])),
    required: params.filter(({ required }) => required).map((param) => param.name),
    additionalProperties: false,
  };
}

/** A method's field alone, by the written document. */
function acceptsField(name: MethodName, field: string, value: unknown): boolean {
  return new Ajv().validate(paramsSchema(written, name).properties?.[field] ?? {}, value) as boolean;
}

/** What a validation does not let through. */
function refusal(parse: () => unknown): InvalidFieldError | null {
  try {
    parse();
    return null;
  } catch (error) {
    if (error instanceof InvalidFieldError) {
      return error;
    }
    throw error;
  }
}

/** Values beside the ones that a schema asks for: other types, edges, letters that look like digits. */
const strangers = fc.oneof(
  fc.json().map((text) => JSON.parse(text) as unknown),
  fc.constantFrom(null, '', '0', '-0', '١', '１', 'end', '1:end', 'max', '0x', 'eip155:1\n', 0, -1, 0.5, 2 ** 53, 1e21),
  // What cannot be printed: a validation that puts it into its words fails by itself.
  fc.constant({ toString: 1 }),
);

/** Text near to one that fits: something before, behind or in the middle. */
const nearby = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(text.length), fc.nat(2), fc.constantFrom('', ' ', '\n', '0', '9', '١', 'x', ':', '-', 'Z', '.'))
    .map(([at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));

const texts = new Map<string, fc.Arbitrary<string>>();

/** Texts of a pattern, drawn once: to make them anew for each field of each value takes minutes. */
function textOf(pattern: string): fc.Arbitrary<string> {
  const found = texts.get(pattern) ?? fc.constantFrom(...fc.sample(fc.stringMatching(new RegExp(pattern, 'u')), 60));
  texts.set(pattern, found);
  return found;
}

/** Values that a schema lets through, most of the time. */
function valueOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const mostly = (fits: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.oneof({ arbitrary: fits, weight: 40 }, { arbitrary: strangers, weight: 1 });
  if (schema.anyOf) {
    return fc.oneof(...schema.anyOf.map(valueOf));
  }
  if (schema.enum) {
    return mostly(fc.constantFrom(...schema.enum));
  }
  switch (schema.type) {
    case 'object': {
      const fields = Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([field, of]) => [field, valueOf(of)] as const),
      );
      const requiredKeys = [...(schema.required ?? [])];
      const whole = fc.record(fields, { requiredKeys });
      return fc.oneof(
        { arbitrary: whole, weight: 60 },
        { arbitrary: fc.record(fields, { requiredKeys: requiredKeys.slice(1) }), weight: 1 },
        { arbitrary: whole.map((record) => ({ ...record, extra: 1 })), weight: 1 },
      );
    }
    case 'array': {
      const { items = {}, minItems: least = 0, maxItems: most = 3 } = schema;
      const lengths = fc.constantFrom(...[0, 1, 2, least, most, most + 1].filter((length) => length <= 101));
      return lengths.chain((length) => fc.array(valueOf(items), { minLength: length, maxLength: length }));
    }
    case 'string': {
      const text = schema.pattern === undefined ? fc.string() : textOf(schema.pattern);
      return mostly(fc.oneof({ arbitrary: text, weight: 20 }, { arbitrary: text.chain(nearby), weight: 1 }));
    }
    case 'integer': {
      const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = schema;
      const edges = fc.constantFrom(minimum - 1, minimum, maximum, maximum + 1);
      return mostly(
        fc.oneof(
          { arbitrary: fc.integer({ min: minimum, max: maximum }), weight: 20 },
          { arbitrary: edges, weight: 1 },
        ),
      );
    }
    case 'boolean':
      return mostly(fc.boolean());
    default:
      return fc.constant(null);
  }
}

describe('the schema and the validation', () => {
  /** Checks that both say the same, and that both sides were seen. */
  function checkAgreement(schema: JsonSchema, parse: (value: unknown) => unknown): void {
    const accepts = new Ajv().compile(schema);
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(valueOf(schema), (value) => {
        const accepted = accepts(value) as boolean;
        seen[accepted ? 'accepted' : 'refused'] += 1;
        expect(refusal(() => parse(value)) === null).toBe(accepted);
      }),
      { numRuns: 400, endOnFailure: true },
    );
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(10);
  }

  it.each(names)('of the params of %s accept the same', (name) => {
    checkAgreement(paramsSchema(openRpcDocument('1.0.0'), name), (value) =>
      // Absent params count as an empty object, which a schema cannot say.
      parseParams(name, value ?? []),
    );
  });

  it.each(names)('of the result of %s accept the same', (name) => {
    const result = openRpcDocument('1.0.0').methods.find((method) => method.name === name)?.result.schema ?? {};
    checkAgreement(result, (value) => parseResult(name, value));
  });
});

describe('a cursor at the end of a block', () => {
  it('is taken by the Snap and by tools that check requests against docs/openrpc.json', () => {
    const account = `0x${'ab'.repeat(20)}`;
    expect(parseParams('viewRewards', { account, cursor: '123:end' }).cursor).toBe('123:end');
    expect(acceptsField('viewRewards', 'cursor', '123:end')).toBe(true);
    expect(acceptsField('viewRewards', 'cursor', '123:ends')).toBe(false);
  });
});

describe('a day that the calendar does not have', () => {
  const account = `0x${'ab'.repeat(20)}`;
  const refused = (field: 'from' | 'to', time: string): InvalidFieldError | null =>
    refusal(() => parseParams('viewRewards', { account, [field]: time }));

  it.each([
    '2025-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2025-04-31T00:00:00Z',
    '2025-00-10T00:00:00Z',
    '2025-13-01T00:00:00Z',
    '2025-01-00T00:00:00Z',
    '2025-01-01T24:00:00Z',
    '2016-12-31T23:59:60Z',
    '2025-01-01T00:60:00Z',
    '2025-01-01',
    '2025-01-01T00:00:00+01:00',
    '+12025-01-01T00:00:00Z',
  ])('is refused, and the field is named: %s', (time) => {
    for (const field of ['from', 'to'] as const) {
      expect(refused(field, time)).toMatchObject({ path: field, problem: expect.stringContaining('that exists') });
      expect(acceptsField('viewRewards', field, time)).toBe(false);
    }
  });

  it.each(['2024-02-29T00:00:00Z', '2000-02-29T23:59:59.999Z', '2025-12-31T00:00:00Z'])('is not %s', (time) => {
    expect(refused('from', time)).toBeNull();
    expect(acceptsField('viewRewards', 'from', time)).toBe(true);
  });

  it('is told from the others as a calendar does', () => {
    const two = (max: number) => fc.nat(max).map((number) => String(number).padStart(2, '0'));
    const years = fc.nat(9999).map((year) => String(year).padStart(4, '0'));
    fc.assert(
      fc.property(years, two(13), two(32), two(24), two(60), two(60), (year, month, day, hour, minute, second) => {
        const time = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
        const parsed = new Date(time);
        const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString() === time;
        expect(TimeStruct.is(time)).toBe(exists);
      }),
      { numRuns: 3000 },
    );
  });
});
