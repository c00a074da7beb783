import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addFiatPrice, andromeda, readBlock, ReadBatch, type Address, type Request } from '@pooled-staking/core';

import { accounts, operatorAccount } from '../../src/accounts';
import { startAnvil, type Anvil } from '../../src/anvil';
import { contractInterface, placeContract } from '../../src/contracts/deploy';
import { transact, type Receipt } from '../../src/contracts/transact';
import { metisClient, metisUsdFeed, placeMetisBasics, startMetisChain } from '../../src/metis/chain';
import type { ChainClient } from '../../src/operator/chain-client';

const METIS = 10n ** 18n;
const UNLIMITED = 2n ** 256n - 1n;
const GAS_PRICE = 2_000_000_000n;
const START = 1_760_000_000;
const token = andromeda.nativeToken as Address;
const abi = contractInterface('MetisToken');
const [owner, spender, receiver] = accounts;

let anvil: Anvil;
let chain: ChainClient;

beforeAll(async () => {
  anvil = await startMetisChain(START);
  chain = metisClient(anvil);
  await placeMetisBasics(anvil, operatorAccount);
});

afterAll(() => anvil.stop());

const request: Request = async ({ method, params }) => anvil.request(method, params as unknown[] | undefined);

const hex = (value: bigint): string => `0x${value.toString(16)}`;

/** Calls the token in a transaction at a known price of gas, and tells what the gas cost. */
async function call(from: string, name: string, args: readonly unknown[]): Promise<Receipt & { cost: bigint }> {
  const receipt = await transact(anvil, {
    from,
    to: token,
    data: abi.encodeFunctionData(name, args),
    gas: hex(200_000n),
    gasPrice: hex(GAS_PRICE),
  });
  return { ...receipt, cost: BigInt(receipt.gasUsed) * GAS_PRICE };
}

const shown = async (account: string): Promise<bigint> =>
  (await chain.read(token, abi, 'balanceOf', [account]))[0] as bigint;

describe('the chain', () => {
  it('has the id of Andromeda, the time that was asked for, and a gas price in place of a base fee', async () => {
    expect(await chain.chainId()).toBe(1088);
    const first = await anvil.request('eth_getBlockByNumber', [hex(13_735_488n), false]);
    expect(first).toMatchObject({ timestamp: hex(BigInt(START)) });
    expect(first).not.toHaveProperty('baseFeePerGas');
    expect(BigInt((await anvil.request('eth_gasPrice')) as string)).toBeLessThanOrEqual(GAS_PRICE);
  });

  it('takes transactions with a gas price, and none with a base fee and a tip', async () => {
    const plain = { from: owner, to: receiver, value: '0x1', gas: '0x5208' };
    const fees = { maxFeePerGas: hex(GAS_PRICE), maxPriorityFeePerGas: '0x1' };
    await expect(anvil.request('eth_sendTransaction', [{ ...plain, ...fees }])).rejects.toThrow('EIP-1559');
    await expect(transact(anvil, { ...plain, gasPrice: hex(GAS_PRICE) })).resolves.toMatchObject({ status: '0x1' });
  });

  it('reads many things in one call, the price of METIS among them', async () => {
    const { timestamp } = await chain.latestBlock();
    const data = contractInterface('PriceFeed').encodeFunctionData('pushRound', [1_423_000_000n, timestamp]);
    await chain.send({ from: operatorAccount, to: metisUsdFeed, data });
    const batch = new ReadBatch(andromeda.multicall3);
    const price = addFiatPrice(batch, andromeda, 'usd');
    await batch.run(request, await readBlock(request));
    expect(price()).toEqual({ currency: 'USD', price: 14_230_000_000_000_000_000n, updatedAt: timestamp });
  });
});

