import { allPools, openPool, parseAmount, toDecimal } from '@pooled-staking/core';
import { wordsOf } from '@pooled-staking/texts/command-line';
import { BrowserProvider } from 'ethers';

const element = (id) => document.getElementById(id);
const say = (words) => (element('status').textContent = words);
const attempt = (work) => (event) => {
  event.preventDefault();
  work().catch((error) => say(wordsOf(error)));
};

/** The first wallet that announces itself. */
const wallet = new Promise((resolve) => {
  addEventListener('eip6963:announceProvider', ({ detail }) => resolve(detail.provider));
  dispatchEvent(new Event('eip6963:requestProvider'));
});

let signer;
let pool;

async function showStake() {
  const { assets, lifetimeRewards } = await pool.readPosition(signer.address);
  const earned = lifetimeRewards === null ? 'an unknown amount' : `${toDecimal(lifetimeRewards, 18)} ETH`;
  say(`Staked in ${pool.pool.name}: ${toDecimal(assets, 18)} ETH. Earned so far: ${earned}.`);
}

element('connect').onclick = attempt(async () => {
  const provider = new BrowserProvider(await wallet);
  signer = await provider.getSigner();
  element('account').textContent = signer.address;
  const { chainId } = await provider.getNetwork();
  const found = allPools().find(
    ({ network, pool: { asset } }) => BigInt(network.chainId) === chainId && asset.symbol === 'ETH',
  );
  if (!found) {
    throw new Error(`Chain ${chainId} has no pool for ETH: choose Ethereum in the wallet.`);
  }
  pool = openPool(found.pool.id, { request: ({ method, params = [] }) => provider.send(method, params) });
  await showStake();
  element('form').hidden = false;
});

element('form').onsubmit = attempt(async () => {
  const amount = parseAmount(element('amount').value, 18);
  if (!amount.ok) {
    throw new Error(`That is no amount (${amount.problem}).`);
  }
  // Simulated at the newest block: what the pool would refuse is told here, with its reason.
  const { approvals, transaction } = await pool.quoteStake(signer.address, amount.wei);
  for (const { to, value, data, gas } of [...approvals, transaction]) {
    const sent = await signer.sendTransaction({ to, value, data, gasLimit: gas });
    say(`Sent: ${sent.hash}`);
    await sent.wait();
  }
  await showStake();
});
