import { networkByChainId } from '@pooled-staking/core';
import { accounts, launchDevnet, type Anvil, type Devnet, type DevnetOptions } from '@pooled-staking/devnet';
import { Interface } from 'ethers';

const [localPool] = networkByChainId(31337).pools;
if (!localPool) {
  throw new Error('The local network has no pool.');
}
export const pool = localPool;

/** The account of the tests: new to the pool. */
export const person: string = accounts[0];

export const ether = 10n ** 18n;

export const vault = new Interface([
  'function deposit(address receiver, address referrer) payable returns (uint256)',
  'function enterExitQueue(uint256 shares, address receiver) returns (uint256)',
  'function claimExitedAssets(uint256 positionTicket, uint256 timestamp, uint256 exitQueueIndex)',
  'function multicall(bytes[] data) returns (bytes[])',
  'function redeem(uint256 shares, address receiver) returns (uint256)',
  'function updateState((bytes32 rewardsRoot, int160 reward, uint160 unlockedMevReward, bytes32[] proof) params)',
  'function updateStateAndDeposit(address receiver, address referrer, (bytes32 rewardsRoot, int160 reward, uint160 unlockedMevReward, bytes32[] proof) params) payable returns (uint256)',
  'function getExitQueueIndex(uint256 positionTicket) view returns (int256)',
  'function getShares(address account) view returns (uint256)',
  'function convertToAssets(uint256 shares) view returns (uint256)',
  'function totalAssets() view returns (uint256)',
  'function totalShares() view returns (uint256)',
  'function withdrawableAssets() view returns (uint256)',
  'event Deposited(address indexed caller, address indexed receiver, uint256 assets, uint256 shares, address referrer)',
  'event ExitQueueEntered(address indexed owner, address indexed receiver, uint256 positionTicket, uint256 shares)',
  'event ExitedAssetsClaimed(address indexed receiver, uint256 prevPositionTicket, uint256 newPositionTicket, uint256 withdrawnAssets)',
  'event CheckpointCreated(uint256 shares, uint256 assets)',
]);

/** A transaction as the Snap prepares it. */
export type Prepared = { from: string; to: string; value: string; data: string; gas: string };

export type Log = { address: string; topics: string[]; data: string };

/** What a mined transaction did. */
export type Mined = { gasCost: bigint; logs: Log[]; status: number };

/** A devnet without history, site and wallet, with what the tests ask of it. */
export type TestChain = Devnet & {
  /** Gateway of the rewards files that the operator publishes. */
  readonly gateway: string;
  balance(account: string): Promise<bigint>;
  nonce(account: string): Promise<bigint>;
  read(method: string, args?: readonly unknown[]): Promise<bigint>;
  /** Sends a prepared transaction as it is, as a dapp would. */
  send(transaction: Prepared): Promise<Mined>;
  /** Sends one as a wallet does, and gives its hash once it is in a block: what comes next would be read without it else. */
  propose(transaction: Prepared): Promise<unknown>;
  /** Stakes for an account without the Snap. */
  deposit(account: string, amount: bigint): Promise<Mined>;
  /** Undoes everything since the call, clock included. */
  snapshot(): Promise<() => Promise<void>>;
};

type Receipt = { gasUsed: string; effectiveGasPrice: string; logs: Log[]; status: string };

/** Waits until a transaction is in a block; anvil mines each at once, but not before it answers. */
async function waitForReceipt(anvil: Anvil, hash: unknown): Promise<Receipt> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const receipt = (await anvil.request('eth_getTransactionReceipt', [hash])) as Receipt | null;
    if (receipt) {
      return receipt;
    }
  }
  throw new Error(`The transaction ${String(hash)} was not mined.`);
}

const toHex = (value: bigint): string => `0x${value.toString(16)}`;

/** Starts a chain with a pool that has a validator, so that exits queue. */
export async function startChain(options: DevnetOptions = {}): Promise<TestChain> {
  const devnet = await launchDevnet({ seed: false, serveSite: false, walletPanel: false, ...options });
  const { anvil } = devnet;
  const quantity = async (method: string, account: string): Promise<bigint> =>
    BigInt((await anvil.request(method, [account, 'latest'])) as string);
  const send = async (transaction: Prepared): Promise<Mined> => {
    const hash = await anvil.request('eth_sendTransaction', [transaction]);
    const receipt = await waitForReceipt(anvil, hash);
    return {
      gasCost: BigInt(receipt.gasUsed) * BigInt(receipt.effectiveGasPrice),
      logs: receipt.logs,
      status: Number(receipt.status),
    };
  };
  const chain: TestChain = {
    ...devnet,
    gateway: `${devnet.httpUrl}/ipfs/`,
    balance: async (account) => quantity('eth_getBalance', account),
    nonce: async (account) => quantity('eth_getTransactionCount', account),
    read: async (method, args = []) => {
      const call = { to: pool.address, data: vault.encodeFunctionData(method, args) };
      const answer = (await anvil.request('eth_call', [call, 'latest'])) as string;
      return vault.decodeFunctionResult(method, answer)[0] as bigint;
    },
    send,
    propose: async (transaction) => {
      const hash = await anvil.request('eth_sendTransaction', [transaction]);
      await waitForReceipt(anvil, hash);
      return hash;
    },
    deposit: async (account, amount) =>
      send({
        from: account,
        to: pool.address,
        value: toHex(amount),
        data: vault.encodeFunctionData('deposit', [account, `0x${'00'.repeat(20)}`]),
        gas: toHex(500_000n),
      }),
    snapshot: async () => {
      const id = await anvil.request('evm_snapshot');
      return async () => {
        await anvil.request('evm_revert', [id]);
      };
    },
  };
  return chain;
}

/** Gives the pool other members and its first validators. */
export async function collateralize(chain: TestChain): Promise<void> {
  await chain.deposit(accounts[1], 64n * ether);
  await chain.operator.runValidators();
}

/** The arguments of the only log of an event in a transaction. */
export function eventArgs(mined: Mined, name: string): readonly unknown[] {
  const found = mined.logs
    .map((log) => vault.parseLog({ topics: log.topics, data: log.data }))
    .filter((event) => event?.name === name);
  if (found.length !== 1 || !found[0]) {
    throw new Error(`Expected one ${name}, found ${found.length}.`);
  }
  return [...found[0].args];
}
