import { describe, expect, it } from '@jest/globals';
import { metis, type Address, type Hex, type Request, type Transaction } from '@pooled-staking/core';
import { reportRuns, runsOf } from '../../../core/test/long';
import { artemis } from '../../../core/src/protocols/metis/artemis/index';
import { eMetisProtocol, seMetisProtocol } from '../../../core/src/protocols/metis/enki/protocols';
import { accounts, operatorAccount } from '../../src/accounts';
import { contractInterface } from '../../src/contracts/deploy';
import { ArtemisOnChain, artemisSeconds, contracts } from './artemis-on-chain';
import { DAY, eMetis, EnkiChain, enkiToken, METIS, metisToken, minter, seMetis } from './enki-chain';
import { lookOn } from './insight-on';

const rounds = runsOf(20, 2);
const people = accounts.slice(0, 4) as readonly Address[];
const most = 2n ** 256n - 1n;
const nobody = `0x${'00'.repeat(20)}`;
const encode = (name: string, method: string, ...args: readonly unknown[]): Hex =>
  contractInterface(name).encodeFunctionData(method, args) as Hex;

/** Looks at honest transactions, and keeps whatever is called a danger of the worst kind. */
class Lookout {
  readonly alarms: string[] = [];
  readonly kinds = new Map<string, number>();
  kept = new Map<string, unknown>();

  constructor(readonly request: Request) {}

  async look(kind: string, from: Address, to: string, data: Hex, value = 0n): Promise<void> {
    const insight = await lookOn(this.request, { from, to: to as Address, data, value }, this.kept);
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
    if (!insight || insight.found.some((each) => each.startsWith('critical')) || insight.unread.length > 0) {
      this.alarms.push(`${kind} ${data}: ${insight ? [...insight.found, ...insight.unread].join() : 'nothing'}`);
    }
  }

  /** What a quote proposes, the approvals that go first among it; what follows an approval is looked at once that is mined. */
  async quoted(
    kind: string,
    { approvals, transaction }: { readonly approvals: readonly Transaction[]; readonly transaction: Transaction },
    send: (transaction: Transaction) => Promise<unknown>,
  ): Promise<void> {
    for (const each of [...approvals, transaction]) {
      const name = each === transaction ? kind : `approval for ${kind}`;
      await this.look(name, each.from, each.to, each.data, each.value);
      await send(each);
    }
  }

  get count(): number {
    return [...this.kinds.values()].reduce((sum, each) => sum + each, 0);
  }
}

