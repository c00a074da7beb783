import { stakewiseOn } from '../../src/protocols/stakewise/contracts';
import { describe, expect, it } from '@jest/globals';
import { AbiCoder, Interface } from 'ethers';
import fc from 'fast-check';
import type { Concern } from '../../src/insight/concern';
import { findConcerns } from '../../src/protocols/insights';
import { checkApproval } from '../../src/insight/checks/open-approval';
import { artemisPool } from '../../src/networks/andromeda';
import { ethereum, sequencerPool } from '../../src/networks/ethereum';
import { networks } from '../../src/networks/index';
import { local } from '../../src/networks/local';
import { vaultInterface } from '../../src/protocols/stakewise/vault/abi';
import type { Address, Hex } from '../../src/units';

const token20 = new Interface(['function approve(address spender, uint256 amount)']);
const from: Address = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8';
const other: Address = '0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc';
/** Those that StakeWise V3 is on. */
const stakewiseNetworks = networks.filter(({ stakewise }) => stakewise);
const pool = ethereum.pools[0]?.address ?? '0x';
const localPool = local.pools[0]?.address ?? '0x';
const encode = (method: string, args: unknown[]): Hex => vaultInterface.encodeFunctionData(method, args);
const harvest = [`0x${'ab'.repeat(32)}`, 0n, 0n, []];
const exit = encode('enterExitQueue', [1n, from]);
const deposit = encode('deposit', [from, from]);

const find = (to: Address, value = 0n, data: Hex = '0x', chainId = 'eip155:1') =>
  findConcerns(chainId, { from, to, value, data });
const kindOf = (...args: Parameters<typeof find>): Concern['kind'] | undefined => find(...args)?.parts[0]?.concern.kind;

/** An address that begins and ends like the pool's, as thieves make them. */
const lookAlike: Address = `0x${pool.slice(2, 6).toLowerCase()}${'00'.repeat(16)}${pool.slice(-4).toLowerCase()}`;

describe('an address', () => {
  it('of a known pool is known in any letter case, whatever is called', () => {
    const forms: Address[] = [pool, `0x${pool.slice(2).toLowerCase()}`, `0x${pool.slice(2).toUpperCase()}`];
    for (const to of forms) {
      expect(kindOf(to, 1n)).toBe('pool');
      expect(kindOf(to, 0n, '0xdeadbeef')).toBe('pool');
    }
  });

  it('of a known pool is a danger on every chain where it is none', () => {
    for (const chainId of ['eip155:560048', 'eip155:137', 'eip155:31337', 'eip155:10']) {
      expect(kindOf(pool, 1n, '0x', chainId)).toBe('other-chain');
    }
    expect(kindOf(localPool, 0n, deposit, 'eip155:1')).toBe('other-chain');
  });

  it('that begins and ends like a known pool is a danger, with or without calldata', () => {
    for (const data of ['0x', deposit, '0xdeadbeef'] as Hex[]) {
      expect(kindOf(lookAlike, 1n, data)).toBe('look-alike');
      expect(kindOf(lookAlike.toUpperCase().replace('0X', '0x') as Address, 1n, data, 'eip155:137')).toBe('look-alike');
    }
  });

  it('that shares only the beginning or only the end is none', () => {
    expect(find(`${pool.slice(0, 38)}0000` as Address, 1n)).toBeUndefined();
    expect(find(`0x0000${pool.slice(6)}` as Address, 1n)).toBeUndefined();
    expect(find(`${pool.slice(0, 5)}0${lookAlike.slice(6)}` as Address, 1n)).toBeUndefined();
  });

  it('of another contract of the protocol is a danger for ETH only', () => {
    for (const network of stakewiseNetworks) {
      const chainId = `eip155:${network.chainId}`;
      for (const address of [
        stakewiseOn(network).keeper,
        stakewiseOn(network).vaultsRegistry,
        ...stakewiseOn(network).others.map((c) => c.address),
      ]) {
        expect(kindOf(address, 1n, '0x', chainId)).toBe('protocol-contract');
        expect(find(address, 0n, '0x', chainId)).toBeUndefined();
      }
      // People stake by themselves through the chain's deposit contract.
      expect(find(stakewiseOn(network).validatorsRegistry, 32n * 10n ** 18n, '0x', chainId)).toBeUndefined();
      expect(find(network.multicall3, 1n, '0x', chainId)).toBeUndefined();
    }
  });
});

