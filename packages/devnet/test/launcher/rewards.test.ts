import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { contentId } from '../../src/rewards/cid';
import { gatewaySource } from '../../src/rewards/gateway';
import { harvestParamsFromFile, makeRewardsFile, serializeRewardsFile } from '../../src/rewards/rewards-file';
import { RewardsStore } from '../../src/rewards/rewards-store';

const POOL = '0x4FEF9D741011476750A243aC70b9789a63dd47Df';

describe('content ids', () => {
  it.each([
    ['', 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'],
    ['hello world', 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e'],
  ])('of %j is %s', (content, cid) => {
    expect(contentId(content)).toBe(cid);
  });
});

describe('rewards file', () => {
  it('gives back the harvest parameters of the pool, to the wei', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 90n), max: 1n << 90n }), fc.nat(500), (reward, report) => {
        const file = makeRewardsFile(POOL, reward, report);
        const params = harvestParamsFromFile(serializeRewardsFile(file), POOL.toLowerCase(), file.root);
        expect(params.reward).toBe(reward);
        expect(params.unlockedMevReward).toBe(0n);
        expect(params.proof.length).toBeGreaterThan(1);
      }),
    );
  });

  it('has the shape and the integers that the oracles publish', () => {
    const text = serializeRewardsFile(makeRewardsFile(POOL, 123456789012345678901n, 3));
    expect(text).toContain(`{"vault":"${POOL}","consensus_reward":123456789012345678901,"locked_mev_reward":0,`);
    const { vaults } = JSON.parse(text) as { vaults: Record<string, unknown>[] };
    expect(vaults).toHaveLength(6);
    for (const vault of vaults) {
      expect(Object.keys(vault)).toEqual([
        'vault',
        'consensus_reward',
        'locked_mev_reward',
        'unlocked_mev_reward',
        'proof',
      ]);
    }
  });

  it('reads amounts that are decimal strings too', () => {
    const file = makeRewardsFile(POOL, -5n, 1);
    const text = serializeRewardsFile(file).replace('"consensus_reward":-5', '"consensus_reward":"-5"');
    expect(harvestParamsFromFile(text, POOL, file.root).reward).toBe(-5n);
  });

  it('refuses a forged amount, another root, a file without the pool, and nonsense', () => {
    const file = makeRewardsFile(POOL, 7n, 1);
    const text = serializeRewardsFile(file);
    const forged = text.replace('"consensus_reward":7,', '"consensus_reward":8,');
    expect(() => harvestParamsFromFile(forged, POOL, file.root)).toThrow('does not prove');
    expect(() => harvestParamsFromFile(text, POOL, `0x${'11'.repeat(32)}`)).toThrow('does not prove');
    expect(() => harvestParamsFromFile(text, `0x${'ab'.repeat(20)}`, file.root)).toThrow('not-of-pool');
    expect(() => harvestParamsFromFile('{"vaults":{}}', POOL, file.root)).toThrow('not-of-pool');
    const broken = text.replace('"consensus_reward":7,', '"consensus_reward":"seven",');
    expect(() => harvestParamsFromFile(broken, POOL, file.root)).toThrow('malformed');
  });

  it('is kept under its content id', () => {
    const store = new RewardsStore();
    const cid = store.add('a file');
    expect(cid).toBe(contentId('a file'));
    expect(store.get(cid)).toBe('a file');
    expect(store.get(contentId('another'))).toBeUndefined();
  });
});

describe('gateways', () => {
  const servers: Server[] = [];
  const serve = (status: number, body: string) =>
    new Promise<string>((resolve) => {
      const server = createServer((_, response) => response.writeHead(status).end(body));
      servers.push(server);
      server.listen(0, '127.0.0.1', () => {
        resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ipfs`);
      });
    });

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  });

  it('are asked in turn until one answers', async () => {
    const source = gatewaySource([await serve(504, 'too slow'), await serve(200, 'the file')]);
    await expect(source('bafkrei')).resolves.toBe('the file');
  });

  it('are all named when none has the file', async () => {
    const gone = await serve(404, '');
    await expect(gatewaySource([gone])('bafkrei')).rejects.toThrow(`${gone}/bafkrei: the server answered 404`);
    await expect(gatewaySource([])('bafkrei')).rejects.toThrow('no gateway is known');
  });
});
