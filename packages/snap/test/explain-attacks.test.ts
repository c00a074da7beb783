import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadArtifact, type PoolVersion } from '@pooled-staking/devnet';
import { Interface } from 'ethers';
import type { PlainCall } from '../../core/src/staking/call';
import { account, batchesOf, batchOf, execTransaction, execute, modes, ofAccount } from '../../core/test/insight/wrap';
import { runExplain } from '../../../scripts/explain-command';
import { collateralize, ether, person, pool, startChain, vault, type TestChain } from './support/chain';

type Hex = `0x${string}`;
type Explanation = { severity: string | null; findings: { id: string; severity: string }[] };

const stranger = '0x976EA74026E726554dB657fA54763abd0C3a0aa9';
const nobody = `0x${'00'.repeat(20)}`;
const fake: Hex = `0x${'fa'.repeat(20)}`;
const encode = (method: string, args: unknown[]): Hex => vault.encodeFunctionData(method, args) as Hex;
const exitTo = (receiver: string): Hex => encode('enterExitQueue', [ether, receiver]);
const toPool = (data: Hex, value = 0n): PlainCall => ({ to: pool.address, value, data });
const toItself = (data: Hex): PlainCall => ({ to: account, value: 0n, data });
const donation = new Interface(['function donateAssets() payable']).encodeFunctionData('donateAssets') as Hex;
const nested = (data: Hex, depth: number): Hex =>
  Array.from({ length: depth }).reduce<Hex>((inner) => encode('multicall', [[inner]]), data);

describe.each<PoolVersion>([1, 2])('npm run explain, on a pool of version %d', (poolVersion) => {
  let chain: TestChain;

  beforeAll(async () => {
    chain = await startChain({ poolVersion });
    // Whose smart account the batches are, and who signs for it.
    await collateralize(chain);
    await chain.deposit(person, 2n * ether);
    await chain.anvil.request('anvil_setCode', [fake, loadArtifact('FakePool').deployedBytecode]);
  });

  afterAll(async () => chain.stop());

  const explain = async (to: string, data: Hex, value = 0n, from: string = account): Promise<Explanation> => {
    const transaction = { chainId: 31337, from, to, value: `${value}`, data };
    const { code, out, err } = await runExplain(
      ['--rpc', chain.chainUrl, '--json', JSON.stringify(transaction)],
      () => '',
    );
    expect({ code, err: err.startsWith('This concerns no pool') ? '' : err }).toEqual({ code: 0, err: '' });
    return JSON.parse(out) as Explanation;
  };
  const criticalOf = ({ findings }: Explanation): string[] =>
    findings.filter(({ severity }) => severity === 'critical').map(({ id }) => id);
  const escrow = async (): Promise<string> => {
    const abi = new Interface(['function mevEscrow() view returns (address)']);
    const call = { to: pool.address, data: abi.encodeFunctionData('mevEscrow') };
    return String(
      abi.decodeFunctionResult('mevEscrow', (await chain.anvil.request('eth_call', [call, 'latest'])) as string)[0],
    );
  };

  it.each<[string, () => Promise<Explanation>, string]>([
    [
      '14: an exit to a stranger in 17 multicalls',
      async () => explain(pool.address, nested(exitTo(stranger), 17)),
      'receiver-is-another',
    ],
    [
      '15: a dust stake beside a stake in a contract that plays a pool',
      async () =>
        explain(
          account,
          execute(
            modes.batch,
            batchOf([
              toPool(encode('deposit', [account, nobody]), 1_000n),
              { to: fake, value: ether, data: encode('deposit', [account, nobody]) },
            ]),
          ),
        ),
      'not-registered',
    ],
    // The first version has no such method: what the chain refuses gives nothing away.
    [
      '16: ETH that is donated',
      async () => explain(pool.address, donation, ether),
      poolVersion === 1 ? 'would-revert' : 'gives-away',
    ],
    ['16: ETH for the MEV escrow', async () => explain(await escrow(), '0x', ether), 'gives-away'],
    [
      '17: an exit to a stranger in a self-batch of a batch',
      async () =>
        explain(
          account,
          execute(modes.batch, batchOf([toItself(execute(modes.batch, batchOf([toPool(exitTo(stranger))])))])),
        ),
      'receiver-is-another',
    ],
    [
      '17: an exit to a stranger in a batch of batches',
      async () => explain(account, execute(modes.batches, batchesOf([[toPool(exitTo(stranger))], []]))),
      'receiver-is-another',
    ],
    [
      "17: an exit to a stranger in Coinbase's executeBatch",
      async () =>
        explain(
          account,
          ofAccount['executeBatch((address,uint256,bytes)[])']?.([toPool(exitTo(stranger))]) ?? '0x',
          0n,
          person,
        ),
      'receiver-is-another',
    ],
    [
      "17: an exit to a stranger in a Safe's transaction",
      async () => explain(account, execTransaction(toPool(exitTo(stranger))), 0n, person),
      'receiver-is-another',
    ],
  ])('%s is critical', async (_, ask, id) => {
    const explanation = await ask();
    expect(explanation.severity).toBe('critical');
    expect(criticalOf(explanation)).toContain(id);
  });
});
