import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openRpcDocument, rpcReference } from '../src/index';

const document = openRpcDocument('1.2.3');

describe('the OpenRPC document', () => {
  it('holds the methods with their params by name', () => {
    expect(document.methods.map(({ name }) => name)).toEqual([
      'getPools',
      'getPosition',
      'viewRewards',
      'stake',
      'unstake',
      'claim',
      'getProposals',
      'vote',
    ]);
    const stake = document.methods.find(({ name }) => name === 'stake');
    expect(stake?.params.map(({ name, required }) => `${name}${required ? '' : '?'}`)).toEqual([
      ...['account', 'pool', 'amount'],
      ...['id?', 'asset?', 'withRewards?', 'minShares?'],
    ]);
    const position = document.methods.find(({ name }) => name === 'getPosition');
    expect(position?.params.map(({ name, required }) => `${name}${required ? '' : '?'}`)).toEqual([
      'account',
      'pool?',
      'minBlock?',
    ]);
  });

  it('tells apart what may be null and what may be one of two', () => {
    const position = document.methods.find(({ name }) => name === 'getPosition')?.result.schema.properties;
    expect(position?.['lifetimeRewards']?.anyOf?.map(({ type }) => type)).toEqual(['string', 'null']);
    const stake = document.methods.find(({ name }) => name === 'stake')?.result.schema;
    expect(stake?.anyOf?.map(({ properties }) => properties?.['status']?.enum)).toEqual([['prepared'], ['submitted']]);
  });

  it('lists every error code', () => {
    const codes = document.methods[0]?.errors.flatMap(({ data }) => (data ? [data.code] : []));
    expect(codes).toContain('CLAIM_TOO_EARLY');
    expect(codes).toHaveLength(27);
  });
});

describe('the written documents', () => {
  const docs = join(__dirname, '..', '..', '..', 'docs');
  const { version } = JSON.parse(readFileSync(join(docs, '..', 'packages', 'snap', 'package.json'), 'utf8')) as {
    version: string;
  };

  it('are those of the schemas: run `npm run docs` when this fails', () => {
    const current = openRpcDocument(version);
    expect(JSON.parse(readFileSync(join(docs, 'openrpc.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(current)));
    // The formatter lays the tables out anew, so only the words are compared.
    const words = (text: string): string => text.replace(/[\s|-]+/gu, '').replace(/[*_]/gu, '');
    expect(words(readFileSync(join(docs, 'rpc.md'), 'utf8'))).toBe(words(rpcReference(current)));
  });
});
