import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { andromeda, metis, zeroAddress, type Address, type Hex } from '@pooled-staking/core';

import { accounts, operatorAccount } from '../../src/accounts';
import { contractInterface } from '../../src/contracts/deploy';
import { defined } from '../../src/defined';
import { findContracts } from '../../../core/src/protocols/metis/enki/contracts';
import { readBlock } from '../../../core/src/chain/block';
import { eMetisProtocol, seMetisProtocol } from '../../../core/src/protocols/metis/enki/protocols';
import { DAY, eMetis, EnkiChain, enkiToken, METIS, metisToken, minter, seMetis } from './enki-chain';
import { lookOn, type Told } from '../insight-on';

const anna = accounts[0] as Address;
const ben = accounts[1] as Address;
const most = 2n ** 256n - 1n;
const enki = defined(andromeda.enki).enki;
let chain: EnkiChain;
let queue: Address;
let vesting: Address;
/** What a look at a position leaves behind. */
const kept = new Map<string, unknown>();

beforeAll(async () => {
  chain = await EnkiChain.start();
  ({ redemptionQueue: queue, vesting } = chain.contracts as { redemptionQueue: Address; vesting: Address });
  await chain.send(await eMetisProtocol.quoteStake(chain.eMetis, anna, 50n * METIS));
  await chain.send(await seMetisProtocol.quoteStake(chain.seMetis, anna, 100n * METIS, { asset: metis }));
  await chain.reward(7n * METIS);
  await chain.send(await eMetisProtocol.quoteUnstake(chain.eMetis, anna, 20n * METIS));
  await findContracts(
    {
      ...{ request: chain.request, network: andromeda },
      store: {
        read: async () => Promise.resolve(undefined),
        write: async (key, value) => {
          kept.set(key, value);
          return Promise.resolve();
        },
      },
    },
    readBlock(chain.request),
  );
}, 60_000);
afterAll(async () => chain.anvil.stop());

const encode = (name: string, method: string, ...args: readonly unknown[]): Hex =>
  contractInterface(name).encodeFunctionData(method, args) as Hex;

type Look = { readonly from?: Address; readonly value?: bigint; readonly isFirst?: boolean };

/** What is said of a call; `null` when it concerns no pool. `isFirst`: nothing was ever read before. */
async function look(
  to: string,
  data: Hex,
  { from = anna, value = 0n, isFirst = false }: Look = {},
): Promise<Told | null> {
  return lookOn(chain.request, { from, to: to as Address, data, value }, isFirst ? undefined : kept);
}

const told = async (...args: Parameters<typeof look>): Promise<Told> => defined((await look(...args)) ?? undefined);
const foundIn = async (...args: Parameters<typeof look>): Promise<readonly string[]> => (await told(...args)).found;
const heavy = (found: readonly string[]): readonly string[] => found.filter((each) => !each.startsWith('note'));

/** What an account has of a token before and after a call of the chain, which is undone then. */
async function changeOf(token: string, owner: Address, to: string, data: Hex, from: Address = anna): Promise<bigint> {
  const undo = await chain.snapshot();
  const before = await chain.read(token, 'EMetis', 'balanceOf', owner);
  await chain.chain.send({ from, to: to, data });
  const after = await chain.read(token, 'EMetis', 'balanceOf', owner);
  await undo();
  return after - before;
}

