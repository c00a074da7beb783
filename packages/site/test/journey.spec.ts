import { expect } from '@playwright/test';
import { formatEther, Interface, parseEther } from 'ethers';
import { exactEth, shownEth } from '../src/amounts/eth';
import { person, test, type Devnet } from './devnet';
import { violationsIn } from './violations';
import { approval, approve, approveTransaction, confirmTerms, enter, goTo, transactionStatus } from './wallet-panel';

const pool = new Interface([
  'function getShares(address account) view returns (uint256)',
  'function convertToAssets(uint256 shares) view returns (uint256)',
  'function getExitQueueIndex(uint256 positionTicket) view returns (int256)',
  'function calculateExitedAssets(address receiver, uint256 positionTicket, uint256 timestamp, uint256 index) view returns (uint256 left, uint256 exited, uint256 assets)',
  'event ExitQueueEntered(address indexed owner, address indexed receiver, uint256 positionTicket, uint256 shares)',
  'event V2ExitQueueEntered(address indexed owner, address indexed receiver, uint256 positionTicket, uint256 shares, uint256 assets)',
]);

const balanceOf = async ({ rpc }: Devnet): Promise<bigint> =>
  BigInt(String(await rpc('eth_getBalance', [person, 'latest'])));

async function read(devnet: Devnet, name: string, args: readonly unknown[]): Promise<bigint[]> {
  const call = { to: devnet.pool.address, from: person, data: pool.encodeFunctionData(name, args) };
  const answer = String(await devnet.rpc('eth_call', [call, 'latest']));
  return [...pool.decodeFunctionResult(name, answer)] as bigint[];
}

type Receipt = {
  readonly status: string;
  readonly from: string;
  readonly gasUsed: string;
  readonly effectiveGasPrice: string;
  readonly blockNumber: string;
  readonly logs: readonly { readonly topics: readonly string[]; readonly data: string }[];
};

/** Receipts of all transactions that the person sent since a block. */
async function receiptsSince({ rpc }: Devnet, firstBlock: number): Promise<Receipt[]> {
  const last = Number(await rpc('eth_blockNumber'));
  const receipts: Receipt[] = [];
  for (let number = firstBlock; number <= last; number += 1) {
    const inBlock = (await rpc('eth_getBlockReceipts', [`0x${number.toString(16)}`])) as Receipt[];
    receipts.push(...inBlock.filter(({ from }) => from.toLowerCase() === person.toLowerCase()));
  }
  return receipts;
}

