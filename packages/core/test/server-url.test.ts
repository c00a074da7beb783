import { describe, expect, it } from '@jest/globals';
import { isServerUrl } from '../src/web/node';

describe('the address of a server', () => {
  it.each([
    ['https://node.example', true],
    ['http://localhost:8545', true],
    ['http://127.0.0.1:8545/path', true],
    ['http://[::1]:8545', true],
    ['http://node.example', false],
    ['http://localhost.example', false],
    ['wss://node.example', false],
    ['node.example', false],
    ['https://name:word@node.example', false],
    ['https://:word@node.example', false],
    [`https://node.example/${'a'.repeat(500)}`, false],
    [7, false],
  ])('%p: %p', (value, expected) => {
    expect(isServerUrl(value)).toBe(expected);
  });
});