describe('a stake in ENKI', () => {
  const mint = (receiver: Address, amount: bigint, isDeposit = false, inviter: Address = zeroAddress): Hex =>
    encode('EMetisMinter', 'mint', receiver, amount, isDeposit, inviter);

  beforeAll(async () => {
    await chain.call(anna, metisToken, 'MetisToken', 'approve', minter, 100_000n * METIS);
    await chain.call(anna, eMetis, 'EMetis', 'approve', seMetis, 1_000n * METIS);
  });

  it('that mints is told with what it leaves, and whoever else gets it', async () => {
    const insight = await told(minter, mint(anna, 5n * METIS));
    expect(insight.facts).toMatchObject({ kind: 'known', calls: [{ assets: 5n * METIS, call: { kind: 'stake' } }] });
    expect(insight).toMatchObject({
      position: { before: 30n * METIS, reportChange: 0n, after: 35n * METIS },
      ...{ wayBack: 'maturity', unread: [] },
    });
    expect(heavy(insight.found)).toEqual([]);
    const through = await told(minter, mint(anna, 5n * METIS, true));
    expect(through).toMatchObject({ position: { after: 30n * METIS }, wayBack: 'vesting' });
    expect(await foundIn(minter, mint(ben, METIS))).toContain('critical: receiver-is-another');
    expect(await foundIn(minter, mint(anna, METIS, false, ben))).toContain('note: referrer');
  });

  it('counts METIS once, as money and as token: what is minted is not there for fees any more', async () => {
    const held = await chain.metisOf(anna);
    const all = await told(minter, mint(anna, held));
    expect(all.found).toContain('warning: little-gas');
    expect(all.facts.pool?.balance).toBe(held);
    const more = await told(minter, mint(anna, held + 1n));
    expect(more.found).toContain('warning: not-enough-eth');
    expect(more.found).toContain('critical: would-revert');
  });

  it('of eMETIS names what it takes, to the wei, also where the call names the shares that it mints', async () => {
    const shares = 3n * METIS + 1n;
    const data = encode('SeMetis', 'mint', shares, anna);
    const insight = await told(seMetis, data);
    const taken = -(await changeOf(eMetis, anna, seMetis, data));
    expect(insight.facts.calls[0]).toMatchObject({ assets: taken, call: { kind: 'stake', assets: taken } });
    const deposit = await told(seMetis, encode('SeMetis', 'deposit', taken, anna));
    for (const { position, found } of [insight, deposit]) {
      expect(position?.before).toBe(await chain.read(seMetis, 'SeMetis', 'maxWithdraw', anna));
      const change = defined(position ?? undefined).after - defined(position ?? undefined).before;
      // Rounding of a share each.
      expect(change >= taken - 2n && change <= taken).toBe(true);
      expect(heavy(found)).toEqual([]);
    }
    expect(await foundIn(seMetis, encode('SeMetis', 'mint', 1n, ben))).toContain('critical: receiver-is-another');
  });
});

describe('a way out of ENKI', () => {
  it('tells the part that vests, in shares and in eMETIS, and that nothing makes it come free', async () => {
    const assets = 10n * METIS + 1n;
    const data = encode('SeMetis', 'withdraw', assets, anna, anna);
    const insight = await told(seMetis, data);
    const atOnce = await changeOf(eMetis, anna, seMetis, data);
    const finding = { id: 'vests-later', severity: 'warning', atOnce, later: assets - atOnce };
    expect(insight.findings).toContainEqual(finding);
    const shares = -(await changeOf(seMetis, anna, seMetis, data));
    expect(insight.facts.calls[0]).toMatchObject({ assets, call: { kind: 'redeem', shares } });
    const redeem = await told(seMetis, encode('SeMetis', 'redeem', shares, anna, anna));
    const worth = await chain.read(seMetis, 'SeMetis', 'convertToAssets', shares);
    expect(redeem.facts.calls[0]).toMatchObject({ assets: worth, call: { kind: 'redeem', shares } });
    expect(redeem.wayBack).toBe('vesting');
    for (const method of ['redeem', 'withdraw']) {
      const other = encode('SeMetis', method, METIS, ben, anna);
      expect(await foundIn(seMetis, other)).toContain('critical: receiver-is-another');
    }
  });

  it('asks for tickets, and finds those that the queue cannot pay, that are not due, or that pay somebody else', async () => {
    const enter = encode('RedemptionQueue', 'enterRedemptionQueue', anna, 4n * METIS);
    await chain.call(anna, eMetis, 'EMetis', 'approve', queue, 4n * METIS);
    const asked = await told(queue, enter, { isFirst: true });
    expect(asked.facts).toMatchObject({ kind: 'known', calls: [{ assets: 4n * METIS }] });
    expect(asked).toMatchObject({ wayBack: 'maturity', position: { before: 30n * METIS, after: 26n * METIS } });
    expect(heavy(asked.found)).toEqual([]);
    const stolen = encode('RedemptionQueue', 'enterRedemptionQueue', ben, 4n * METIS);
    expect(await foundIn(queue, stolen)).toContain('critical: receiver-is-another');

    const redeem = (receiver: Address): Hex => encode('RedemptionQueue', 'redeemRedemptionTicketNft', 0n, receiver);
    const early = await told(queue, redeem(anna));
    expect(early.facts.simulation).toMatchObject({ reason: { code: 'CLAIM_TOO_EARLY' } });
    const undo = await chain.snapshot();
    await chain.pass(20 * DAY);
    const due = await told(queue, redeem(anna), { isFirst: true });
    expect(due.facts).toMatchObject({ kind: 'known', calls: [{ assets: 20n * METIS }] });
    expect(due.findings).toContainEqual({ id: 'unfunded-ticket', severity: 'warning', missing: 20n * METIS });
    await chain.fundQueue(20n * METIS);
    expect(heavy(await foundIn(queue, redeem(anna)))).toEqual([]);
    expect(await foundIn(queue, redeem(ben))).toContain('critical: receiver-is-another');
    const other = await told(ben, redeem(anna));
    expect(other.facts).toMatchObject({ kind: 'foreign', pool: null });
    await undo();
  });

  it('gives a ticket back for what it is worth then, to the wei', async () => {
    const cancel = (receiver: Address): Hex => encode('RedemptionQueue', 'cancelRedemptionTicketNft', receiver, 0n);
    const insight = await told(queue, cancel(anna));
    const back = await changeOf(eMetis, anna, queue, cancel(anna));
    expect(back).toBeLessThan(20n * METIS);
    expect(insight.facts.calls[0]).toMatchObject({ assets: back, asset: { symbol: 'eMETIS' } });
    expect(insight.position).toEqual({ before: 30n * METIS, reportChange: 0n, after: 30n * METIS + back });
    expect(heavy(insight.found)).toEqual([]);
    expect(await foundIn(queue, cancel(ben))).toContain('critical: receiver-is-another');
  });

  it('knows tickets as tokens: whoever has one is paid', async () => {
    for (const data of [
      encode('RedemptionQueue', 'transferFrom', anna, ben, 0n),
      encode('RedemptionQueue', 'safeTransferFrom(address,address,uint256)', anna, ben, 0n),
      encode('RedemptionQueue', 'safeTransferFrom(address,address,uint256,bytes)', anna, ben, 0n, '0x1234'),
    ]) {
      const insight = await told(queue, data);
      expect(insight.facts.calls[0]).toMatchObject({ assets: 20n * METIS, call: { kind: 'exit-transfer' } });
      expect(insight.found).toContain('critical: receiver-is-another');
      expect(insight.found).not.toContain('critical: would-revert');
    }
    const approve = encode('RedemptionQueue', 'approve', ben, 0n);
    expect(heavy(await foundIn(queue, approve))).toEqual(['warning: open-permit']);
    const all = (may: boolean): Hex => encode('RedemptionQueue', 'setApprovalForAll', ben, may);
    expect(heavy(await foundIn(queue, all(true)))).toEqual(['critical: open-permit']);
    expect(heavy(await foundIn(queue, all(false)))).toEqual([]);
    expect(heavy(await foundIn(queue, encode('RedemptionQueue', 'approve', zeroAddress, 0n)))).toEqual([]);
  });
});

