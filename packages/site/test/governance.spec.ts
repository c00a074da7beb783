import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { person, test, type Devnet } from './devnet';
import { announcePlainWallet } from './plain-wallet';
import { violationsIn } from './violations';
import { approval, approve, chooseAccount, enter } from './wallet-panel';

/** The second account of the wallet. */
const other = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

type Vote = { readonly voter: string; readonly choice: unknown; readonly reason: string };

/** Votes that count, as the hub has them. */
async function votesOn({ siteUrl }: Devnet, proposal: string): Promise<readonly Vote[]> {
  const query = 'query ($id: String!) { votes(where: { proposal: $id }) { voter choice reason } }';
  const response = await fetch(`${siteUrl}/snapshot/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { id: proposal } }),
  });
  return ((await response.json()) as { data: { votes: Vote[] } }).data.votes;
}

/** Opens a proposal from the list, and gives its id. */
async function openProposal(page: Page, title: string): Promise<string> {
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  return new URL(page.url()).hash.slice(1);
}

test('a proposal is read and voted on with any wallet, and the vote replaced', async ({ page, devnet }) => {
  const violations = await violationsIn(page);
  await announcePlainWallet(page, devnet, other);
  await page.goto(devnet.siteUrl);
  await page.getByRole('link', { name: "Metis' proposals" }).click();

  await test.step('the list has what is open, to come and ended, and keeps the choice', async () => {
    await expect(page.getByTestId('proposal').first()).toBeVisible();
    await page.getByRole('radio', { name: 'Ended' }).check({ force: true });
    await expect(page.getByTestId('proposal').first()).toContainText('Voting ended');
    await page.reload();
    await expect(page.getByRole('radio', { name: 'Ended' })).toBeChecked();
    await page.getByRole('radio', { name: 'Open' }).check({ force: true });
    await expectAccessible(page, 'the list of proposals');
  });

  const title = 'Which grants to renew in spring';
  const id = await openProposal(page, title);
  const send = page.getByRole('button', { name: 'Vote', exact: true });

  await test.step('its text is plain, whatever is in it', async () => {
    await expect(page.getByRole('region', { name: 'What it says' }).locator('a, img, script')).toHaveCount(0);
  });

  await test.step('nothing is signed for a choice that does not fit', async () => {
    await page.getByRole('button', { name: 'Connect a wallet' }).click();
    await expect(page.getByTestId('voting-power')).toHaveText('8,000');
    await send.click();
    await expect(page.getByRole('alert')).toContainText("This choice doesn't fit");
    await expectAccessible(page, 'a proposal, with a choice that does not fit');
    expect(await votesOn(devnet, id)).toEqual([]);
  });

  await test.step('a vote is signed, taken, and shown with its receipt', async () => {
    const choices = page.getByRole('group', { name: 'You choose' }).getByRole('checkbox');
    await choices.first().check();
    await choices.nth(1).check();
    await page.getByLabel('Your reason, if you like').fill('both are needed');
    await send.click();
    await expect(page.getByTestId('receipt')).toHaveText(/^0x[\da-f]{64}$/u);
    await expect(page.getByTestId('own-vote')).toContainText('1. ');
    expect(await votesOn(devnet, id)).toEqual([{ voter: other, choice: [1, 2], reason: 'both are needed' }]);
  });

  await test.step('another one takes its place, also after a reload', async () => {
    await page.reload();
    await expect(page.getByTestId('own-vote')).toContainText('2. ');
    await page.getByRole('checkbox').nth(1).check();
    await send.click();
    await expect(page.getByTestId('own-vote')).not.toContainText('1. ');
    expect(await votesOn(devnet, id)).toEqual([{ voter: other, choice: [2], reason: '' }]);
  });
  expect(violations).toEqual([]);
});

test('with the Snap its dialog shows the vote, and the wallet signs it', async ({ page, devnet }) => {
  await enter(page, devnet.siteUrl);
  await chooseAccount(page, person);
  await page.getByRole('link', { name: "Metis' proposals" }).click();
  const id = await openProposal(page, 'Shorten the sequencer exit delay to 14 days');
  await page.getByRole('group', { name: 'You choose' }).getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Vote', exact: true }).click();
  await expect(approval(page, 'dialog')).toContainText('9000');
  await approve(page, 'dialog');
  // The Snap asks for the account the first time.
  const connect = approval(page, 'connect');
  await expect(connect.or(approval(page, 'signature'))).toBeVisible();
  if (await connect.isVisible()) {
    await approve(page, 'connect');
  }
  await approve(page, 'signature');
  await expect(page.getByTestId('receipt')).toHaveText(/^0x[\da-f]{64}$/u);
  expect(await votesOn(devnet, id)).toEqual([{ voter: person, choice: 1, reason: '' }]);
});
