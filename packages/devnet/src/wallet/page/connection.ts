import { serverEvents } from '../protocol';
import type { PanelCommand, PanelReply, RpcReply, RpcRequest, Toast, WalletState } from '../protocol';

const BASE = '/dev-wallet';

export type Connection = {
  /** Name of this tab, by which the wallet knows whether its panel is open. */
  readonly tab: string;
  /** Sends a provider request; a server that does not answer is an error reply. */
  request(request: RpcRequest): Promise<RpcReply>;
  panel(command: PanelCommand): Promise<PanelReply>;
};

export type ConnectionListeners = {
  onState(state: WalletState): void;
  onToast(toast: Toast): void;
  onOnline(isOnline: boolean): void;
};

async function post<Reply>(path: string, body: unknown): Promise<Reply> {
  const response = await fetch(`${BASE}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`The development wallet answered with status ${response.status}.`);
  }
  return (await response.json()) as Reply;
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Connects the page to its wallet: state comes as events, which the browser renews by itself when they break off. */
export function connect(listeners: ConnectionListeners): Connection {
  const tab = crypto.randomUUID();
  const events = new EventSource(`${BASE}/events?tab=${tab}`);
  events.addEventListener('open', () => {
    listeners.onOnline(true);
  });
  events.addEventListener('error', () => {
    listeners.onOnline(false);
  });
  events.addEventListener(serverEvents.state, ({ data }: MessageEvent<string>) => {
    listeners.onState(JSON.parse(data) as WalletState);
  });
  events.addEventListener(serverEvents.toast, ({ data }: MessageEvent<string>) => {
    listeners.onToast(JSON.parse(data) as Toast);
  });
  return {
    tab,
    request: async (request) => {
      try {
        return await post<RpcReply>('rpc', request);
      } catch (error) {
        return { error: { code: 4900, message: `The development wallet does not answer (${wordsOf(error)}).` } };
      }
    },
    panel: async (command) => {
      try {
        return await post<PanelReply>('panel', command);
      } catch (error) {
        return { ok: false, error: { message: wordsOf(error) } };
      }
    },
  };
}