describe("ENKI's vesting", () => {
  const call = (method: string, ...args: readonly unknown[]): Hex => encode('EnkiVesting', method, ...args);

  it('is known once its contract was found, and costs nothing before', async () => {
    for (const data of [call('claim'), call('stake', METIS), call('unstake')]) {
      expect(await look(vesting, data, { isFirst: true })).toBeNull();
      expect(await look(ben, data)).toBeNull();
      expect((await told(vesting, data)).facts).toMatchObject({
        kind: 'known',
        subject: { pool: { name: 'ENKI seMETIS' } },
      });
    }
  });

  it('is known from the first look at anything of ENKI: that keeps what it found', async () => {
    const remembered = new Map<string, unknown>();
    const lookWith = async (to: string, data: Hex) =>
      lookOn(chain.request, { from: anna, to: to as Address, data }, remembered);
    expect(await lookWith(vesting, call('claim'))).toBeNull();
    expect(await lookWith(enkiToken, encode('EnkiToken', 'approve', vesting, METIS))).not.toBeNull();
    expect(remembered).toEqual(kept);
    expect((await lookWith(vesting, call('claim')))?.facts.calls[0]).toMatchObject({ call: { kind: 'claim' } });
  });

  it('is told in ENKI and eMETIS, to the wei: what is staked, what comes free, and that it stops', async () => {
    const undo = await chain.snapshot();
    await chain.call(anna, seMetis, 'SeMetis', 'redeem', 40n * METIS, anna, anna);
    expect(await foundIn(vesting, call('claim'))).toContain('warning: pays-nothing');
    await chain.call(operatorAccount, enkiToken, 'EnkiToken', 'transfer', anna, 90n * METIS);
    await chain.call(anna, enkiToken, 'EnkiToken', 'approve', vesting, 90n * METIS);
    const stake = await told(vesting, call('stake', 90n * METIS));
    expect(stake.facts.calls[0]).toMatchObject({ assets: 90n * METIS, asset: enki });
    expect(heavy(stake.found)).toEqual([]);
    await chain.call(anna, vesting, 'EnkiVesting', 'stake', 90n * METIS);
    await chain.pass(30 * DAY);
    const free = await chain.read(vesting, 'EnkiVesting', 'claimable', anna);
    const claim = await told(vesting, call('claim'));
    expect(free).toBeGreaterThan(0n);
    expect(claim.facts.calls[0]?.assets).toBe(free);
    expect(heavy(claim.found)).toEqual([]);
    const out = await told(vesting, call('unstake'));
    expect(out.facts.calls[0]).toMatchObject({ assets: 90n * METIS, asset: enki });
    const waiting = defined(out.findings.find(({ id }) => id === 'vesting-stops'));
    expect(waiting).toMatchObject({ severity: 'warning' });
    await undo();
  });
});

