import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { andromeda, eMetisPool, metis, readBlock, seMetisPool, type Address, type Hex } from '@pooled-staking/core';

import { accounts } from '../../src/accounts';
import { contractInterface } from '../../src/contracts/deploy';
import type { Facts, Subject } from '../../../core/src/insight/facts';
import type { Pool } from '../../../core/src/networks/types';
import { checkTokensLost } from '../../../core/src/protocols/metis/enki/checks/tokens-lost';
import { checkUnfundedTicket } from '../../../core/src/protocols/metis/enki/checks/unfunded-ticket';
import { checkVestsLater } from '../../../core/src/protocols/metis/enki/checks/vests-later';
import { eMetisInsight, seMetisInsight, type EnkiFacts } from '../../../core/src/protocols/metis/enki/insight';
import { eMetisProtocol, seMetisProtocol } from '../../../core/src/protocols/metis/enki/protocols';
import { DAY, eMetis, EnkiChain, METIS, minter, seMetis } from './enki-chain';

const anna = accounts[0] as Address;
const ben = accounts[1] as Address;
const network = { ...andromeda, pools: [eMetisPool, seMetisPool] };
let chain: EnkiChain;

beforeAll(async () => {
  chain = await EnkiChain.start();
  await chain.send(await eMetisProtocol.quoteStake(chain.eMetis, anna, 50n * METIS));
  await chain.send(await seMetisProtocol.quoteStake(chain.seMetis, anna, 100n * METIS, { asset: metis }));
  await chain.send(await eMetisProtocol.quoteUnstake(chain.eMetis, anna, 20n * METIS));
}, 60_000);
afterAll(async () => chain.anvil.stop());

/** The facts of a call as the protocol reads them. */
async function factsOf(
  pool: Pool,
  to: string,
  name: string,
  method: string,
  ...args: readonly unknown[]
): Promise<EnkiFacts> {
  const insight = pool === seMetisPool ? seMetisInsight : eMetisInsight;
  const data = contractInterface(name).encodeFunctionData(method, args) as Hex;
  const call = insight.decodeCall({ from: anna, value: 0n, data });
  const part = { call, owner: anna, from: anna, to, value: 0n, message: 0, path: [], position: 0, concern: {} };
  const own = to.toLowerCase() === pool.address.toLowerCase() || to === minter ? pool : null;
  const subject = {
    network,
    address: to,
    account: anna,
    protocol: pool.protocol,
    asset: pool.asset,
    pool: own,
    parts: [part],
  };
  const read = await insight.readFacts({
    ...{ request: chain.request, currency: 'USD', store: { read: async () => Promise.resolve(undefined) } },
    ...{ block: await readBlock(chain.request), subject: subject as unknown as Subject, pool, calls: [call] },
    ...{ isMain: true, kept: null, simulation: Promise.resolve(null) },
    attempt: async (_, work) => work,
    ifInTime: async (work) => work,
  });
  return { transaction: { from: anna, to, value: 0n, data }, subject, ...read } as unknown as Facts as EnkiFacts;
}

describe('what is told of a transaction with ENKI', () => {
  it('reads a mint, and what it leaves', async () => {
    const facts = await factsOf(
      eMetisPool,
      minter,
      'EMetisMinter',
      'mint',
      anna,
      5n * METIS,
      false,
      `0x${'0'.repeat(40)}`,
    );
    expect(facts).toMatchObject({
      kind: 'known',
      calls: [{ assets: 5n * METIS, call: { kind: 'stake', receiver: anna.toLowerCase() } }],
    });
    expect(eMetisInsight.stakeChange(facts)).toEqual({ before: 30n * METIS, reportChange: 0n, after: 35n * METIS });
    expect(eMetisInsight.wayBack(facts)).toBe('maturity');
    const through = await factsOf(
      eMetisPool,
      minter,
      'EMetisMinter',
      'mint',
      anna,
      5n * METIS,
      true,
      `0x${'0'.repeat(40)}`,
    );
    expect(eMetisInsight.stakeChange(through)).toMatchObject({ after: 30n * METIS });
    expect(eMetisInsight.wayBack(through)).toBe('vesting');
  });

  it('tells the part that vests, and that nothing makes it come free', async () => {
    const facts = await factsOf(seMetisPool, seMetis, 'SeMetis', 'redeem', 10n * METIS, anna, anna);
    expect(checkVestsLater(facts)).toEqual({
      id: 'vests-later',
      severity: 'warning',
      atOnce: 5n * METIS,
      later: 5n * METIS,
    });
    expect(seMetisInsight.stakeChange(facts)).toEqual({ before: 100n * METIS, reportChange: 0n, after: 90n * METIS });
  });

  it('finds tickets that the queue cannot pay, and takes no other contract for the queue', async () => {
    await chain.pass(20 * DAY);
    const queue = chain.contracts.redemptionQueue;
    const facts = await factsOf(eMetisPool, queue, 'RedemptionQueue', 'redeemRedemptionTicketNft', 0n, anna);
    expect(facts).toMatchObject({ kind: 'known', calls: [{ assets: 20n * METIS }] });
    expect(checkUnfundedTicket(facts)).toEqual({ id: 'unfunded-ticket', severity: 'warning', missing: 20n * METIS });
    const other = await factsOf(eMetisPool, ben, 'RedemptionQueue', 'redeemRedemptionTicketNft', 0n, anna);
    expect(other).toMatchObject({ kind: 'foreign', pool: null });
  });

  it('finds tokens that are sent to a contract that keeps them', async () => {
    expect(checkTokensLost(await factsOf(eMetisPool, eMetis, 'EMetis', 'transfer', eMetis, METIS))).toMatchObject({
      id: 'token-sent',
      severity: 'critical',
      asset: { symbol: 'eMETIS' },
      assets: METIS,
      receiver: eMetis.toLowerCase(),
    });
    expect(checkTokensLost(await factsOf(eMetisPool, eMetis, 'EMetis', 'transfer', minter, METIS))).not.toBeNull();
    expect(checkTokensLost(await factsOf(eMetisPool, eMetis, 'EMetis', 'transfer', ben, METIS))).toBeNull();
  });
});
