import { describe, expect, it } from '@jest/globals';
import { AbiCoder, id } from 'ethers';
import type { Log } from '../src/chain/logs';
import type { Request } from '../src/chain/request';
import { isStakingError } from '../src/errors';
import { ethereum } from '../src/networks/ethereum';
import { local } from '../src/networks/local';
import { decodeValidatorEvent, validatorTopics } from '../src/protocols/stakewise/validators/events';
import { readValidators, validatorPage, validatorsOf } from '../src/protocols/stakewise/validators/read-validators';
import type { Hex } from '../src/units';
import { countingSteps } from './counting-steps';
import { keeping, memoryStore } from './memory-store';
import { TraceNode } from './replay-node';
import { loadTrace, traceNames } from './trace';

const coder = AbiCoder.defaultAbiCoder();
const eth = 10n ** 18n;
const depositTopic = id('DepositEvent(bytes,bytes,bytes,bytes,bytes)');

/** What the beacon chain's deposit contract was given in a recorded life, newest first. */
function depositsOf(logs: readonly Log[]): { publicKey: string; amount: bigint; block: number }[] {
  return logs
    .filter(({ topics }) => topics[0] === depositTopic)
    .map(({ data, blockNumber }) => {
      const [publicKey, , amount] = coder.decode(['bytes', 'bytes', 'bytes', 'bytes', 'bytes'], data) as unknown as [
        string,
        string,
        string,
      ];
      // Gwei, the low byte first.
      const gwei = Buffer.from(amount.slice(2), 'hex').readBigUInt64LE();
      return { publicKey, amount: gwei * 10n ** 9n, block: blockNumber };
    })
    .reverse();
}

describe.each(traceNames)('the validators of the recorded life %s', (name) => {
  const trace = loadTrace(name);
  const times = new Map(trace.steps.flatMap(({ tx }) => (tx ? [[tx.blockNumber, tx.timestamp] as const] : [])));
  const deposits = depositsOf(trace.steps.flatMap(({ logs }) => logs));
  const node = new TraceNode(trace);
  trace.steps.forEach((step) => {
    node.advance(step);
  });

  it('are those that the deposit contract was given, with amount and time, in two steps', async () => {
    const counting = countingSteps(node.context.request);
    const found = await readValidators({ ...node.context, request: counting.request });
    expect(counting.steps()).toBe(2);
    expect(found.block.number).toBe(node.newestBlock);
    expect(found.count).toBe(deposits.length);
    expect(deposits.length).toBeGreaterThanOrEqual(4);
    const told = name !== 'fox-v1-a';
    expect(
      found.validators.map(({ publicKey, deposited, registeredInBlock, registeredAt, leaving }) => ({
        ...{ publicKey, deposited, registeredInBlock, registeredAt, leaving },
      })),
    ).toEqual(
      deposits.map(({ publicKey, amount, block }) => ({
        ...{ publicKey, deposited: told ? amount : null, registeredInBlock: block, registeredAt: times.get(block) },
        leaving: null,
      })),
    );
  });

  it('come in pages, and cost a second look nothing but what is new', async () => {
    const store = memoryStore();
    const context = keeping(node, store);
    const first = await readValidators(context, { page: { skip: 0, most: 3 } });
    const asked: string[] = [];
    const counting: Request = async (args) => {
      const [query] = args.params as [{ fromBlock?: string }];
      asked.push(`${args.method} ${query.fromBlock ?? ''}`);
      return context.request(args);
    };
    const second = await readValidators({ ...context, request: counting }, { page: { skip: 3, most: 3 } });
    expect([...first.validators, ...second.validators].map(({ publicKey }) => publicKey)).toEqual(
      deposits.slice(0, 6).map(({ publicKey }) => publicKey),
    );
    expect([first.count, second.count]).toEqual([deposits.length, deposits.length]);
    const scans = asked.filter((each) => each.startsWith('eth_getLogs'));
    const from = `0x${(node.newestBlock - node.context.network.reorgDepth + 1).toString(16)}`;
    expect(new Set(scans)).toEqual(new Set([`eth_getLogs ${from}`]));
  });

  it.each([
    ['a registration', (log: Log) => validatorTopics().includes(log.topics[0] ?? '0x')],
    ['an approval', (log: Log) => log.topics[0] === id('ValidatorsApproval(address,string)')],
  ])('are refused from a node that leaves out %s, and good again from a better one', async (_, isLeftOut) => {
    const store = memoryStore();
    const context = keeping(node, store);
    const lying: Request = async (args) => {
      const answer = await context.request(args);
      if (args.method !== 'eth_getLogs') {
        return answer;
      }
      const logs = answer as Log[];
      const left = logs.findIndex(isLeftOut);
      return logs.filter((_log, index) => index !== left);
    };
    const refused = await readValidators({ ...context, request: lying }).catch((error: unknown) => error);
    expect(isStakingError(refused, 'HISTORY_INCOMPLETE')).toBe(true);
    expect((await readValidators(context)).count).toBe(deposits.length);
  });
});

