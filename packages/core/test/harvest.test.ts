import { describe, expect, it } from '@jest/globals';
import { vaultInterface } from '../src/protocols/stakewise/vault/abi';
import { isProofValid, parseRewardsFile, type HarvestParams } from '../src/protocols/stakewise/harvest/harvest';
import type { Hex } from '../src/units';
import { loadTrace } from './trace';

/** The harvests that the real Keeper accepted: parameters out of the recorded calldata. */
function recordedHarvests(): HarvestParams[] {
  return trace.steps.flatMap(({ tx }) => {
    const parsed = tx?.status === 1 ? vaultInterface.parseTransaction({ data: tx.input }) : null;
    if (parsed?.name !== 'updateState') {
      return [];
    }
    const [rewardsRoot, reward, unlockedMevReward, proof] = parsed.args[0] as [Hex, bigint, bigint, Hex[]];
    return [{ rewardsRoot, reward, unlockedMevReward, proof: [...proof] }];
  });
}

const trace = loadTrace('fox-v1-a');
const [harvest] = recordedHarvests();

describe('isProofValid', () => {
  it('confirms every proof that the real Keeper took', () => {
    const harvests = recordedHarvests();
    expect(harvests.length).toBeGreaterThan(20);
    expect(harvests.every((params) => isProofValid(trace.vault, params))).toBe(true);
  });

  it('refuses another reward, another vault and another root', () => {
    if (!harvest) {
      throw new Error('the trace has no harvest');
    }
    expect(isProofValid(trace.vault, { ...harvest, reward: harvest.reward + 1n })).toBe(false);
    expect(isProofValid(trace.keeper, harvest)).toBe(false);
    expect(isProofValid(trace.vault, { ...harvest, rewardsRoot: `0x${'11'.repeat(32)}` })).toBe(false);
    expect(isProofValid(trace.vault, { ...harvest, unlockedMevReward: 1n })).toBe(false);
  });
});

describe('parseRewardsFile', () => {
  const vault = '0x4FEF9D741011476750A243aC70b9789a63dd47Df';
  const root: Hex = `0x${'22'.repeat(32)}`;
  const entry = (fields: string): string => `{"vaults":[{"vault":"${vault.toLowerCase()}",${fields}}]}`;

  it('keeps rewards exact that are longer than a JavaScript number', () => {
    const text = entry(
      `"consensus_reward":-123456789012345678901,"unlocked_mev_reward":0,"proof":["${'ab'.repeat(32)}"]`,
    );
    expect(parseRewardsFile(text, vault, root)).toStrictEqual({
      rewardsRoot: root,
      reward: -123456789012345678901n,
      unlockedMevReward: 0n,
      proof: [`0x${'ab'.repeat(32)}`],
    });
  });

  it('takes the consensus reward and no MEV, since the pool has an escrow of its own', () => {
    const text = entry(`"consensus_reward":"7","locked_mev_reward":5,"unlocked_mev_reward":9,"proof":[]`);
    expect(parseRewardsFile(text, vault, root)).toMatchObject({ reward: 7n, unlockedMevReward: 0n });
  });

  it.each([
    ['no JSON', '<html>'],
    ['no vaults', '{}'],
    ['null', 'null'],
    ['another vault', '{"vaults":[{"vault":"0x01","consensus_reward":1,"proof":[]}]}'],
    ['a fraction', entry('"consensus_reward":1.5,"proof":[]')],
    ['no reward', entry('"proof":[]')],
    ['a short proof', entry('"consensus_reward":1,"proof":["0x12"]')],
    [
      'an endless proof',
      entry(
        `"consensus_reward":1,"proof":[${Array(65)
          .fill(`"${'ab'.repeat(32)}"`)
          .join(',')}]`,
      ),
    ],
  ])('refuses a file with %s', (_name, text) => {
    expect(() => parseRewardsFile(text, vault, root)).toThrow();
  });
});
