import { describe, expect, it } from '@jest/globals';
import { burningQueueInterface, changeTopics, eventTopics, validatorTopics } from '@pooled-staking/core';
import { Interface } from 'ethers';
import { escrowEvents, keeperEvents, vaultEvents } from '../src/vault-events';

const topicsOf = (declarations: readonly string[]): string[] => {
  const topics: string[] = [];
  new Interface(declarations).forEachEvent(({ topicHash }) => topics.push(topicHash));
  return topics;
};

describe('what is indexed', () => {
  it('is every event that the rules read, under its own topic', () => {
    const { KeeperHarvested, MevHarvested, RewardsUpdated, ...ofVault } = eventTopics;
    const burned = burningQueueInterface.topic('V2ExitQueueEntered');
    const expected = [...Object.values(ofVault), burned, ...validatorTopics(), ...changeTopics()];
    expect(topicsOf(vaultEvents).sort()).toEqual([...expected].sort());
    expect(topicsOf(keeperEvents)).toEqual([KeeperHarvested]);
    expect(topicsOf(escrowEvents)).toEqual([MevHarvested]);
    // Reports are the Keeper's for all vaults: no sum of the books rests on them.
    expect(RewardsUpdated).toMatch(/^0x/u);
  });
});
