import {
  networkByChainId,
  readAccountView,
  type AccountView,
  type Address,
  type PoolContext,
  type Transaction,
} from '@pooled-staking/core';
import { waitForReceipt } from '../../src/contracts/transact';
import { launchDevnet, type Devnet, type DevnetOptions } from '../../src/launcher';
import { ETH } from '../launcher/support';

/** The product's own reads on a devnet, and the sending of what it prepares. */
export class PoolOnChain {
  private constructor(
    readonly devnet: Devnet,
    readonly context: PoolContext,
  ) {}

  static async launch(options: DevnetOptions): Promise<PoolOnChain> {
    const devnet = await launchDevnet({ serveSite: false, walletPanel: false, ...options });
    const network = networkByChainId(devnet.chainId);
    const [pool] = network.pools;
    if (!pool) {
      throw new Error('the network has no pool');
    }
    const context: PoolContext = {
      network,
      pool,
      request: async ({ method, params }) => devnet.anvil.request(method, params as unknown[] | undefined),
      fetchText: async (url) => {
        const response = await fetch(url);
        if (!response.ok) {
          throw new Error(`the server answered ${response.status}`);
        }
        return response.text();
      },
      rewardsGateways: [`${devnet.httpUrl}/ipfs/`],
    };
    return new PoolOnChain(devnet, context);
  }

  async view(account: Address): Promise<AccountView> {
    return readAccountView(this.context, account);
  }

  /** Sends a prepared transaction and returns the ETH that it cost in gas. Throws when it fails. */
  async send({ from, to, value, data, gas }: Transaction): Promise<bigint> {
    const quantity = (number: bigint): string => `0x${number.toString(16)}`;
    const call = { from, to, value: quantity(value), data, gas: quantity(gas) };
    const hash = await this.devnet.anvil.request('eth_sendTransaction', [call]);
    const receipt = await waitForReceipt(this.devnet.anvil, String(hash));
    if (BigInt(receipt.status) !== 1n) {
      throw new Error('the transaction failed');
    }
    return BigInt(receipt.gasUsed) * BigInt(receipt.effectiveGasPrice);
  }

  async balance(account: Address): Promise<bigint> {
    return BigInt((await this.devnet.anvil.request('eth_getBalance', [account, 'latest'])) as string);
  }

  /** Reports a reward of a hundredth of an ETH without letting the pool take it in. */
  async reportOnly(): Promise<void> {
    await this.devnet.operator.report(ETH / 100n, false);
  }
}
