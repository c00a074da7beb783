/**
 * A devnet in a process of its own, for the browser tests: `tsx devnet-process.ts <pool version> [fork|metis]`. With `metis` the chain
 * of Metis runs beside it; with `fork` it
 * works on the pool of a second chain that has Ethereum's chain id and addresses. It prints one line of JSON with its
 * addresses. On its input, `stop-chain` ends the chain alone, a line of JSON is a command for the pool's operator, and the
 * end ends all of it, so that nothing outlives the test run. Each line is answered by one.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { networkByChainId, stakewiseOn } from '@pooled-staking/core';
import {
  launchDevnet,
  Operator,
  operatorAccount,
  parseCommand,
  RewardsStore,
  runBoth,
  toJson,
} from '@pooled-staking/devnet';
import type { CommandRunner, Devnet } from '@pooled-staking/devnet';

type Running = { devnet: Devnet; operator: CommandRunner; stop: () => Promise<void> };

async function startLocal(poolVersion: 1 | 2, metis: boolean): Promise<Running> {
  const devnet = await launchDevnet({ poolVersion, metis });
  return { devnet, operator: devnet.runner, stop: async () => devnet.stop() };
}

/** The devnet's own operator is refused on a fork, so the owner of the forked Keeper reports here, on its own gateway. */
async function startFork(poolVersion: 1 | 2): Promise<Running> {
  const origin = await launchDevnet({ poolVersion, network: 1, serveSite: false, walletPanel: false });
  const rewards = new RewardsStore();
  const gateway = createServer((request, response) => {
    const file = rewards.get(request.url?.split('/').at(-1) ?? '');
    response.writeHead(file === undefined ? 404 : 200, { 'access-control-allow-origin': '*' }).end(file);
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const rewardsUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/ipfs/`;
  const devnet = await launchDevnet({ forkUrl: origin.chainUrl, rewardsUrl });
  const network = networkByChainId(devnet.chainId);
  const { keeper, validatorsRegistry } = stakewiseOn(network);
  const operator = new Operator({
    request: async (method, params) => devnet.anvil.request(method, params),
    pool: network.pools[0]?.address ?? '',
    keeper,
    validatorsRegistry,
    account: operatorAccount,
    rewards,
    fromBlock: network.pools[0]?.deployBlock ?? 0,
  });
  return {
    devnet,
    operator: runBoth(operator, null),
    stop: async () => {
      await devnet.stop();
      await origin.stop();
      gateway.close();
    },
  };
}

const [, , version, mode] = process.argv;
const poolVersion = version === '2' ? 2 : 1;
const { devnet, operator, stop } = await (mode === 'fork'
  ? startFork(poolVersion)
  : startLocal(poolVersion, mode === 'metis'));
const answer = (value: unknown): void => {
  process.stdout.write(`${toJson(value)}\n`);
};
const { chainUrl, httpUrl, chainId } = devnet;
const [pool] = networkByChainId(chainId).pools;
answer({
  chainUrl,
  httpUrl,
  metisUrl: devnet.metis?.chainUrl ?? null,
  pool: { address: pool?.address, name: pool?.name },
});

async function obey(line: string): Promise<unknown> {
  if (line === 'stop-chain') {
    await devnet.anvil.stop();
    return { ok: true };
  }
  try {
    return { ok: true, result: await operator.execute(parseCommand(JSON.parse(line))) };
  } catch (error) {
    return { ok: false, error: { message: error instanceof Error ? error.message : String(error) } };
  }
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  void obey(line).then(answer);
});
lines.on('close', () => {
  void stop().then(() => process.exit(0));
});
