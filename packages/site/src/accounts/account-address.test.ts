import { describe, expect, it } from '@jest/globals';
import { parseAccount } from './account-address';

const account = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';

describe('an account that somebody enters', () => {
  it.each([
    [account, account],
    [` ${account}\n`, account],
    [account.toLowerCase(), account],
    [`0x${account.slice(2).toUpperCase()}`, account],
    // One letter in another case: the checksum says that it was mistyped.
    [account.replace('Fd', 'fd'), null],
    [account.slice(0, -1), null],
    [`${account}0`, null],
    ['', null],
    ['alice.eth', null],
  ])('%p is %p', (text, expected) => {
    expect(parseAccount(text)).toBe(expected);
  });
});
