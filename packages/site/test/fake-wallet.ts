import type { GetPoolsResult, GetPositionResult } from '@pooled-staking/api';
import type { Page } from '@playwright/test';

/** The answers of a wallet that only exists in the test: for pictures of states that a chain seldom has. */
export type FakeWallet = {
  readonly name: string;
  /** What it calls itself beside its name; its own by default. */
  readonly uuid?: string;
  readonly rdns?: string;
  readonly chainId: number;
  readonly snaps: 'installed' | 'missing' | 'unsupported';
  /** By Snap method; `null` never answers, `error` is thrown. */
  readonly answers: Readonly<Record<string, { readonly result: unknown } | { readonly error: unknown } | null>>;
};

export const account = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
export const poolId = 'eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA';
const snapId = 'npm:pooled-staking-snap';
/** The newest block of the chain that the wallet is on. */
export const block = { number: 12_345, timestamp: '2031-05-01T12:00:00Z' };

const asOf = { blockNumber: block.number, blockHash: `0x${'ab'.repeat(32)}`, timestamp: block.timestamp };
const eth = (amount: number): string => (BigInt(Math.round(amount * 1e6)) * 10n ** 12n).toString();

export const poolsResult: GetPoolsResult = {
  pools: [
    {
      id: poolId,
      chainId: 'eip155:31337',
      name: 'Local Pool',
      protocol: 'StakeWise V3',
      asset: 'ETH',
      status: 'open',
      apr: [
        { days: 7, apr: '0.031200', from: '2031-04-24T00:00:00Z', to: '2031-05-01T00:00:00Z', harvests: 14 },
        { days: 30, apr: null, from: '2031-04-30T00:00:00Z', to: '2031-05-01T00:00:00Z', harvests: 2 },
        { days: 90, apr: '-0.002500', from: '2031-03-20T00:00:00Z', to: '2031-05-01T00:00:00Z', harvests: 83 },
        { days: 180, apr: null, from: null, to: null, harvests: 0 },
        { days: 365, apr: null, from: null, to: null, harvests: 0 },
      ],
      fee: '0.150000',
      totals: { assets: eth(509.735216), shares: eth(500) },
      capacityLeft: 'unlimited',
      troubles: [],
      producer: null,
      exitTerms: {
        claimDelaySeconds: 86_400,
        claimDelayBasis: 'observed',
        way: 'queue',
        queuedAssets: eth(10.9),
        freeAssets: '0',
      },
      contract: { address: '0x09654A0808Bc114B65deC441b28d08A1aCeACCeA', version: 2, implementation: null },
      asOf,
    },
  ],
  unavailable: [],
};

const exit = {
  owner: account,
  receiver: account,
  requestedAt: '2031-04-30T10:00:00Z',
  shares: eth(1),
  exitedAssets: '0',
  claimableAssets: '0',
  totalAssets: eth(2.5),
  earliest: null,
  latest: null,
  claimBringsReport: false,
};

export const emptyPosition: GetPositionResult = {
  account,
  pool: poolId,
  shares: '0',
  assets: '0',
  pendingRewards: '0',
  exits: [],
  items: [],
  lifetimeRewards: '0',
  reconciled: true,
  reason: null,
  asOf,
};

export const fullPosition: GetPositionResult = {
  ...emptyPosition,
  shares: eth(24),
  assets: '24372785123456789012',
  pendingRewards: '-1200000000000',
  lifetimeRewards: '122785123456789012',
  exits: [
    {
      ...exit,
      id: '1',
      ticket: '1',
      status: 'queued',
      earliest: '2031-05-01T18:00:00Z',
      basis: 'The pool must take ETH back from validators first; the chain does not tell when that ends.',
    },
    {
      ...exit,
      id: '2',
      ticket: '2',
      status: 'exiting',
      exitedAssets: eth(1.25),
      earliest: '2031-05-01T12:00:00Z',
      latest: '2031-05-02T10:00:00Z',
      basis: "ETH is set aside for it; the pool's waiting time after a request is at most 24 hours.",
    },
    {
      ...exit,
      id: '3',
      ticket: '3',
      status: 'claimable',
      exitedAssets: eth(2.5),
      claimableAssets: eth(2.5),
      basis: 'It can be claimed now.',
    },
    {
      ...exit,
      id: '4',
      ticket: '4',
      status: 'claimable',
      exitedAssets: eth(1),
      claimableAssets: eth(1),
      basis: 'It can be claimed now.',
    },
    {
      ...exit,
      id: '5',
      ticket: '5',
      status: 'dust',
      totalAssets: '1',
      basis: 'What is left is less than the smallest amount the pool can pay out.',
    },
    {
      ...exit,
      id: '6',
      ticket: '6',
      status: 'claimable',
      receiver: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
      exitedAssets: eth(2.5),
      claimableAssets: eth(2.5),
      basis: 'It can be claimed now.',
    },
  ],
};

