/** The built Snap run in this process, on a provider that counts what it asks. */
import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';

type Args = { readonly method: string; readonly params?: unknown };
type Request = (args: Args) => Promise<unknown>;

/** What the Snap asked since the counting began. */
export type Counts = {
  /** Steps that waited for the one before; requests side by side are one. */
  roundTrips: number;
  requests: number;
  /** JSON-RPC bodies, sent and received. */
  bytes: number;
  /** HTTP requests past the provider. */
  fetches: number;
  /** Asking for the wallet's network and changing it: a matter of the wallet, not of the chain. */
  chainRequests: number;
  /** Requests to the wallet: state, preferences. */
  snapRequests: number;
};

/** Entry points of the built bundle, as far as they are measured. */
export type Snap = {
  onRpcRequest: (args: { origin: string; request: unknown }) => Promise<unknown>;
  onCronjob: (args: { request: unknown }) => Promise<unknown>;
  onHomePage: () => Promise<{ id: string }>;
  onUserInput: (args: { id: string; event: { type: string; name: string }; context: unknown }) => Promise<unknown>;
  onTransaction: (args: { transaction: unknown; chainId: string; transactionOrigin: string }) => Promise<unknown>;
};

/** A request is held so long for others to come beside it; what comes then waited for an answer. */
const QUIET_MS = 4;