describe('ETH for an escrow of what validators earn', () => {
  const escrow: Address = '0x1111111111111111111111111111111111111111';

  it('is known by the registry, and by what pools told before', () => {
    for (const network of stakewiseNetworks) {
      for (const each of stakewiseOn(network).mevEscrows) {
        expect(kindOf(each, 1n, '0x', `eip155:${network.chainId}`)).toBe('escrow');
        expect(find(each, 0n, '0x', `eip155:${network.chainId}`)).toBeUndefined();
      }
    }
    const transaction = { from, to: escrow, value: 1n, data: '0x' as Hex };
    expect(findConcerns('eip155:1', transaction)).toBeUndefined();
    expect(findConcerns('eip155:1', transaction, [escrow])?.parts).toMatchObject([{ concern: { kind: 'escrow' } }]);
    expect(findConcerns('eip155:1', { ...transaction, value: 0n }, [escrow])).toBeUndefined();
    expect(findConcerns('eip155:137', transaction, [escrow])).toBeUndefined();
  });
});

describe('a method', () => {
  it.each([
    ['deposit with ETH', deposit, 1n],
    ['updateStateAndDeposit', encode('updateStateAndDeposit', [from, from, harvest]), 0n],
    ['enterExitQueue', exit, 0n],
    ['claimExitedAssets', encode('claimExitedAssets', [1n, 2n, 3n]), 0n],
    ['donateAssets with ETH', encode('donateAssets', []), 1n],
    ['a stake for osETH', `0x36fe59d2${'00'.repeat(96)}`, 1n],
    ['one of them inside a multicall', encode('multicall', [[encode('multicall', [[exit]])]]), 0n],
  ] as [string, Hex, bigint][])('that only vaults have concerns wherever it is called: %s', (_, data, value) => {
    expect(kindOf(other, value, data)).toBe('pool-method');
    // Where the product knows no registry of vaults it has nothing to say.
    expect(find(other, value, data, 'eip155:137')).toBeUndefined();
  });

  it.each([
    ['deposit without ETH', deposit, 0n],
    ['redeem', encode('redeem', [1n, from]), 0n],
    ['donateAssets without ETH', encode('donateAssets', []), 0n],
    ['osETH without ETH', `0x201b9eb5${'00'.repeat(96)}`, 0n],
    ['updateState', encode('updateState', [harvest]), 0n],
    ['a multicall of them', encode('multicall', [[encode('redeem', [1n, from]), deposit]]), 0n],
    ['plain ETH inside a multicall', encode('multicall', [['0x']]), 1n],
    ['an empty multicall', encode('multicall', [[]]), 1n],
    ['a cut exit', exit.slice(0, -2) as Hex, 0n],
    ['the selector of an exit alone', exit.slice(0, 10) as Hex, 1n],
  ] as [string, Hex, bigint][])('that others have too concerns no pool on a foreign contract: %s', (_, data, value) => {
    expect(find(other, value, data)).toBeUndefined();
  });
});

