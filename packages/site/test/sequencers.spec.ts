import { expect } from '@playwright/test';
import { local, localSequencerPool } from '@pooled-staking/core';
import { Interface } from 'ethers';
import { exactEth } from '../src/amounts/eth';
import { expectAccessible } from './accessible';
import { test, type Devnet } from './devnet';
import { violationsIn } from './violations';

const pool = new Interface([
  'function sequencers(uint256 id) view returns (uint256 amount, uint256 reward, uint256 activationBatch, uint256 updatedBatch, uint256 deactivationBatch, uint256 deactivationTime, uint256 unlockClaimTime, uint256 nonce, address owner, address signer, bytes pubkey, address rewardRecipient, uint8 status)',
  'function getMetisSequencer(uint256 block) view returns (address)',
]);

async function sequencer({ rpc }: Devnet, id: number) {
  const call = { to: localSequencerPool.address, data: pool.encodeFunctionData('sequencers', [id]) };
  const { amount, reward, signer } = pool.decodeFunctionResult(
    'sequencers',
    String(await rpc('eth_call', [call, 'latest'])),
  );
  return { amount: amount as bigint, reward: reward as bigint, signer: signer as string };
}

test('who makes the blocks of Metis, and what each sequencer has locked: without a wallet, from both chains', async ({
  page,
  devnet,
}) => {
  const violations = await violationsIn(page);
  await page.goto(devnet.siteUrl);
  await page.getByRole('link', { name: "Metis' sequencers" }).click();
  const rows = page.getByTestId('sequencer');
  await expect(rows.first()).toBeVisible();
  for (const id of [1, 2]) {
    const { amount, reward, signer } = await sequencer(devnet, id);
    const row = rows.filter({ has: page.getByRole('rowheader', { name: `#${id}` }) });
    await expect(row.locator('.address')).toHaveAttribute('title', new RegExp(signer, 'iu'));
    await expect(row.locator('.eth').first()).toHaveAttribute('title', `${exactEth(amount)} METIS`);
    await expect(row.locator('.eth').last()).toHaveAttribute('title', `${exactEth(reward)} METIS`);
  }
  const newest = String(await devnet.metisRpc('eth_blockNumber'));
  const to = local.metisSequencers?.l2.sequencerSet;
  const asked = { to, data: pool.encodeFunctionData('getMetisSequencer', [newest]) };
  const producer = `0x${String(await devnet.metisRpc('eth_call', [asked, 'latest'])).slice(-40)}`;
  const told = page.getByTestId('producer').locator('.address');
  await expect(told).toHaveAttribute('title', new RegExp(producer, 'iu'));
  await expect(rows.filter({ hasText: 'Producing blocks now' })).toHaveCount(1);
  await expectAccessible(page, 'the sequencers');

  await page.getByRole('link', { name: 'Ethereum' }).click();
  await expect(page.getByText('To read Ethereum, switch your wallet to it or name a node.')).toBeVisible();
  await expect(page.getByLabel('Address of a node for Ethereum')).toBeVisible();
  expect(violations).toEqual([]);
});
