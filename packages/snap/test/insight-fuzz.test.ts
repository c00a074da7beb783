import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RootJSXElementStruct } from '@metamask/snaps-sdk/jsx';
import type { Request } from '@pooled-staking/core';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import type { Anvil } from '@pooled-staking/devnet';
import fc from 'fast-check';
import { keptContracts, oddNode } from '../../core/test/insight/odd-node';
import { reportRuns, runsOf } from '../../core/test/long';
import { handleSignature } from '../src/insight/handle-signature';
import { handleTransaction } from '../src/insight/handle-transaction';
import { createWithChain } from '../src/wallet/provider';
import type { Wallet } from '../src/wallet/wallet';
import { collateralize, person, pool, startChain, vault, type TestChain } from './support/chain';
import { install, type InstalledSnap } from './support/snap';
import { chainIds, oddTransaction } from './support/transactions';
import { refusingWallet } from './support/refusing-wallet';

/** Another one each time; a failure is repeated with the one that is printed. */
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);

const runs = runsOf(10_000, 1_000);

/** An exit to a stranger. */
const theft = vault.encodeFunctionData('enterExitQueue', [1n, `0x${'5e'.repeat(20)}`]);
const callMembers = [
  ...[
    { name: 'to', type: 'address' },
    { name: 'value', type: 'uint256' },
  ],
  ...[
    { name: 'data', type: 'bytes' },
    { name: 'operation', type: 'uint8' },
  ],
];

/** What a node may answer, sense or not. */
const answers = fc.constantFrom<unknown>(
  '0x',
  '0x1',
  `0x${'00'.repeat(31)}01`,
  `0x${'00'.repeat(96)}`,
  `0x${'ff'.repeat(640)}`,
  null,
  7,
  [],
  {},
  { number: '0x10', hash: `0x${'12'.repeat(32)}`, timestamp: '0x65000000' },
);

function walletOn(ethereum: Request, memory: unknown): Wallet {
  const nothing = async (): Promise<never> => Promise.reject(new Error('not needed'));
  return {
    ...refusingWallet,
    withChain: createWithChain(ethereum),
    readTexts: async (locale) => Promise.resolve(createSnapTranslator(locale)),
    readInsightState: async () => Promise.resolve(memory),
    writeInsightState: async (_, value) => {
      JSON.stringify(value);
      return Promise.resolve();
    },
    createInterface: async (ui, context) => {
      check(ui);
      JSON.stringify(context);
      return Promise.resolve('interface');
    },
    updateInterface: nothing,
    fetchText: nothing,
    store: {
      read: async (key) => (key === keptContracts[0] ? Promise.resolve(keptContracts[1]) : nothing()),
      write: nothing,
    },
    confirm: nothing,
  };
}

/** Throws for content that a wallet would not take. */
function check(content: unknown): void {
  const [problem] = RootJSXElementStruct.validate(content);
  if (problem) {
    throw new Error(`${problem.message}: ${JSON.stringify(content).slice(0, 2_000)}`);
  }
}

describe(`${runs} transactions without sense`, () => {
  it('give nothing or an insight that can be shown', async () => {
    process.stdout.write(`The seed of the random transactions is ${seed} (FUZZ_SEED).\n`);
    const word = fc.oneof(fc.constantFrom(0n, 1n), fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }));
    const method = fc.constantFrom(
      ...['', '', 'eth_call', 'eth_chainId', 'eth_getLogs', 'eth_gasPrice', 'eth_estimateGas'],
      ...['eth_getBlockByNumber', 'eth_getTransactionCount'],
    );
    let [shown, silent] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        oddTransaction,
        chainIds,
        fc.oneof(fc.webUrl(), fc.string(), fc.constantFrom(null, undefined, 5)),
        fc.record({
          word,
          odd: answers,
          oddMethod: method,
          refuses: fc.boolean(),
          failing: fc.constantFrom(0, 0, 3, 7),
        }),
        fc.oneof(fc.constant(null), fc.jsonValue()),
        async (transaction, chainId, origin, node, memory) => {
          const wallet = walletOn(oddNode(node), memory);
          const insight = await handleTransaction(wallet, { transaction, chainId, origin });
          if (insight === null) {
            silent += 1;
            return;
          }
          shown += 1;
          if ('content' in insight) {
            check(insight.content);
          }
        },
      ),
      { numRuns: runs, seed },
    );
    reportRuns('Transactions without sense', { transactions: runs, 'with an insight': shown }, `FUZZ_SEED=${seed}`);
    // Both kinds are tried in earnest.
    expect(shown).toBeGreaterThan(0.3 * runs);
    expect(silent).toBeGreaterThan(0.05 * runs);
  }, 300_000);
});

