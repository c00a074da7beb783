import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type {
  Answer,
  Approval,
  ApprovalKind,
  PanelCommand,
  PanelReply,
  RpcError,
  WalletState,
} from '../../src/wallet/protocol';
import { createDevWallet } from '../../src/wallet/server';
import type { DevWalletOptions } from '../../src/wallet/server';

/** The accounts of anvil's mnemonic that the wallet offers. */
export const testAccounts = [
  '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
  '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
  '0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65',
  '0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc',
  '0x976EA74026E726554dB657fA54763abd0C3a0aa9',
  '0x14dC79964da2C08b23698B3D3cc7Ca32193d9955',
];

/** What a page of the wallet's server can do, without a browser. */
export type TestClient = {
  url: string;
  /** A provider request; rejects with {@link ClientError}. */
  request(method: string, params?: unknown): Promise<unknown>;
  panel(command: PanelCommand): Promise<void>;
  /** Waits until what the wallet shows fulfils the condition. */
  waitFor<Found>(find: (state: WalletState) => Found | null | undefined | false): Promise<Found>;
  waitForApproval<Kind extends ApprovalKind>(kind: Kind): Promise<Extract<Approval, { kind: Kind }>>;
  waitForToast(): Promise<{ title: string; message: string; tone: string }>;
  stop(): Promise<void>;
};

export class ClientError extends Error {
  readonly code: number;
  readonly data: unknown;

  constructor({ code, message, data }: RpcError) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

type Waiter = { check: () => boolean };

/**
 * Serves the wallet and pages on a free port.
 *
 * @param pages - HTML by path; everything else is 404.
 */
export async function serveWallet(
  options: DevWalletOptions,
  pages: Readonly<Record<string, string>> = {},
  onOther?: (path: string, body: string) => { status: number; body: unknown } | null,
): Promise<TestClient> {
  const wallet = createDevWallet(options);
  const server = createServer((request, response) => {
    void wallet.handle(request, response).then(async (isHandled) => {
      if (isHandled) {
        return;
      }
      const page = pages[request.url ?? ''];
      if (page !== undefined) {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
        return;
      }
      let body = '';
      for await (const chunk of request) {
        body += String(chunk);
      }
      const other = onOther?.(request.url ?? '', body);
      response.writeHead(other?.status ?? 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(other?.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const post = async (path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/dev-wallet/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json();
  };

  let state: WalletState | null = null;
  const toasts: { title: string; message: string; tone: string }[] = [];
  const waiters = new Set<Waiter>();
  const abort = new AbortController();
  const events = await fetch(`${url}/dev-wallet/events`, { signal: abort.signal });
  const reading = (async () => {
    const decoder = new TextDecoder();
    let buffer = '';
    for await (const chunk of events.body as unknown as AsyncIterable<Uint8Array>) {
      buffer += decoder.decode(chunk, { stream: true });
      const blocks = buffer.split('\n\n');
      buffer = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/u.exec(block) ?? [];
        if (name === 'state' && data !== undefined) {
          state = JSON.parse(data) as WalletState;
        }
        if (name === 'toast' && data !== undefined) {
          toasts.push(JSON.parse(data) as (typeof toasts)[number]);
        }
      }
      for (const waiter of waiters) {
        if (waiter.check()) {
          waiters.delete(waiter);
        }
      }
    }
  })().catch(() => undefined);

  const waitUntil = <Found>(find: () => Found | null | undefined | false): Promise<Found> =>
    new Promise((resolve) => {
      const check = () => {
        const found = find();
        if (found === null || found === undefined || found === false) {
          return false;
        }
        resolve(found);
        return true;
      };
      if (!check()) {
        waiters.add({ check });
      }
    });
  const answered = new Set<string>();
  // What the person has answered already may still be in the newest state that came.
  const waitFor: TestClient['waitFor'] = (find) =>
    waitUntil(() => state && find({ ...state, approvals: state.approvals.filter(({ id }) => !answered.has(id)) }));

  return {
    url,
    request: async (method, params) => {
      const reply = (await post('rpc', { method, params })) as { result?: unknown; error?: RpcError };
      if (reply.error) {
        throw new ClientError(reply.error);
      }
      return reply.result;
    },
    panel: async (command) => {
      const reply = (await post('panel', command)) as PanelReply;
      if (!reply.ok) {
        throw new Error(reply.error.message);
      }
      if (command.command === 'answer') {
        answered.add(command.id);
      }
    },
    waitFor,
    waitForApproval: (kind) =>
      waitFor(({ approvals }) =>
        approvals.find(
          (approval) => approval.kind === kind && !('insight' in approval && approval.insight.status === 'pending'),
        ),
      ) as Promise<never>,
    waitForToast: () => waitUntil(() => toasts.shift()),
    stop: async () => {
      await wallet.stop();
      abort.abort();
      await reading;
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
    },
  };
}

/** What the tests of the wallet start with: a wallet of the given chain and Snap. */
export function walletOptions(chainUrl: string, snapUrl: string): DevWalletOptions {
  return {
    chains: [{ chainId: 31337, url: chainUrl }],
    snapUrl,
    accounts: testAccounts,
    rewardsGateways: null,
    governance: null,
    operatorUrl: null,
  };
}

/** Waits for a question of this kind that the Snap has looked at, answers it and gives what it showed. */
export async function answerNext<Kind extends ApprovalKind>(
  client: TestClient,
  kind: Kind,
  answer: Answer,
): Promise<Extract<Approval, { kind: Kind }>> {
  const approval = await client.waitForApproval(kind);
  await client.panel({ command: 'answer', id: approval.id, answer });
  return approval;
}

/** Has the test Snap ask its wallet something, by `snap.request`. */
export const askAsSnap = (client: TestClient, snapId: string, method: string, params?: unknown): Promise<unknown> =>
  client.request('wallet_invokeSnap', {
    snapId,
    request: { method: 'ask', params: { method, ...(params === undefined ? {} : { params }) } },
  });

/** Installs the Snap, with the person's approval; gives what that approval showed. */
export async function installTestSnap(
  client: TestClient,
  snapId: string,
): Promise<Extract<Approval, { kind: 'install' }>> {
  const asked = client.request('wallet_requestSnaps', { [snapId]: {} });
  const [approval] = await Promise.all([answerNext(client, 'install', { approved: true }), asked]);
  return approval;
}