describe('honest transactions', () => {
  it('with ENKI are never called dangerous, as the quotes and as its own site make them', async () => {
    const chain = await EnkiChain.start();
    try {
      const lookout = new Lookout(chain.request);
      const { redemptionQueue: queue, vesting } = chain.contracts;
      const { rewardDispatcher, config } = chain.contracts;
      const found = { config, redemptionQueue: queue, vesting, rewardDispatcher, protocolTreasury: accounts[7] };
      lookout.kept = new Map([[`1088:${seMetis}:contracts`.toLowerCase(), found]]);
      const send = async (transaction: Transaction) => chain.send({ approvals: [], transaction });
      const quoted = async (kind: string, quote: Parameters<Lookout['quoted']>[1]): Promise<void> =>
        lookout.quoted(kind, quote, send);
      const enki = { symbol: 'ENKI', decimals: 18, address: enkiToken };
      for (const person of people) {
        await chain.call(operatorAccount, enkiToken, 'EnkiToken', 'transfer', person, 10_000n * METIS);
      }
      for (let round = 0; round < rounds; round += 1) {
        for (const person of people) {
          await quoted('mint', await eMetisProtocol.quoteStake(chain.eMetis, person, 20n * METIS + BigInt(round)));
          await quoted('stake', await seMetisProtocol.quoteStake(chain.seMetis, person, 5n * METIS + BigInt(round)));
          await quoted(
            'stake METIS',
            await seMetisProtocol.quoteStake(chain.seMetis, person, 3n * METIS, { asset: metis }),
          );
          await quoted(
            'stake ENKI',
            await seMetisProtocol.quoteStake(chain.seMetis, person, 7n * METIS, { asset: enki }),
          );
          await quoted('redeem', await seMetisProtocol.quoteUnstake(chain.seMetis, person, 2n * METIS));
          await quoted('ask for a ticket', await eMetisProtocol.quoteUnstake(chain.eMetis, person, METIS));
          // As its own site would.
          await lookout.look('approve all METIS', person, metisToken, encode('EMetis', 'approve', minter, most));
          await lookout.look('approve all eMETIS', person, eMetis, encode('EMetis', 'approve', seMetis, most));
          await lookout.look('approve all for tickets', person, eMetis, encode('EMetis', 'approve', queue, most));
          await lookout.look('approve all ENKI', person, enkiToken, encode('EMetis', 'approve', vesting, most));
          await lookout.look('withdraw', person, seMetis, encode('SeMetis', 'withdraw', METIS, person, person));
          await lookout.look('send eMETIS', person, eMetis, encode('EMetis', 'transfer', accounts[5], METIS));
          await lookout.look('send seMETIS', person, seMetis, encode('EMetis', 'transfer', accounts[5], METIS));
          await chain.call(person, eMetis, 'EMetis', 'approve', seMetis, 2n * METIS);
          await lookout.look('mint shares', person, seMetis, encode('SeMetis', 'mint', METIS, person));
          await chain.call(person, metisToken, 'MetisToken', 'approve', minter, METIS);
          const mint = encode('EMetisMinter', 'mint', person, METIS, true, nobody);
          await lookout.look('mint into the vault', person, minter, mint);
          const ticket = BigInt(round * people.length + people.indexOf(person));
          const cancel = encode('RedemptionQueue', 'cancelRedemptionTicketNft', person, ticket);
          await lookout.look('cancel', person, queue, cancel);
        }
        await chain.reward(METIS);
        await chain.pass(20 * DAY + 60);
        await chain.fundQueue(BigInt(people.length) * METIS);
        for (const person of people) {
          await quoted('redeem a ticket', await eMetisProtocol.quoteClaim(chain.eMetis, person));
          await quoted('claim what vested', await seMetisProtocol.quoteClaim(chain.seMetis, person));
          await lookout.look('unstake ENKI', person, vesting, encode('EnkiVesting', 'unstake'));
        }
      }
      expect(lookout.alarms).toEqual([]);
      expect(lookout.kinds.size).toBeGreaterThan(20);
      expect(lookout.count).toBeGreaterThan(20 * people.length * rounds);
      reportRuns('Honest transactions with ENKI', { transactions: lookout.count });
    } finally {
      await chain.anvil.stop();
    }
  }, 300_000);

  it('with Artemis are not either', async () => {
    const on = await ArtemisOnChain.start();
    try {
      const lookout = new Lookout(on.request);
      const send = async (transaction: Transaction) => on.sendQuoted(transaction);
      const quoted = async (kind: string, quote: Parameters<Lookout['quoted']>[1]): Promise<void> =>
        lookout.quoted(kind, quote, send);
      const context = on.context();
      let released = 0n;
      for (let round = 0; round < 4 * rounds; round += 1) {
        for (const person of on.people) {
          await quoted('stake', await artemis.quoteStake(context, person, 9n * METIS + BigInt(round)));
          await quoted('ask', await artemis.quoteUnstake(context, person, 2n * METIS));
          await lookout.look('harvest', person, contracts.pool, encode('AMTDepositPool', 'harvest'));
          const deposit = encode('AMTDepositPool', 'deposit', 0n, 'friend');
          await lookout.look('stake at any rate', person, contracts.pool, deposit, METIS);
          const ask = encode('AMTWithdrawalManager', 'initiateWithdrawal', METIS);
          await lookout.look('ask by shares', person, contracts.withdrawalManager, ask);
        }
        await on.reward(METIS, round % 2 === 0);
        released += BigInt(on.people.length);
        await on.release(released);
        await on.wait(artemisSeconds.delay);
        for (const person of on.people) {
          await quoted('claim', await artemis.quoteClaim(context, person));
        }
      }
      expect(lookout.alarms).toEqual([]);
      expect(lookout.count).toBe(6 * on.people.length * 4 * rounds);
      reportRuns('Honest transactions with Artemis', { transactions: lookout.count });
    } finally {
      await on.anvil.stop();
    }
  }, 300_000);
});