/** A wallet with the Snap installed that answers for an account with nothing staked. */
export const emptyWallet: FakeWallet = {
  name: 'Test wallet',
  chainId: 31337,
  snaps: 'installed',
  answers: {
    getPools: { result: poolsResult },
    getPosition: { result: emptyPosition },
  },
};

/** Has a wallet of the page tell of something: of an event of EIP-1193. */
export async function emitFromWallet(page: Page, index: number, event: string, value: unknown): Promise<void> {
  await page.evaluate(
    ([from, name, told]) => {
      const { emitFromWallet: emit } = window as unknown as {
        emitFromWallet: (index: number, event: string, value: unknown) => void;
      };
      emit(from, name, told);
    },
    [index, event, value] as const,
  );
}

/** Has the Snap of a wallet answer otherwise from now on. */
export async function changeAnswers(page: Page, index: number, answers: FakeWallet['answers']): Promise<void> {
  await page.evaluate(
    ([of, changed]) => {
      const { answersOfWallets } = window as unknown as { answersOfWallets: object[] };
      Object.assign(answersOfWallets[of] ?? {}, changed);
    },
    [index, answers] as const,
  );
}

/** The methods that the page has asked each wallet for. */
export async function askedOfWallets(page: Page): Promise<string[][]> {
  return page.evaluate(() => (window as unknown as { askedOfWallets: string[][] }).askedOfWallets);
}

/** Puts wallets into the page before its own scripts run. */
export async function announceWallets(page: Page, wallets: readonly FakeWallet[]): Promise<void> {
  await page.addInitScript(
    ({ announced, own, snap }) => {
      const fail = (code: number, message: string): never => {
        throw Object.assign(new Error(message), { code });
      };
      type Listener = (value: unknown) => void;
      const listeners = announced.map(() => new Map<string, Set<Listener>>());
      const asked = announced.map((): string[] => []);
      Object.assign(window, {
        askedOfWallets: asked,
        answersOfWallets: announced.map(({ answers }) => answers),
        emitFromWallet: (index: number, event: string, value: unknown) =>
          listeners[index]?.get(event)?.forEach((listener) => {
            listener(value);
          }),
      });
      const makeProvider = (wallet: (typeof announced)[number], index: number) => ({
        on: (event: string, listener: Listener) => {
          listeners[index]?.set(event, (listeners[index].get(event) ?? new Set()).add(listener));
        },
        removeListener: (event: string, listener: Listener) => listeners[index]?.get(event)?.delete(listener),
        request: async ({ method, params }: { method: string; params?: unknown }): Promise<unknown> => {
          asked[index]?.push(method);
          await Promise.resolve();
          switch (method) {
            case 'eth_requestAccounts':
            case 'eth_accounts':
              return [own];
            case 'eth_chainId':
              return `0x${wallet.chainId.toString(16)}`;
            case 'eth_gasPrice':
              return '0x77359400';
            case 'eth_getBalance':
              return '0x1b1ae4d6e2ef500000';
            case 'eth_getBlockByNumber':
            case 'eth_getLogs':
            case 'eth_call': {
              const { fakeChain } = window as unknown as {
                fakeChain?: (method: string, params: unknown) => Promise<{ result?: unknown; error?: object }>;
              };
              if (!fakeChain) {
                return fail(-32603, 'No node is there.');
              }
              const answer = await fakeChain(method, params);
              if (answer.error) {
                throw Object.assign(new Error('The node failed.'), answer.error);
              }
              return answer.result;
            }
            case 'wallet_getSnaps':
              return wallet.snaps === 'unsupported'
                ? fail(-32601, 'The method wallet_getSnaps does not exist.')
                : wallet.snaps === 'installed'
                  ? { [snap]: { id: snap, version: '0.1.0', enabled: true, blocked: false } }
                  : {};
            case 'wallet_invokeSnap': {
              const answer = wallet.answers[(params as { request: { method: string } }).request.method];
              if (!answer) {
                return new Promise(() => undefined);
              }
              if ('error' in answer) {
                throw Object.assign(new Error('The Snap failed.'), answer.error);
              }
              return answer.result;
            }
            default:
              return fail(-32603, `The test wallet does not know ${method}.`);
          }
        },
      });
      const details = announced.map((wallet, index) => ({
        info: {
          uuid: wallet.uuid ?? `test-${index}`,
          name: wallet.name,
          icon: '',
          rdns: wallet.rdns ?? `test.wallet.${index}`,
        },
        provider: makeProvider(wallet, index),
      }));
      const announce = (): void => {
        details.forEach((detail) => {
          window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
        });
      };
      window.addEventListener('eip6963:requestProvider', announce);
      announce();
    },
    { announced: wallets, own: account, snap: snapId },
  );
}
