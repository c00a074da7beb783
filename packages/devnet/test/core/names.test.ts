import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  networkByChainId,
  local,
  NameError,
  readPrimaryNames,
  resolveName,
  type Address,
  type NameContext,
  type NameFault,
  type Network,
  type Request,
} from '@pooled-staking/core';
import { concat, dnsEncode, id, keccak256, namehash } from 'ethers';
import { countingSteps } from '../../../core/test/counting-steps';
import { accounts, operatorAccount, walletAccounts } from '../../src/accounts';
import { startAnvil, type Anvil } from '../../src/anvil';
import { contractInterface, placeContract } from '../../src/contracts/deploy';
import { transact } from '../../src/contracts/transact';
import { developmentNames, offchainName, placeNames, wildcardName, type NameContracts } from '../../src/names';

const hoodi = networkByChainId(560_048);
const universalResolver = local.ens?.universalResolver ?? '';

describe('names of accounts on a chain', () => {
  let anvil: Anvil;
  let names: NameContracts;
  let request: Request;
  const contextOf = (network: Network = local): NameContext => ({ request, network });

  const send = async (to: string, contract: string, method: string, args: readonly unknown[]): Promise<void> => {
    const data = contractInterface(contract).encodeFunctionData(method, args);
    await transact(anvil, { from: operatorAccount, to, data });
  };
  /** Registers a name below another one, with a resolver. */
  const register = async (label: string, above: string, resolver: string): Promise<void> =>
    send(names.registry, 'NameRegistry', 'setSubnodeRecord', [
      namehash(above),
      id(label),
      operatorAccount,
      resolver,
      0,
    ]);
  const setAddress = async (name: string, account: string): Promise<void> =>
    send(names.resolver, 'NameResolver', 'setAddr', [namehash(name), account]);
  /** Has an account call itself by a name. */
  const setPrimary = async (account: string, name: string): Promise<void> => {
    const digits = account.slice(2).toLowerCase();
    await register(digits, 'addr.reverse', names.resolver);
    await send(names.resolver, 'NameResolver', 'setName', [namehash(`${digits}.addr.reverse`), name]);
  };
  const faultOf = async (name: string, network?: Network): Promise<NameFault> =>
    resolveName(contextOf(network), name).then(
      ({ address }) => {
        throw new Error(`${name} is ${address}`);
      },
      (error: unknown) => {
        if (error instanceof NameError) {
          return error.fault;
        }
        throw error;
      },
    );

  beforeAll(async () => {
    anvil = await startAnvil({ chainId: local.chainId });
    request = async ({ method, params }) => anvil.request(method, params as unknown[]);
    await placeContract(anvil, local.multicall3, 'Multicall3');
    names = await placeNames(anvil, universalResolver, operatorAccount);
  });

  afterAll(async () => anvil.stop());

  it('lead to the accounts, and back, each in one step however many there are', async () => {
    const counting = countingSteps(request);
    const context: NameContext = { request: counting.request, network: local };
    expect(await resolveName(context, 'alice.eth')).toEqual({ name: 'alice.eth', address: accounts[0] });
    expect(counting.steps()).toBe(1);
    expect(await readPrimaryNames(context, walletAccounts as Address[])).toEqual(Object.keys(developmentNames));
    expect(counting.steps()).toBe(2);
  });

  it('are normalised before they are looked up, and shown so', async () => {
    for (const typed of ['ALICE.eth', '  Alice.ETH ', 'al\u00ADice.eth', 'ⓐlice.eth']) {
      expect(await resolveName(contextOf(), typed)).toEqual({ name: 'alice.eth', address: accounts[0] });
    }
    await register('straße', 'eth', names.resolver);
    await setAddress('straße.eth', accounts[3]);
    expect(await resolveName(contextOf(), 'STRAßE.eth')).toEqual({ name: 'straße.eth', address: accounts[3] });
  });

  const refused: [name: string, fault: NameFault, why: string][] = [
    ['аlice.eth', 'not-normalizable', 'a Cyrillic letter among Latin ones'],
    ['аӏ.eth', 'not-normalizable', 'Cyrillic letters that all look like Latin ones'],
    ['al ice.eth', 'not-normalizable', 'a space'],
    ['alice', 'not-a-name', 'no point'],
    ['.eth', 'not-a-name', 'an empty part'],
    ['alice..eth', 'not-a-name', 'an empty part'],
    ['', 'not-a-name', 'nothing'],
    [`${'a'.repeat(256)}.eth`, 'not-a-name', 'a part longer than DNS can write'],
    [`${'a.'.repeat(2_000)}eth`, 'not-a-name', 'far too long'],
    ['nobody.eth', 'no-resolver', 'never registered'],
    ['x.alice.eth', 'no-resolver', 'below a name whose resolver answers for itself alone'],
    [offchainName, 'off-chain', 'a server answers'],
    [`any.${offchainName}`, 'off-chain', 'a server answers for all below'],
  ];

  it.each(refused.map(([name, fault, why]) => ({ name, fault, why })))(
    'refuse $why: $fault',
    async ({ name, fault }) => {
      expect(await faultOf(name)).toBe(fault);
    },
  );

  it('are refused without an address, with a resolver that fails, and with one that is no contract', async () => {
    await register('empty', 'eth', names.resolver);
    expect(await faultOf('empty.eth')).toBe('no-address');
    // It has no method for that, and says so by failing; one without code says nothing at all.
    await register('odd', 'eth', names.registry);
    expect(await faultOf('odd.eth')).toBe('resolver-fails');
    await register('void', 'eth', accounts[5]);
    expect(await faultOf('void.eth')).toBe('no-resolver');
  });

  it('are answered for all below a name whose resolver does so on the chain', async () => {
    const answer = await resolveName(contextOf(), `A.b.${wildcardName}`);
    expect(answer).toEqual({ name: `a.b.${wildcardName}`, address: accounts[0] });
    // The nearest resolver counts.
    await register('own', wildcardName, names.resolver);
    await setAddress(`own.${wildcardName}`, accounts[4]);
    expect((await resolveName(contextOf(), `own.${wildcardName}`)).address).toBe(accounts[4]);
  });

  it('are no names of accounts that they do not stand for, or when they are not written as they are looked up', async () => {
    const [, bob, carol, dave, erin, frank] = accounts;
    await setPrimary(bob, 'alice.eth');
    await setPrimary(carol, 'Carol.eth');
    await register('Carol', 'eth', names.resolver);
    // What ethers hashes is normalised first.
    const written = keccak256(concat([namehash('eth'), id('Carol')]));
    await send(names.resolver, 'NameResolver', 'setAddr', [written, carol]);
    await setPrimary(dave, offchainName);
    await setPrimary(erin, '');
    await setPrimary(frank, 'nobody.eth');
    const without = '0x00000000000000000000000000000000000000aa';
    expect(await readPrimaryNames(contextOf(), [accounts[0], bob, carol, dave, erin, frank, without])).toEqual([
      'alice.eth',
      ...Array<null>(6).fill(null),
    ]);
  });

  it('are not looked for on a network without ENS, and an ENS that is not there is told as such', async () => {
    expect(await faultOf('alice.eth', hoodi)).toBe('no-names-here');
    const silent: NameContext = {
      request: async () => Promise.reject(new Error('nothing is to be asked')),
      network: hoodi,
    };
    expect(await readPrimaryNames(silent, [accounts[0]])).toEqual([null]);
    const elsewhere = { ...local, ens: { universalResolver: '0x00000000000000000000000000000000000000ee' } } as const;
    await expect(resolveName(contextOf(elsewhere), 'alice.eth')).rejects.toMatchObject({ code: 'CHAIN_INCONSISTENT' });
    await expect(readPrimaryNames(contextOf(elsewhere), [accounts[0]])).rejects.toMatchObject({
      code: 'CHAIN_INCONSISTENT',
    });
  });

  it('are resolved by the contract with the errors of the real one', async () => {
    const resolver = contractInterface('UniversalResolver');
    // Of ens-contracts, as its interface writes them beside the errors.
    const published = {
      ResolverNotFound: '0x77209fe8',
      ResolverNotContract: '0x1e9535f2',
      UnsupportedResolverProfile: '0x7b1c461b',
      ResolverError: '0x95c0c752',
      ReverseAddressMismatch: '0xef9c03ce',
    };
    for (const [name, selector] of Object.entries(published)) {
      expect(resolver.getError(name)?.selector).toBe(selector);
    }
    expect(contractInterface('OffchainResolver').getError('OffchainLookup')?.selector).toBe('0x556f1830');
    expect(resolver.getFunction('resolve')?.selector).toBe('0x9061b923');
    const broken = `${dnsEncode('alice.eth').slice(0, -2)}ff`;
    const data = resolver.encodeFunctionData('resolve', [broken, '0x3b3b57de']);
    const answer = anvil.request('eth_call', [{ to: universalResolver, data }, 'latest']);
    await expect(answer).rejects.toThrow();
  });
});
