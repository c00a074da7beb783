import { expect } from '@jest/globals';
import type { Methods, Prepared as PreparedResult, PreparedTransaction } from '@pooled-staking/api';
import { andromeda, localSequencerPool } from '@pooled-staking/core';
import { parseCommand, type Anvil } from '@pooled-staking/devnet';
import { formatAmount } from '@pooled-staking/texts';
import { Interface } from 'ethers';
import { startChain, type TestChain } from './chain';
import { openHome, type HomePage } from './home';
import { install, type ErrorAnswer, type InstalledSnap } from './snap';

export const METIS = 10n ** 18n;

const andromedaId = `eip155:${andromeda.chainId}`;
const { artemis, enki, nativeToken = '' } = andromeda;
const { eMetis = '', seMetis = '' } = enki ?? {};

/** Contracts of the devnet's chain of Metis, and METIS of the first chain. */
export const tokens = {
  METIS: nativeToken,
  artMETIS: artemis?.token ?? '',
  eMETIS: eMetis,
  seMETIS: seMetis,
  ENKI: enki?.enki.address ?? '',
} as const;
export type Token = keyof typeof tokens;

const abi = new Interface([
  'function balanceOf(address) view returns (uint256)',
  'function approve(address spender, uint256 amount)',
  'function transfer(address receiver, uint256 amount)',
  'function totalDeposits() view returns (uint256)',
  'function totalSupply() view returns (uint256)',
  'function convertToAssets(uint256 shares) view returns (uint256)',
  'function allowance(address owner, address spender) view returns (uint256)',
  'function getUserWithdrawRequest(address account, uint256 index) view returns (uint256)',
  'function getEpochByBlock(uint256 block) view returns (uint256)',
  'function bridgedToL2(address recipient) view returns (uint256)',
]);

type Change = 'stake' | 'unstake' | 'claim';
type Holdings = Readonly<Record<Token, bigint>>;

/** What came of a change that the person agreed to. */
export type Done = {
  /** What the dialog said. */
  readonly texts: readonly string[];
  /** The line that stands behind a label of the dialog. */
  row(label: string): string | undefined;
  readonly transactions: readonly PreparedTransaction[];
  /** What the account held more of afterwards, network fees left out. */
  readonly gained: Holdings;
};

/** The Snap in a wallet with both chains of the devnet, and what the tests ask of these. */
export type MetisChains = {
  readonly chain: TestChain;
  readonly snap: InstalledSnap;
  run(command: string, fields?: object): Promise<unknown>;
  /** Reads a number of a contract: of Metis' chain, or of the first one. */
  read(contract: string, method: string, args?: readonly unknown[], on?: Anvil): Promise<bigint>;
  /** Sends a transaction without the Snap, on Metis' chain. */
  call(from: string, to: string, method: string, args: readonly unknown[]): Promise<void>;
  /** What an account holds more of after some work on a pool, network fees left out. */
  change(account: string, pool: string, work: () => Promise<void>): Promise<Holdings>;
  /** Asks for a change, says yes and sends what comes back, each transaction in its order. */
  carryOut(name: Change, params: Methods['stake' | 'unstake' | 'claim']['params'] | object): Promise<Done>;
  /** What the dialog of a change says; the person says no. */
  ask(name: Change, params: object): Promise<readonly string[]>;
  /** Why a change is refused, without a dialog. */
  refused(name: Change, params: object): Promise<ErrorAnswer>;
  /**
   * A pool's page on the home page, freshly read, of the Snap installed anew for an account: the Snap from then on.
   * @param sends whether the wallet sends for the Snap.
   */
  home(account: string, pool: string, sends?: boolean): Promise<HomePage>;
  stop(): Promise<void>;
};

/** An amount as dialogs show it. */
export const shown = (amount: bigint, symbol: string): string => formatAmount(amount, { symbol, decimals: 18 }, 'en');