type Held = {
  readonly args: Args;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * A node behind a provider that answers in lockstep: all requests that are under way are answered together, which makes
 * one round trip, so that no figure depends on how fast each answer is.
 */
export class CountingWallet {
  counts: Counts = CountingWallet.#zero();
  /** The round trip after which each key of the state was written first, since the counting began. */
  readonly writtenAfter = new Map<string, number>();
  /** The context of the interface that the Snap showed last. */
  context: unknown = null;
  /** Notifications that were shown. */
  notified = 0;
  /** Milliseconds that each request to the node takes, whatever others are under way; `null`: lockstep. */
  requestMs: number | null = null;
  /** The Snap's stored state, by whether it is encrypted. */
  readonly states = new Map<boolean, unknown>();
  #held: Held[] = [];
  #timer: NodeJS.Timeout | undefined;
  #id = 0;

  constructor(
    readonly chainUrl: string | null,
    readonly chainId: number,
  ) {}

  static #zero(): Counts {
    return { roundTrips: 0, requests: 0, bytes: 0, fetches: 0, chainRequests: 0, snapRequests: 0 };
  }

  /** Counts what some work asks. */
  async count(work: () => Promise<unknown>): Promise<Counts> {
    this.counts = CountingWallet.#zero();
    this.writtenAfter.clear();
    await work();
    return this.counts;
  }

  readonly ethereum: Request = async (args) => {
    if (args.method === 'eth_chainId' || args.method === 'wallet_switchEthereumChain') {
      this.counts.chainRequests += 1;
      const here = `0x${this.chainId.toString(16)}`;
      if (args.method === 'eth_chainId') {
        return Promise.resolve(here);
      }
      const [wanted] = (args.params ?? []) as readonly { readonly chainId?: unknown }[];
      // It knows this one network.
      return wanted?.chainId === here
        ? Promise.resolve(null)
        : Promise.reject(Object.assign(new Error('The wallet does not know this network.'), { code: 4902 }));
    }
    this.counts.requests += 1;
    const { requestMs } = this;
    if (requestMs !== null) {
      const [result] = await Promise.all([this.#send(args), new Promise((resolve) => setTimeout(resolve, requestMs))]);
      return result;
    }
    return new Promise((resolve, reject) => {
      this.#held.push({ args, resolve, reject });
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#answerAll(), QUIET_MS);
    });
  };

  readonly fetch: typeof fetch = async (...args) => {
    this.counts.fetches += 1;
    return fetch(...args);
  };

  readonly snap: Request = async ({ method, params }) => {
    this.counts.snapRequests += 1;
    return Promise.resolve().then(() => this.#answerSnap(method, (params ?? {}) as Record<string, unknown>));
  };

  async #answerAll(): Promise<void> {
    const held = this.#held;
    this.#held = [];
    this.counts.roundTrips += 1;
    const answers = await Promise.allSettled(held.map(async ({ args }) => this.#send(args)));
    answers.forEach((answer, index) => {
      if (answer.status === 'fulfilled') {
        held[index]?.resolve(answer.value);
      } else {
        held[index]?.reject(answer.reason);
      }
    });
  }

  async #send({ method, params = [] }: Args): Promise<unknown> {
    if (this.chainUrl === null) {
      throw new Error(`There is no chain to ask for ${method}.`);
    }
    this.#id += 1;
    const body = JSON.stringify({ jsonrpc: '2.0', id: this.#id, method, params });
    const headers = { 'content-type': 'application/json' };
    const text = await (await fetch(this.chainUrl, { method: 'POST', headers, body })).text();
    this.counts.bytes += body.length + text.length;
    const { result, error } = JSON.parse(text) as { result?: unknown; error?: object };
    if (error) {
      throw Object.assign(new Error('The node refused.'), error);
    }
    return result;
  }

  #answerSnap(method: string, params: Record<string, unknown>): unknown {
    const isEncrypted = params['encrypted'] !== false;
    const path = typeof params['key'] === 'string' ? params['key'].split('.') : [];
    switch (method) {
      case 'snap_getPreferences':
        return { locale: 'en', currency: 'USD' };
      case 'snap_createInterface':
      case 'snap_updateInterface':
        this.context = params['context'];
        return 'interface';
      case 'snap_getInterfaceContext':
        return this.context;
      case 'snap_scheduleBackgroundEvent':
        return 'event';
      case 'snap_getClientStatus':
        return { locked: false, active: true };
      case 'snap_notify':
        this.notified += 1;
        return null;
      case 'snap_getState':
        return path.reduce<unknown>(
          (value, key) => (value as Record<string, unknown> | null | undefined)?.[key] ?? null,
          this.states.get(isEncrypted) ?? null,
        );
      case 'snap_setState':
        if (!this.writtenAfter.has(path.join('.'))) {
          this.writtenAfter.set(path.join('.'), this.counts.roundTrips);
        }
        this.states.set(isEncrypted, withValue(this.states.get(isEncrypted), path, params['value']));
        return null;
      case 'snap_manageState':
        if (params['operation'] === 'get') {
          return this.states.get(isEncrypted) ?? null;
        }
        this.states.set(isEncrypted, params['operation'] === 'update' ? structuredClone(params['newState']) : null);
        return null;
      default:
        throw new Error(`The benchmark's wallet does not answer ${method}.`);
    }
  }
}

/** A state with the value at a path replaced, as the wallet stores it: a copy. */
function withValue(state: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) {
    return structuredClone(value);
  }
  const object = (state ?? {}) as Record<string, unknown>;
  return { ...object, [key]: withValue(object[key], rest, value) };
}

/** Runs the built bundle with the wallet's globals. */
export function loadSnap(bundle: string, wallet: CountingWallet): Snap {
  const module = { exports: {} as Snap };
  const names = ['module', 'exports', 'snap', 'ethereum', 'fetch'];
  const run = compileFunction(readFileSync(bundle, 'utf8'), names, { filename: bundle });
  const [snap, ethereum] = [{ request: wallet.snap }, { request: wallet.ethereum }];
  run.call(undefined, module, module.exports, snap, ethereum, wallet.fetch);
  return module.exports;
}

/** A JSON-RPC call of the Snap by a dapp. */
export async function callSnap(snap: Snap, method: string, params: unknown): Promise<unknown> {
  const request = { jsonrpc: '2.0', id: 1, method, params };
  return snap.onRpcRequest({ origin: 'https://dapp.example', request });
}