describe(`${runs} signatures without sense`, () => {
  it('give nothing or an insight that can be shown', async () => {
    const hex = fc.constantFrom('0x', '0x1', theft, pool.address, person, `0x${'ff'.repeat(32)}`);
    const leaf = fc.oneof(hex, fc.jsonValue({ maxDepth: 1 }));
    const call = fc.record({ to: leaf, value: leaf, data: leaf, operation: leaf });
    const data = fc.oneof(
      fc.record({
        types: fc.constant({ Call: callMembers, Delegation: [] }),
        primaryType: fc.constantFrom('Call', 'Delegation'),
        domain: fc.record({
          chainId: fc.constantFrom<unknown>(31337, '0x7a69', 1, null, 'x'),
          verifyingContract: leaf,
        }),
        message: fc.oneof(
          call,
          fc.record({ to: fc.constant(pool.address), value: leaf, data: hex, operation: leaf }),
          fc.record({
            delegate: leaf,
            delegator: leaf,
            authority: fc.constantFrom(`0x${'ff'.repeat(32)}`, '0x'),
            caveats: fc.array(fc.record({ enforcer: leaf, terms: leaf }), { maxLength: 2 }),
          }),
        ),
      }),
      fc.jsonValue(),
    );
    const signatureMethod = fc.constantFrom('eth_signTypedData_v4', 'eth_signTypedData_v3', 'personal_sign', null);
    const from = fc.constantFrom<unknown>(person, person.toLowerCase(), '0x1', null, 7);
    const word = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
    // What is shown whatever the seed: thefts, on nodes that answer anything.
    const thefts = fc.record({
      types: fc.constant({ Call: callMembers }),
      primaryType: fc.constant('Call'),
      domain: fc.constant({ chainId: 31337 }),
      message: fc.record({ to: fc.constant(pool.address), value: leaf, data: fc.constant(theft), operation: leaf }),
    });
    const certain = fc.tuple(thefts, fc.constant(person), fc.constant('eth_signTypedData_v4'), word, answers);
    const examples = fc.sample(certain, { numRuns: 60, seed });
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(data, from, signatureMethod, word, answers, async (given, signer, method, number, odd) => {
        const wallet = walletOn(
          oddNode({ word: number, odd, oddMethod: 'eth_call', refuses: number % 2n === 0n, failing: 0 }),
          null,
        );
        const asText = number % 3n === 0n ? JSON.stringify(given) : given;
        const signature = { from: signer, data: asText, signatureMethod: method };
        const insight = await handleSignature(wallet, { signature, origin: 'https://dapp.example' });
        shown += insight ? 1 : 0;
        if (insight && 'content' in insight) {
          check(insight.content);
        }
      }),
      { numRuns: runs, seed, examples },
    );
    reportRuns('Signatures without sense', { signatures: runs, 'with an insight': shown }, `FUZZ_SEED=${seed}`);
    expect(shown).toBeGreaterThan(0.01 * runs);
  }, 120_000);
});

describe('transactions without sense on the built Snap', () => {
  let chain: TestChain;
  let snap: InstalledSnap;

  beforeAll(async () => {
    chain = await startChain({ poolVersion: 2 });
    await collateralize(chain);
    snap = await install(new Map<number, Anvil | null>([[31337, chain.anvil]]), { chainId: 31337 });
  });

  afterAll(async () => chain.stop());

  it('give nothing or an insight that is shown', async () => {
    // The simulation itself takes no senseless fields: what is left are calls and amounts.
    const isHex = (value: unknown): value is string => typeof value === 'string' && /^0x([0-9a-f]{2})*$/iu.test(value);
    const [transaction] = [oddTransaction.filter(({ to, data }) => isHex(to) && to.length === 42 && isHex(data))];
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(transaction, async ({ to, data }) => {
        const call = { from: person, to: String(to), value: '0x1', data: String(data) };
        const view = await snap.look(call);
        shown += view === null ? 0 : 1;
      }),
      { numRuns: 150, seed },
    );
    expect(shown).toBeGreaterThan(20);
  }, 300_000);
});