/** Starts the devnet's two chains without a history, and installs the Snap. */
export async function startMetis(): Promise<MetisChains> {
  const chain = await startChain({ metis: true });
  const l2 = chain.metis?.anvil;
  if (!l2) {
    throw new Error('The chain of Metis does not run.');
  }
  const nodes = [
    [31337, chain.anvil],
    [andromeda.chainId, l2],
  ] as const;
  let snap = await install(new Map(nodes), { gateways: [chain.gateway] });

  const read: MetisChains['read'] = async (to, method, args = [], on = l2) => {
    const data = abi.encodeFunctionData(method, args);
    const answer = (await on.request('eth_call', [{ to, data }, 'latest'])) as string;
    return BigInt(answer.slice(0, 66));
  };
  const anvilOf = (pool: string): Anvil => (pool.startsWith(andromedaId) ? l2 : chain.anvil);

  /** What gas on Metis' chain has cost so far: METIS pays the fees of its own chain. */
  let paid = 0n;

  /** Sends a transaction, waits until it is mined, and gives its hash. */
  const send = async (transaction: object, anvil: Anvil): Promise<unknown> => {
    // Metis' chain takes transactions with a gas price alone.
    const priced = anvil === l2 ? { ...transaction, type: '0x0', gasPrice: '0x77359400' } : transaction;
    const hash = await anvil.request('eth_sendTransaction', [priced]);
    for (;;) {
      const receipt = (await anvil.request('eth_getTransactionReceipt', [hash])) as Record<string, string> | null;
      if (receipt) {
        expect(receipt['status']).toBe('0x1');
        paid += anvil === l2 ? BigInt(receipt['gasUsed'] ?? 0) * BigInt(receipt['effectiveGasPrice'] ?? 0) : 0n;
        return hash;
      }
    }
  };

  const holdings = async (account: string, pool: string): Promise<Holdings> => {
    const isFirst = pool === localSequencerPool.id;
    const entries = Object.entries(tokens).map(async ([name, address]) => {
      if (isFirst) {
        const token = localSequencerPool.asset.address ?? '';
        return [name, name === 'METIS' ? await read(token, 'balanceOf', [account], chain.anvil) : 0n] as const;
      }
      return [name, await read(address, 'balanceOf', [account])] as const;
    });
    return Object.fromEntries(await Promise.all(entries)) as Holdings;
  };

  const change: MetisChains['change'] = async (account, pool, work) => {
    const [before, paidBefore] = [await holdings(account, pool), paid];
    await work();
    const after = await holdings(account, pool);
    const spent = anvilOf(pool) === l2 ? paid - paidBefore : 0n;
    const gained = Object.keys(tokens).map((key) => {
      const token = key as Token;
      return [token, after[token] - before[token] + (token === 'METIS' ? spent : 0n)];
    });
    return Object.fromEntries(gained) as Holdings;
  };

  /** Answers for a wallet that lets the Snap propose transactions of an account, and whose person says yes. */
  const sendFor =
    (account: string): NonNullable<InstalledSnap['wallet']['answer']> =>
    async ({ method, params }) => {
      if (method === 'wallet_getSession') {
        const scopes = nodes.map(([id]) => [`eip155:${id}`, { accounts: [`eip155:${id}:${account}`] }]);
        return Promise.resolve({ sessionScopes: Object.fromEntries(scopes) as object });
      }
      if (method === 'wallet_invokeMethod') {
        const { scope, request } = params as { scope: string; request: { params: [object] } };
        return send(request.params[0], anvilOf(scope));
      }
      return undefined;
    };

  return {
    chain,
    get snap() {
      return snap;
    },
    read,
    run: async (command, fields = {}) => chain.runner.execute(parseCommand({ command, ...fields })),
    call: async (from, to, method, args) => {
      await send({ from, to, data: abi.encodeFunctionData(method, args), gas: '0x7a120' }, l2);
    },
    change,
    carryOut: async (name, params) => {
      const { account, pool } = params as { account: string; pool: string };
      const { result, error, texts } = await snap.ask(name, params as never, async (dialog) => dialog.ok());
      expect(error).toBeUndefined();
      const { transactions, chainId } = result as PreparedResult;
      expect(chainId).toBe(pool.split(':', 2).join(':'));
      const gained = await change(account, pool, async () => {
        for (const transaction of transactions) {
          await send(transaction, anvilOf(pool));
        }
      });
      return {
        texts,
        transactions,
        row: (label) => texts[texts.indexOf(label) + 1],
        gained,
      };
    },
    ask: async (name, params) => {
      const { error, texts } = await snap.ask(name, params as never, async (dialog) => dialog.cancel());
      expect(error?.code).toBe(4001);
      return texts;
    },
    refused: async (name, params) => snap.fail(name, params),
    home: async (account, pool, sends = false) => {
      const state = {
        version: 2,
        settings: { showsTestnets: true },
        home: { chosen: { address: account, isOwn: true } },
      };
      snap = await install(new Map(nodes), { accounts: [account], state });
      snap.wallet.answer = sends ? sendFor(account) : undefined;
      const page = await openHome(snap);
      await page.press(`pool:${pool}`);
      return page;
    },
    stop: async () => chain.stop(),
  };
}