describe('a batch of an account', () => {
  const erc7579 = new Interface(['function execute(bytes32 mode, bytes calls)']);
  const coder = AbiCoder.defaultAbiCoder();
  type Call = [to: string, value: bigint, data: string];
  const batchMode = `0x01${'00'.repeat(31)}`;
  const execute = (calls: Call[], mode = batchMode, more: string[] = []): Hex =>
    erc7579.encodeFunctionData('execute', [
      mode,
      more.length === 0
        ? coder.encode(['(address,uint256,bytes)[]'], [calls])
        : coder.encode(['(address,uint256,bytes)[]', 'bytes'], [calls, more[0]]),
    ]) as Hex;
  const batch: Call[] = [
    [other, 5n, '0x095ea7b3'],
    [pool, 1n, deposit],
    [lookAlike, 2n, '0x'],
  ];

  it('is looked into, call by call', () => {
    const concerns = find(from, 0n, execute(batch));
    expect(concerns?.otherCalls).toBe(1);
    expect(concerns?.parts.map(({ concern, value, position }) => [concern.kind, value, position])).toEqual([
      ['pool', 1n, 1],
      ['look-alike', 2n, 2],
    ]);
    // With the extra data of ERC-7821.
    expect(find(from, 0n, execute(batch, `0x01000000000078210001${'00'.repeat(22)}`, ['0x1234']))).toEqual(concerns);
  });

  it('of one call is opened too', () => {
    const single = `0x${pool.slice(2)}${'00'.repeat(31)}07${exit.slice(2)}`;
    const data = erc7579.encodeFunctionData('execute', [`0x${'00'.repeat(32)}`, single]) as Hex;
    expect(find(from, 0n, data)?.parts).toMatchObject([{ value: 7n, call: { kind: 'exit' } }]);
  });

  it('belongs to the account that makes it, whoever sends it', () => {
    expect(find(from, 0n, execute(batch))?.parts.map(({ owner }) => owner)).toEqual([from, from]);
    expect(find(other, 0n, execute(batch))?.parts.map(({ owner }) => owner)).toEqual([other, other]);
  });

  it('that is damaged or of another mode hides what it does to a pool', () => {
    expect(find(from, 0n, execute(batch).slice(0, 300) as Hex)).toBeUndefined();
    expect(find(from, 0n, execute(batch, `0xff${'00'.repeat(31)}`))).toMatchObject({ parts: [] });
    expect(find(from, 0n, execute(batch, `0xfe${'00'.repeat(31)}`))?.hiddenBehind).toEqual([from]);
    expect(find(from, 0n, '0xe9ae5c53')).toBeUndefined();
  });

  it('to an address that looks like the pool is no batch', () => {
    expect(find(lookAlike, 1n, execute([[other, 1n, '0x']]))?.parts).toMatchObject([
      { to: lookAlike, value: 1n, concern: { kind: 'look-alike' } },
    ]);
  });

  it('never throws', () => {
    const selector = fc.constantFrom('', 'e9ae5c53', exit.slice(2, 10), deposit.slice(2, 10), 'ac9650d8');
    const target = fc.constantFrom(from, other, pool, lookAlike);
    const word = fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), fc.bigInt({ min: 0n, max: 400n }));
    fc.assert(
      fc.property(selector, target, fc.array(word, { maxLength: 14 }), (start, to, words) => {
        const data: Hex = `0x${start}${words.map((each) => each.toString(16).padStart(64, '0')).join('')}`;
        const concerns = find(to, 1n, data);
        expect(concerns === undefined || concerns.parts.length + concerns.hiddenBehind.length > 0).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('an approval of everything for a stranger', () => {
  it('is critical for tokens that stand for a stake, and a warning for money', () => {
    const artemis = artemisPool.shareToken?.address ?? '0x';
    const metis = sequencerPool.asset.address ?? '0x';
    const severityOf = (token: Address, chainId: string): string | undefined => {
      const data = token20.encodeFunctionData('approve', [other, 2n ** 256n - 1n]) as Hex;
      const concerns = findConcerns(chainId, { from, to: token, value: 0n, data });
      return concerns && checkApproval({ concerns })?.severity;
    };
    expect(severityOf(artemis, 'eip155:1088')).toBe('critical');
    expect(severityOf(metis, 'eip155:1')).toBe('warning');
  });
});
