import type { Page } from '@playwright/test';
import type { Devnet } from './devnet';

/** A wallet of EIP-1193 and nothing more, which says yes to everything: it runs no Snaps and knows no batches. */
export async function announcePlainWallet(page: Page, { rpc }: Devnet, account: string): Promise<void> {
  await page.route('**/dev-wallet/**', async (route) => route.abort());
  await page.exposeFunction('askPlainWallet', async (method: string, params: readonly unknown[] = []) => {
    if (/^eth_(requestAccounts|accounts)$/u.test(method)) {
      return { result: [account] };
    }
    if (method.startsWith('wallet_')) {
      return { error: { code: 4200, message: `There is no ${method}.` } };
    }
    return rpc(method, params).then(
      (result) => ({ result }),
      (error: unknown) => ({ error: { code: -32603, message: String(error) } }),
    );
  });
  await page.addInitScript(() => {
    type Reply = { readonly result?: unknown; readonly error?: { readonly message: string } };
    type Ask = (method: string, params?: unknown) => Promise<Reply>;
    const request = async ({ method, params }: { method: string; params?: unknown }): Promise<unknown> => {
      const { askPlainWallet } = window as unknown as { askPlainWallet: Ask };
      const { result, error } = await askPlainWallet(method, params);
      if (error) {
        throw Object.assign(new Error(error.message), error);
      }
      return result;
    };
    const info = { uuid: 'plain', name: 'Plain wallet', icon: '', rdns: 'plain.wallet' };
    const announce = (): unknown =>
      dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: { info, provider: { request } } }));
    addEventListener('eip6963:requestProvider', announce);
    announce();
  });
}
