import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from '@jest/globals';
import { AbiCoder, concat, keccak256 } from 'ethers';
import fc from 'fast-check';

import { defined } from '../../src/defined';
import { contentId } from '../../src/rewards/cid';
import { gatewaySource } from '../../src/rewards/gateway';
import { buildMerkleTree } from '../../src/rewards/merkle';
import { harvestParamsFromFile, makeRewardsFile, serializeRewardsFile } from '../../src/rewards/rewards-file';
import { RewardsStore } from '../../src/rewards/rewards-store';

const POOL = '0x4FEF9D741011476750A243aC70b9789a63dd47Df';

describe('Merkle tree', () => {
  it("gives the root of OpenZeppelin's documented example", () => {
    const leaf = (address: string, amount: bigint) =>
      keccak256(keccak256(AbiCoder.defaultAbiCoder().encode(['address', 'uint256'], [address, amount])));
    const leaves = [
      leaf('0x1111111111111111111111111111111111111111', 5000000000000000000n),
      leaf('0x2222222222222222222222222222222222222222', 2500000000000000000n),
    ];
    expect(buildMerkleTree(leaves).root).toBe('0xd4dee0beab2d53f2cc83e567171bd2820e49898130a22622b10ead383e90bd77');
    expect(buildMerkleTree([...leaves].reverse()).root).toBe(buildMerkleTree(leaves).root);
  });

  it('proves each leaf of a tree of any size, and no other', () => {
    const leaves = fc.uniqueArray(
      fc.bigInt({ min: 1n, max: 1n << 100n }).map((seed) => keccak256(`0x${seed.toString(16).padStart(64, '0')}`)),
      { minLength: 1, maxLength: 20 },
    );
    const climb = (leaf: string, proof: readonly string[]) =>
      proof.reduce((node, sibling) => keccak256(concat([node, sibling].sort())), leaf);
    fc.assert(
      fc.property(leaves, (hashes) => {
        const { root, proofs } = buildMerkleTree(hashes);
        hashes.forEach((hash, index) => {
          expect(climb(hash, defined(proofs[index]))).toBe(root);
          expect(climb(keccak256(hash), defined(proofs[index]))).not.toBe(root);
        });
      }),
    );
  });

  it('refuses to build a tree without leaves', () => {
    expect(() => buildMerkleTree([])).toThrow('at least one leaf');
  });
});

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
    expect(() => harvestParamsFromFile(text, `0x${'ab'.repeat(20)}`, file.root)).toThrow('does not name the pool');
    expect(() => harvestParamsFromFile('{"vaults":{}}', POOL, file.root)).toThrow('does not name the pool');
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
