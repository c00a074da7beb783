import { expect, type Page } from '@playwright/test';
import { local, localSequencerPool } from '@pooled-staking/core';
import type { Devnet, WalletOptions } from './devnet';
import { enter, openPanel } from './wallet-panel';

/** Has two sequencers, and METIS for a top-up. */
const owner = '0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc';
const metis = localSequencerPool.asset.address ?? '';
const info = local.metisSequencers?.lockingInfo ?? '';

const word = (value: string): string => value.replace(/^0x/u, '').toLowerCase().padStart(64, '0');

async function read({ rpc }: Devnet, to: string, data: string): Promise<bigint> {
  return BigInt(String(await rpc('eth_call', [{ to, data }, 'latest'])).slice(0, 66));
}

type OwnerState = {
  readonly held: bigint;
  readonly allowed: bigint;
  readonly locked: bigint;
  readonly count: number;
};

/** METIS that the owner holds, has let the pool take, and has locked in its first sequencer; and its transactions so far. */
export async function stateOf(devnet: Devnet): Promise<OwnerState> {
  const [held, allowed, locked, count] = await Promise.all([
    read(devnet, metis, `0x70a08231${word(owner)}`),
    read(devnet, metis, `0xdd62ed3e${word(owner)}${word(info)}`),
    // sequencers(uint256)
    read(devnet, localSequencerPool.address, `0x6ba7ccff${word('0x1')}`),
    devnet.rpc('eth_getTransactionCount', [owner, 'pending']),
  ]);
  return { held, allowed, locked, count: Number(count) };
}

/**
 * Expects that exactly `added` METIS has been staked since, that the approval for it is used up, and that it took so many places
 * in the account's order: transactions, and the authorization of a smart account, which takes one as well.
 */
export async function expectStaked(devnet: Devnet, before: OwnerState, added: bigint, places: number): Promise<void> {
  expect(await stateOf(devnet)).toEqual({
    held: before.held - added,
    allowed: 0n,
    locked: before.locked + added,
    count: before.count + places,
  });
}

/** Opens the form that stakes in the pool of sequencers, as their owner. */
export async function enterAsOwner(page: Page, devnet: Devnet, wallet: Partial<WalletOptions> = {}): Promise<void> {
  await enter(page, devnet.siteUrl, wallet);
  await openPanel(page);
  await page.getByTestId('dev-wallet-network').selectOption('31337');
  await page.getByTestId('dev-wallet-account').selectOption(owner);
  await page.goto(`${devnet.siteUrl}/pool/stake/?pool=${localSequencerPool.id}`);
  await expect(page.locator('.account .address')).toHaveAttribute('title', owner);
  await expect(page.getByTestId('staked')).toBeVisible();
}
