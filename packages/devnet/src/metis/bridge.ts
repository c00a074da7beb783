import { localSequencerPool } from '@pooled-staking/core';

import { contractInterface } from '../contracts/deploy';
import { defined } from '../defined';
import type { ChainClient } from '../operator/chain-client';
import { metisToken } from './chain';

/** The bridge's end on the L1. Nobody needs to know it but the escrow of the sequencer pool, which alone speaks to it. */
export const L1_BRIDGE = '0x3980c9ed79d2c191A89E02Fa3529C60eD6e9c04b';
/** Its end on the L2, as on Andromeda. */
const L2_BRIDGE = '0x4200000000000000000000000000000000000010';
const GAS_RESERVE = 10n ** 18n;

const abi = { bridge: contractInterface('L1Bridge'), token: contractInterface('MetisToken') };
const topic = defined(abi.bridge.getEvent('ERC20DepositInitiated')).topicHash;

export type Delivery = { readonly transfers: number; readonly amount: bigint };

/** Who carries METIS over the bridge, from the L1 to Metis' chain. */
export class MetisBridge {
  #next = localSequencerPool.deployBlock;

  constructor(
    private readonly first: ChainClient,
    private readonly metis: ChainClient,
  ) {}

  /** Pays out on Metis' chain what was handed to the bridge since the last time: in wei of METIS, each transfer once. */
  async deliver(): Promise<Delivery> {
    const { number } = await this.first.latestBlock();
    if (number < this.#next) {
      return { transfers: 0, amount: 0n };
    }
    const logs = await this.first.logs(L1_BRIDGE, [topic], this.#next);
    this.#next = number + 1;
    const transfers = logs.map((log) => {
      const { args } = defined(abi.bridge.parseLog(log) ?? undefined);
      return { to: args['to'] as string, amount: args['amount'] as bigint };
    });
    const amount = transfers.reduce((sum, each) => sum + each.amount, 0n);
    if (transfers.length > 0) {
      await this.metis.setBalance(L2_BRIDGE, amount + GAS_RESERVE);
    }
    for (const each of transfers) {
      const data = abi.token.encodeFunctionData('transfer', [each.to, each.amount]);
      await this.metis.send({ from: L2_BRIDGE, to: metisToken, data }, abi.token);
    }
    return { transfers: transfers.length, amount };
  }
}