describe('METIS as a token', () => {
  let snapshot: unknown;
  beforeAll(async () => {
    snapshot = await anvil.request('evm_snapshot');
  });
  beforeEach(async () => {
    await anvil.request('evm_revert', [snapshot]);
    snapshot = await anvil.request('evm_snapshot');
  });

  it('is named as Andromeda names it', async () => {
    const told = await Promise.all(['name', 'symbol', 'decimals'].map(async (name) => chain.read(token, abi, name)));
    expect(told.map(([value]) => value as unknown)).toEqual(['Metis Token', 'METIS', 18n]);
  });

  it('moves the native balance by a transfer, to the wei', async () => {
    const [before, beforeOther] = await Promise.all([chain.balance(owner), chain.balance(receiver)]);
    const amount = 3n * METIS + 7n;
    const { cost, logs } = await call(owner, 'transfer', [receiver, amount]);
    expect(await chain.balance(owner)).toBe(before - amount - cost);
    expect(await chain.balance(receiver)).toBe(beforeOther + amount);
    // One balance, two views.
    expect(await shown(owner)).toBe(before - amount - cost);
    expect(await shown(receiver)).toBe(beforeOther + amount);
    expect(logs.map((log) => abi.parseLog(log)?.args.toArray() as unknown)).toEqual([[owner, receiver, amount]]);
    expect(await chain.balance(token)).toBe(0n);
  });

  it('shows what a plain payment moved', async () => {
    const before = await shown(receiver);
    await transact(anvil, { from: owner, to: receiver, value: hex(5n), gas: '0x5208', gasPrice: hex(GAS_PRICE) });
    expect(await shown(receiver)).toBe(before + 5n);
  });

  it('lets a spender take what was allowed, and no more', async () => {
    await call(owner, 'approve', [spender, 10n]);
    const [before, beforeOther] = await Promise.all([chain.balance(owner), chain.balance(receiver)]);
    await call(spender, 'transferFrom', [owner, receiver, 7n]);
    expect(await chain.balance(owner)).toBe(before - 7n);
    expect(await chain.balance(receiver)).toBe(beforeOther + 7n);
    expect((await chain.read(token, abi, 'allowance', [owner, spender]))[0]).toBe(3n);
    const data = abi.encodeFunctionData('transferFrom', [owner, receiver, 4n]);
    await expect(chain.send({ from: spender, to: token, data })).rejects.toThrow('ERC20: insufficient allowance');
  });

  it('keeps an unlimited allowance as it is', async () => {
    await call(owner, 'approve', [spender, UNLIMITED]);
    await call(spender, 'transferFrom', [owner, receiver, 7n]);
    expect((await chain.read(token, abi, 'allowance', [owner, spender]))[0]).toBe(UNLIMITED);
  });

  it('makes no money of a transfer to oneself, and moves nothing that is not there', async () => {
    const before = await chain.balance(owner);
    const { cost } = await call(owner, 'transfer', [owner, METIS]);
    expect(await chain.balance(owner)).toBe(before - cost);
    const send = (amount: bigint, to: string) =>
      chain.send({ from: owner, to: token, data: abi.encodeFunctionData('transfer', [to, amount]) });
    await expect(send(before, owner)).rejects.toThrow('ERC20: transfer amount exceeds balance');
    await expect(send(1n, `0x${'00'.repeat(20)}`)).rejects.toThrow('ERC20: transfer to the zero address');
  });

  it('is undone with the transaction that it was part of', async () => {
    const before = await chain.balance(receiver);
    // Too much the second time: the first goes back as well.
    const much = (await chain.balance(owner)) - METIS;
    const calls = [much, much].map((amount) => ({
      target: token,
      allowFailure: false,
      callData: abi.encodeFunctionData('transferFrom', [owner, receiver, amount]),
    }));
    await call(owner, 'approve', [andromeda.multicall3, UNLIMITED]);
    const data = contractInterface('Multicall3').encodeFunctionData('aggregate3', [calls]);
    const sent = transact(anvil, {
      from: spender,
      to: andromeda.multicall3,
      data,
      gas: hex(500_000n),
      gasPrice: hex(GAS_PRICE),
    });
    await expect(sent).rejects.toThrow('reverted');
    expect(await chain.balance(receiver)).toBe(before);
  });
});

it('moves nothing, and says so, on a chain whose money no contract can move', async () => {
  const plain = await startAnvil({ chainId: 1088 });
  try {
    await placeContract(plain, token, 'MetisToken');
    const data = abi.encodeFunctionData('transfer', [receiver, 1n]);
    const call = { from: owner, to: token, data };
    await expect(plain.request('eth_call', [call, 'latest'])).rejects.toThrow('this chain moves no balances');
  } finally {
    await plain.stop();
  }
});
