import { describe, expect, test } from '@jest/globals';
import { permittedMethods } from '@metamask/snaps-rpc-methods';

import { permissionsFor } from '../../src/wallet/server/permissions';

type Implementation = (...args: unknown[]) => unknown;

const platformMethods = Object.values(permittedMethods)
  .flatMap(({ methodNames, implementation }) =>
    methodNames.map((method: string) => [method, implementation as Implementation] as const),
  )
  .filter(([method]) => method.startsWith('snap_'));

/** The permissions that the platform's own code of a method asks about, when the Snap has none. */
async function askedBy(method: string, implementation: Implementation): Promise<string[]> {
  const asked: string[] = [];
  const hasPermission = (name: string): boolean => {
    asked.push(name);
    return false;
  };
  try {
    await implementation(
      { jsonrpc: '2.0', id: 1, method, params: {} },
      {},
      () => undefined,
      () => undefined,
      {
        hasPermission,
      },
    );
  } catch {
    // What follows the permission lacks its hooks here.
  }
  return asked;
}

describe('the permission that a method of a Snap needs', () => {
  test('is the one that the platform asks for, for each of its methods', async () => {
    expect(platformMethods.length).toBeGreaterThan(20);
    const asked = await Promise.all(
      platformMethods.map(async ([method, implementation]) => [method, await askedBy(method, implementation)]),
    );
    expect(platformMethods.map(([method]) => [method, permissionsFor(method)])).toEqual(asked);
  });

  test('is its own name for the methods that are permissions themselves, and the provider for the chain', () => {
    expect(permissionsFor('snap_getPreferences')).toEqual(['snap_getPreferences']);
    expect(permissionsFor('snap_getBip44Entropy')).toEqual(['snap_getBip44Entropy']);
    expect(permissionsFor('eth_call')).toEqual(['endowment:ethereum-provider']);
  });
});