test('stake, watch a reward arrive, unstake all, claim: exact to the wei', async ({
  page,
  devnet,
  poolVersion,
  fork,
  hasSnap,
  isSmart,
}) => {
  // The Snap proposes the transactions itself on one version, and on the other the site sends what it prepared.
  const hasSessions = hasSnap && poolVersion === 2;
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  const violations = await violationsIn(page);
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));

  const before = await balanceOf(devnet);
  const firstBlock = Number(await devnet.rpc('eth_blockNumber')) + 1;

  await test.step('connect, and install the Snap unless the wallet goes without', async () => {
    await enter(page, devnet.siteUrl, { hasSessions, hasSnap, isSmart });
    await goTo(page, 'The pool');
    await expect(page.getByRole('region', { name: devnet.pool.name })).toContainText(`version ${poolVersion}`);
    await expect(page.getByTestId('staked')).toHaveText('0 ETH');
  });

  await test.step('stake 1.5 ETH and see dialog and insight, or the review', async () => {
    await goTo(page, 'Stake');
    await page.getByText('Risks and terms').click();
    await expect(page.getByText('Validators can be penalized')).toBeVisible();
    const said = page.getByRole('link', { name: 'What those behind MetaMask Pool say of its risks' });
    await (fork
      ? expect(said).toHaveAttribute('href', 'https://consensys.io/staking-risk-disclosures')
      : expect(said).toHaveCount(0));
    await page.getByLabel('Amount to stake').fill('1.5');
    const terms = page.getByTestId('stake-terms');
    const after = terms.locator('.line-total .eth');
    await expect(after).toHaveText(/^1\.(5|499999) ETH$/u);
    const promised = (await after.getAttribute('title')) ?? '';
    await page.getByRole('button', { name: 'Stake', exact: true }).click();
    if (hasSnap) {
      await expect(transactionStatus(page)).toContainText('Review in the Snap');
      await expect(approval(page, 'dialog')).toContainText('1.5 ETH');
    }
    await confirmTerms(page, hasSnap);
    if (hasSessions) {
      await approve(page, 'session');
    } else {
      await expect(transactionStatus(page)).toContainText('Check your wallet');
    }
    if (hasSnap) {
      await expect(page.getByTestId('dev-wallet-insight')).toContainText('1.5 ETH');
    }
    await approveTransaction(page, hasSnap);
    await expect(transactionStatus(page)).toContainText('Confirmed');
    // The pool rounds in its own favour: at most one wei goes missing.
    const [shares = 0n] = await read(devnet, 'getShares', [person]);
    const [assets = 0n] = await read(devnet, 'convertToAssets', [shares]);
    expect(parseEther('1.5') - assets).toBeLessThanOrEqual(1n);
    await expect(page.getByTestId('staked').locator('.eth')).toHaveAttribute('title', `${exactEth(assets)} ETH`);
    expect(promised).toBe(`${exactEth(assets)} ETH`);
  });

  await test.step('a reward arrives', async () => {
    await devnet.operate('report', { reward: parseEther('0.5').toString() });
    const [shares = 0n] = await read(devnet, 'getShares', [person]);
    const [assets = 0n] = await read(devnet, 'convertToAssets', [shares]);
    expect(assets).toBeGreaterThan(parseEther('1.5'));
    const reward = assets - parseEther('1.5');
    await expect(page.getByTestId('lifetime-rewards').locator('.eth')).toHaveAttribute(
      'title',
      `${formatEther(reward)} ETH`,
    );
    await expect(page.getByTestId('staked')).toHaveText(`${shownEth(assets)} ETH`);
  });

  await test.step('unstake all', async () => {
    await goTo(page, 'Unstake');
    await page.getByRole('button', { name: 'Max' }).click();
    await page.getByRole('button', { name: 'Unstake', exact: true }).click();
    await confirmTerms(page, hasSnap);
    await approveTransaction(page, hasSnap);
    await expect(transactionStatus(page)).toContainText('Confirmed');
    await expect(page.getByTestId('staked')).toHaveText('0 ETH');
    await expect(page.getByTestId('exit')).toHaveCount(1);
    expect(await read(devnet, 'getShares', [person])).toEqual([0n]);
  });

  let owed = 0n;
  await test.step('the operator returns the ETH, and the wait passes', async () => {
    await devnet.operate('return-eth');
    await devnet.operate('report', { reward: '0' });
    await devnet.operate('advance-time', { seconds: 86_400 });
    const entered = (await receiptsSince(devnet, firstBlock))
      .flatMap(({ logs, blockNumber }) => logs.map((log) => ({ log: pool.parseLog(log), blockNumber })))
      .find(({ log }) => log?.name.endsWith('ExitQueueEntered'));
    const ticket = entered?.log?.args['positionTicket'] as bigint;
    const block = (await devnet.rpc('eth_getBlockByNumber', [entered?.blockNumber, false])) as { timestamp: string };
    const [index = -1n] = await read(devnet, 'getExitQueueIndex', [ticket]);
    const [, , assets = 0n] = await read(devnet, 'calculateExitedAssets', [person, ticket, block.timestamp, index]);
    expect(assets).toBeGreaterThan(parseEther('1.5'));
    owed = assets;
    await expect(page.getByTestId('exit')).toContainText('Ready to claim');
    await expect(page.getByTestId('claimable').locator('.eth')).toHaveAttribute('title', `${exactEth(owed)} ETH`);
  });

  await test.step('claim', async () => {
    await page.getByTestId('exit').getByRole('button', { name: 'Claim' }).click();
    if (hasSnap) {
      await expect(approval(page, 'dialog')).toContainText('ETH');
      await approve(page, 'dialog');
    }
    await approveTransaction(page, hasSnap);
    await expect(transactionStatus(page)).toContainText('Confirmed');
    await expect(page.getByTestId('exit')).toHaveCount(0);
    await expect(page.getByTestId('claimable')).toHaveText('0 ETH');
  });

  await test.step('the account has what the contract owes it, less gas, to the wei', async () => {
    const receipts = await receiptsSince(devnet, firstBlock);
    expect(receipts.map(({ status }) => status)).toEqual(['0x1', '0x1', '0x1']);
    const gas = receipts.reduce(
      (sum, { gasUsed, effectiveGasPrice }) => sum + BigInt(gasUsed) * BigInt(effectiveGasPrice),
      0n,
    );
    expect(await balanceOf(devnet)).toBe(before - parseEther('1.5') - gas + owed);
  });

  await test.step('the ledger tells the whole story', async () => {
    await goTo(page, 'Rewards');
    const rewards = page.getByRole('region', { name: 'Rewards', exact: true });
    const movements = rewards.getByRole('table', { name: 'Every movement of the stake' });
    await expect(movements.getByRole('rowheader')).toHaveText([/Claimed/u, /Unstake requested/u, /Staked/u]);
    const total = rewards.locator('.line-total .eth').first();
    await expect(total).toHaveAttribute('title', `${exactEth(owed - parseEther('1.5'))} ETH`);
  });

  await test.step('the pool card goes on with the chain', async () => {
    await goTo(page, 'The pool');
    await devnet.rpc('anvil_mine', ['0x3']);
    const newest = Number(await devnet.rpc('eth_blockNumber')).toLocaleString('en-US');
    await expect(page.getByRole('region', { name: devnet.pool.name })).toContainText(`block ${newest}.`);
  });

  expect(failures).toEqual([]);
  expect(violations).toEqual([]);
  // The page speaks to its own server and to nothing else.
  expect([...hosts].filter((origin) => origin !== devnet.siteUrl && origin !== 'null')).toEqual([]);
});
