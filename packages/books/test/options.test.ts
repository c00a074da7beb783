import { describe, expect, it } from '@jest/globals';
import { OptionError, parseOptions } from '../src/options';

const node = 'http://127.0.0.1:8545';

describe('the options of the books', () => {
  it('are few: a node is enough, and nothing but this machine is listened to', () => {
    expect(parseOptions(['--rpc', node])).toEqual({
      command: 'run',
      rpc: node,
      chainId: null,
      port: 42_069,
      host: '127.0.0.1',
      folder: null,
      pollingMs: 1_000,
    });
    expect(parseOptions(['verify', '--rpc', node, '--block', '7', '--json'])).toEqual({
      command: 'verify',
      rpc: node,
      chainId: null,
      books: 'http://127.0.0.1:42069',
      block: 7,
      json: true,
    });
    expect(parseOptions(['--rpc', node, '--network', 'hoodi'])).toMatchObject({ chainId: 560_048 });
  });

  it.each([
    ['no node', [], '--rpc is missing'],
    ['a node in the clear elsewhere', ['--rpc', 'http://example.org'], "--rpc 'http://example.org' is not possible"],
    [
      'an unknown network',
      ['--rpc', node, '--network', 'mars'],
      'Give one of: Ethereum (1), Hoodi (560048), Local chain',
    ],
    ['a port out of range', ['--rpc', node, '--port', '70000'], "--port '70000' is not possible"],
    ['a block that is none', ['verify', '--rpc', node, '--block', '-1'], '--block'],
    ['an unknown option', ['--rpc', node, '--nod', '1'], "Unknown option '--nod'"],
    ['an unknown command', ['audit', '--rpc', node], "There is no command 'audit'"],
  ])('say what is wrong with %s', (_, args, words) => {
    expect(() => parseOptions(args)).toThrow(OptionError);
    expect(() => parseOptions(args)).toThrow(words);
  });
});
