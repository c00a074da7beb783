import { keccak_256 } from '@noble/hashes/sha3';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils';
import type { Address, Hex } from '../units';

/**
 * Keccak-256 of bytes.
 * @throws Error for what is no whole bytes.
 */
export function keccak256(data: Hex): Hex {
  return `0x${bytesToHex(keccak_256(hexToBytes(data.slice(2))))}`;
}

/** Keccak-256 of a text in UTF-8: of a signature, what topics and selectors are. */
export function hashOfText(text: string): Hex {
  return `0x${bytesToHex(keccak_256(utf8ToBytes(text)))}`;
}

const addressPattern = /^0x[\da-fA-F]{40}$/u;

/**
 * An address with its checksum (EIP-55): a letter is large where its hash has a digit of eight or more. Letters in one case
 * alone carry no checksum; any other has to be right.
 * @throws Error for what is no address, or has a wrong checksum.
 */
export function getAddress(address: string): Address {
  if (!addressPattern.test(address)) {
    throw new Error('This is no address.');
  }
  const plain = address.slice(2).toLowerCase();
  const hash = hashOfText(plain).slice(2);
  const checked = Array.from(plain, (letter, index) =>
    Number.parseInt(hash.charAt(index), 16) >= 8 ? letter.toUpperCase() : letter,
  ).join('');
  const given = address.slice(2);
  if (given !== plain && given !== plain.toUpperCase() && given !== checked) {
    throw new Error('The checksum of this address is wrong.');
  }
  return `0x${checked}`;
}