describe('what a vault tells of a validator', () => {
  const key = (index: number): Hex => `0x${index.toString(16).padStart(2, '0').repeat(48)}`;
  let next = 0;
  const logOf = (event: string, ...values: unknown[]): Log => {
    next += 1;
    const types = event.slice(event.indexOf('(') + 1, -1).split(',');
    return {
      ...{ address: `0x${'11'.repeat(20)}`, topics: [id(event) as Hex], data: coder.encode(types, values) as Hex },
      ...{ blockNumber: next, logIndex: 0, transactionHash: `0x${next.toString(16).padStart(64, '0')}` },
    };
  };
  const v1 = 'ValidatorRegistered(bytes)';
  const v2 = 'V2ValidatorRegistered(bytes,uint256)';
  const funded = 'ValidatorFunded(bytes,uint256)';
  const withdrawal = 'ValidatorWithdrawalSubmitted(bytes,uint256,uint256)';
  const consolidation = 'ValidatorConsolidationSubmitted(bytes,bytes,uint256)';

  it('adds up: what it got, and whether it leaves and where to', () => {
    const logs = [
      logOf(v1, key(1)),
      logOf(v2, key(2), 32n * eth),
      logOf(v2, key(3), 64n * eth),
      logOf(funded, key(2), 5n * eth),
      logOf(funded, key(2), 7n),
      // A part of it comes back; the whole of the other.
      logOf(withdrawal, key(2), eth, 1n),
      logOf(withdrawal, key(3), 0n, 1n),
      logOf(consolidation, key(1), key(2), 1n),
      // To itself: it stays, as one of the second kind.
      logOf(consolidation, key(2), key(2), 1n),
      logOf(funded, key(9), eth),
    ];
    const events = logs.flatMap((log) => decodeValidatorEvent(log) ?? []);
    expect(events).toHaveLength(logs.length);
    const [first, second, third, ...others] = validatorsOf(events);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ publicKey: key(1), deposited: null, leaving: { into: key(2) } });
    expect(second).toMatchObject({ publicKey: key(2), deposited: 37n * eth + 7n, leaving: null });
    expect(third).toMatchObject({ publicKey: key(3), deposited: 64n * eth, leaving: { into: null } });
  });

  it.each([
    ['a short key', logOf(v1, `0x${'01'.repeat(47)}`)],
    ['no amount', { ...logOf(v2, key(1), 1n), data: `0x${'0'.repeat(62)}40` as const }],
    ['nothing', { ...logOf(v1, key(1)), data: '0x' as const }],
  ])('is refused with %s', (_, log) => {
    expect(() => decodeValidatorEvent(log)).toThrow(expect.objectContaining({ code: 'CHAIN_INCONSISTENT' }));
  });

  it('is shown elsewhere where a site shows it', () => {
    expect(validatorPage(ethereum, { publicKey: key(7) })).toBe(`https://beaconcha.in/validator/${key(7)}`);
    expect(validatorPage(local, { publicKey: key(7) })).toBeNull();
  });
});