describe('tokens of ENKI', () => {
  it('may be taken by its own contracts, in bounds; by anybody else that is a danger', async () => {
    const approve = (spender: string, amount: bigint): Hex => encode('EMetis', 'approve', spender, amount);
    const honest = [
      ...[[metisToken, minter] as const, [eMetis, seMetis] as const],
      ...[[eMetis, queue] as const, [enkiToken, vesting] as const],
    ];
    for (const [token, spender] of honest) {
      expect(heavy(await foundIn(token, approve(spender, METIS)))).toEqual([]);
      expect(await foundIn(token, approve(spender, most))).toContain('note: open-permit');
      // The queue and the vesting are asked of the chain where nobody knows them yet.
      expect(heavy(await foundIn(token, approve(spender, most), { isFirst: true }))).toEqual([]);
    }
    for (const [token, severity] of [
      // Money goes to exchanges as well.
      [metisToken, 'warning'],
      [enkiToken, 'warning'],
      [eMetis, 'critical'],
      [seMetis, 'critical'],
    ] as const) {
      expect(heavy(await foundIn(token, approve(ben, METIS)))).toEqual(['warning: open-permit']);
      expect(heavy(await foundIn(token, approve(ben, most)))).toEqual([`${severity}: open-permit`]);
      const increase = `0x39509351${approve(ben, most).slice(10)}` as Hex;
      expect(await foundIn(token, increase)).toContain(`${severity}: open-permit`);
      const [taken] = [(await look(token, approve(ben, 0n)))?.found ?? []];
      expect(heavy(taken)).toEqual([]);
    }
    const permit = encode(
      'EMetis',
      'permit',
      anna,
      ben,
      most,
      most,
      27,
      `0x${'00'.repeat(32)}`,
      `0x${'00'.repeat(32)}`,
    );
    expect(await foundIn(eMetis, permit)).toContain('critical: open-permit');
  });

  it('that are sent to a contract of ENKI are lost, also to one that only the chain names', async () => {
    const contracts = Object.values(chain.contracts).filter((each) => each !== chain.contracts.config);
    for (const to of [eMetis, seMetis, minter, enkiToken, ...contracts]) {
      for (const token of [eMetis, seMetis]) {
        const insight = await told(token, encode('EMetis', 'transfer', to, METIS));
        expect(insight.findings).toContainEqual(
          expect.objectContaining({
            id: 'token-sent',
            severity: 'critical',
            assets: METIS,
            receiver: to.toLowerCase(),
          }),
        );
      }
      const from = encode('EMetis', 'transferFrom', anna, to, METIS);
      expect(await foundIn(eMetis, from)).toContain('critical: token-sent');
    }
    for (const token of [metisToken, enkiToken]) {
      for (const to of [minter, queue, vesting]) {
        expect(await foundIn(token, encode('EMetis', 'transfer', to, METIS))).toEqual(['critical: token-sent']);
      }
    }
    const sent = await told(eMetis, encode('EMetis', 'transfer', ben, METIS));
    expect(heavy(sent.found)).toEqual([]);
    expect(sent).toMatchObject({ position: { before: 30n * METIS, after: 29n * METIS } });
    expect(await look(metisToken, encode('EMetis', 'transfer', ben, METIS))).toBeNull();
  });
});

describe('native METIS', () => {
  it('is refused by every contract of ENKI, with a call or without one, and that is said', async () => {
    for (const to of [eMetis, seMetis, minter]) {
      expect(await foundIn(to, '0x', { value: METIS })).toContain('critical: native-refused');
    }
    const claim = encode('EnkiVesting', 'claim');
    expect(await foundIn(vesting, claim, { value: METIS })).toContain('critical: native-refused');
    const cancel = encode('RedemptionQueue', 'cancelRedemptionTicketNft', anna, 0n);
    expect(await foundIn(queue, cancel, { value: METIS })).toContain('critical: native-refused');
    const mint = encode('EMetisMinter', 'mint', anna, METIS, false, zeroAddress);
    expect(await foundIn(minter, mint, { value: METIS })).toContain('critical: native-refused');
    expect(await foundIn(enkiToken, '0x', { value: METIS })).toContain('critical: protocol-contract');
  });
});
