import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accounts, type Anvil } from '@pooled-staking/devnet';
import { AbiCoder, Interface, solidityPacked } from 'ethers';
import { collateralize, ether, person, pool, startChain, vault, type TestChain } from './support/chain';
import { dapp, install, type InsightAnswer, type InstalledSnap } from './support/snap';
import { textsOf } from './support/texts';

const stranger = accounts[6];
/** A smart account that holds a stake, and one that does not. */
const safe = `0x${'5a'.repeat(20)}`;
const empty = `0x${'5b'.repeat(20)}`;
const nobody = `0x${'00'.repeat(20)}`;
const entryPoint = '0x0000000071727De22E5E9d8BAf0edAc6f37da032';
const encode = (method: string, args: unknown[]): string => vault.encodeFunctionData(method, args);
const theft = encode('enterExitQueue', [ether, stranger]);
const exitTo = (receiver: string): string => encode('enterExitQueue', [ether, receiver]);

type Members = Record<string, string>;
type TypedData = { domain: object; types: object; primaryType: string; message: object };

/** Typed data with its types written short. */
function typed(primaryType: string, types: Record<string, Members>, message: object, domain: object): TypedData {
  const declared = Object.entries({ EIP712Domain: domainMembers(domain), ...types }).map(([name, members]) => [
    name,
    Object.entries(members).map(([member, type]) => ({ name: member, type })),
  ]);
  return { primaryType, types: Object.fromEntries(declared) as object, message, domain };
}

function domainMembers(domain: object): Members {
  const all: Members = { name: 'string', version: 'string', chainId: 'uint256', verifyingContract: 'address' };
  return Object.fromEntries(Object.entries(all).filter(([name]) => name in domain));
}

const SafeTx: Members = {
  to: 'address',
  value: 'uint256',
  data: 'bytes',
  operation: 'uint8',
  safeTxGas: 'uint256',
  baseGas: 'uint256',
  gasPrice: 'uint256',
  gasToken: 'address',
  refundReceiver: 'address',
  nonce: 'uint256',
};
const safeTx = (fields: object, domain: object = { chainId: 31337, verifyingContract: safe }): TypedData =>
  typed(
    'SafeTx',
    { SafeTx },
    {
      ...{ to: pool.address, value: '0', data: '0x', operation: 0, safeTxGas: 0, baseGas: 0, gasPrice: 0 },
      ...{ gasToken: nobody, refundReceiver: nobody, nonce: 7 },
      ...fields,
    },
    domain,
  );

const account = new Interface([
  'function execute(bytes32 mode, bytes calls)',
  'function executeBatch((address target, uint256 value, bytes data)[] calls)',
  'function multiSend(bytes transactions)',
]);
const batchOf = (data: string): string => account.encodeFunctionData('executeBatch', [[[pool.address, 0n, data]]]);

const userOp = (callData: string): TypedData =>
  typed(
    'PackedUserOperation',
    {
      PackedUserOperation: {
        ...{ sender: 'address', nonce: 'uint256', initCode: 'bytes', callData: 'bytes' },
        ...{
          accountGasLimits: 'bytes32',
          preVerificationGas: 'uint256',
          gasFees: 'bytes32',
          paymasterAndData: 'bytes',
        },
      },
    },
    {
      ...{ sender: safe, nonce: '0', initCode: '0x', callData, accountGasLimits: `0x${'00'.repeat(32)}` },
      ...{ preVerificationGas: '21000', gasFees: `0x${'00'.repeat(32)}`, paymasterAndData: '0x' },
    },
    { name: 'ERC4337', version: '1', chainId: '0x7a69', verifyingContract: entryPoint },
  );

const userOp6 = (callData: string): TypedData =>
  typed(
    'UserOperation',
    { UserOperation: { sender: 'address', nonce: 'uint256', initCode: 'bytes', callData: 'bytes' } },
    { sender: safe, nonce: 0, initCode: '0x', callData },
    { chainId: 31337, verifyingContract: '0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789' },
  );

const safeOp = (callData: string): TypedData =>
  typed(
    'SafeOp',
    { SafeOp: { safe: 'address', nonce: 'uint256', initCode: 'bytes', callData: 'bytes', entryPoint: 'address' } },
    { safe, nonce: 0, initCode: '0x', callData, entryPoint },
    { chainId: 31337, verifyingContract: `0x${'75'.repeat(20)}` },
  );

/** A batch as Calibur's and Porto's accounts have it signed. */
const signedBatch = (data: string): TypedData =>
  typed(
    'SignedBatchedCall',
    {
      SignedBatchedCall: { batchedCall: 'BatchedCall', nonce: 'uint256', keyHash: 'bytes32', executor: 'address' },
      BatchedCall: { calls: 'Call[]', revertOnFailure: 'bool' },
      Call: { to: 'address', value: 'uint256', data: 'bytes' },
    },
    {
      batchedCall: {
        calls: [
          { to: stranger, value: 0, data: '0x' },
          { to: pool.address, value: '0', data },
        ],
        revertOnFailure: true,
      },
      ...{ nonce: 0, keyHash: `0x${'00'.repeat(32)}`, executor: nobody },
    },
    { name: 'Calibur', version: '1.0.0', chainId: 31337, verifyingContract: safe },
  );

type Caveat = { enforcer: string; terms: string };
const enforcers = {
  targets: '0x7F20f61b1f09b08D970938F6fa563634d65c4EeB',
  methods: '0x2c21fD0Cb9DC8445CB3fb0DC5E7Bb0Aca01842B5',
  allowedCalldata: '0xc2b0d624c1c4319760C96503BA27C347F3260f55',
  exactExecution: '0x146713078D39eCC1F5338309c28405ccf85Abfbb',
  exactCalldata: '0x99F2e9bF15ce5eC84685604836F71aB835DBBdED',
  erc20Amount: '0xf100b0819427117EcF76Ed94B358B1A5b5C6D2Fc',
  timestamp: '0x1046bb45C8d673d4ea75321280DB34899413c069',
  unknown: `0x${'ef'.repeat(20)}`,
};
const caveat = (name: keyof typeof enforcers, terms: string): Caveat => ({ enforcer: enforcers[name], terms });
const root = `0x${'ff'.repeat(32)}`;
const delegation = (caveats: Caveat[], delegator = safe, authority = root): TypedData =>
  typed(
    'Delegation',
    {
      Delegation: {
        delegate: 'address',
        delegator: 'address',
        authority: 'bytes32',
        caveats: 'Caveat[]',
        salt: 'uint256',
      },
      Caveat: { enforcer: 'address', terms: 'bytes' },
    },
    { delegate: stranger, delegator, authority, caveats, salt: '0x1' },
    {
      name: 'DelegationManager',
      version: '1',
      chainId: 31337,
      verifyingContract: '0xdb9B1e94B5b69Df7e401DDbedE43491141047dB3',
    },
  );

describe('signatures', () => {
  let chain: TestChain;
  let snap: InstalledSnap;

  beforeAll(async () => {
    chain = await startChain({ poolVersion: 2 });
    await collateralize(chain);
    await chain.anvil.request('anvil_setBalance', [safe, `0x${(10n * ether).toString(16)}`]);
    await chain.anvil.request('anvil_impersonateAccount', [safe]);
    await chain.deposit(safe, 2n * ether);
    snap = await install(new Map<number, Anvil | null>([[31337, chain.anvil]]), { chainId: 31337 });
  });

  afterAll(async () => chain.stop());

  const look = async (data: unknown, signatureMethod = 'eth_signTypedData_v4'): Promise<InsightAnswer | null> => {
    const asked = { origin: dapp, from: person, data, signatureMethod };
    const answer = await snap.simulation.onSignature(asked as never).catch((error: unknown) => {
      // The simulation takes no answer without an interface, though wallets do.
      if (String(error).includes('At path: getInterface -- Expected a function')) {
        return null;
      }
      throw error;
    });
    if (!answer) {
      return null;
    }
    const { result, error } = answer.response as { result?: { severity?: string }; error?: unknown };
    expect(error).toBeUndefined();
    return { severity: result?.severity, texts: textsOf(answer.getInterface().content) };
  };

  const multiSend = (data: string): string => {
    const bytes = (data.length - 2) / 2;
    const packed = solidityPacked(
      ['uint8', 'address', 'uint256', 'uint256', 'bytes'],
      [0, pool.address, 0n, bytes, data],
    );
    return account.encodeFunctionData('multiSend', [packed]);
  };
  const execute = (data: string): string =>
    account.encodeFunctionData('execute', [
      `0x01${'00'.repeat(31)}`,
      AbiCoder.defaultAbiCoder().encode(['(address,uint256,bytes)[]'], [[[pool.address, 0n, data]]]),
    ]);

  it.each<[string, (data: string) => TypedData]>([
    ['a Safe transaction', (data) => safeTx({ data })],
    ['a Safe transaction that counts on every chain', (data) => safeTx({ data }, { verifyingContract: safe })],
    [
      'a Safe transaction that sends several',
      (data) => safeTx({ to: `0x${'96'.repeat(20)}`, operation: 1, data: multiSend(data) }),
    ],
    ['a Safe transaction with a multicall', (data) => safeTx({ data: encode('multicall', [[data]]) })],
    ['an ERC-4337 operation', (data) => userOp(batchOf(data))],
    ['an ERC-4337 operation in an ERC-7821 batch', (data) => userOp(execute(data))],
    ['an ERC-4337 operation of EntryPoint 0.6', (data) => userOp6(batchOf(data))],
    ["a Safe's ERC-4337 operation", (data) => safeOp(batchOf(data))],
    ['a batch of a smart account', signedBatch],
    [
      'a delegation of exactly one call',
      (data) =>
        delegation([
          caveat('exactExecution', solidityPacked(['address', 'uint256', 'bytes'], [pool.address, 0n, data])),
        ]),
    ],
    [
      'a delegation of certain calldata',
      (data) => delegation([caveat('exactCalldata', data), caveat('timestamp', `0x${'00'.repeat(32)}`)]),
    ],
  ])('an exit to a stranger in %s is critical, one to the account itself is told', async (_, wrap) => {
    const stolen = await look(wrap(theft));
    expect(stolen?.severity).toBe('critical');
    expect(stolen?.texts[0]).toBe('Another account receives this');
    const honest = await look(wrap(exitTo(safe)), 'eth_signTypedData_v3');
    expect(honest?.severity).toBeUndefined();
    expect(honest?.texts.find((text) => text.startsWith('Requests to unstake'))).toBeDefined();
  });

  it('a signature costs its signer no fee, and what the chain would refuse today is a warning', async () => {
    const stake = await look(safeTx({ value: `${ether}`, data: encode('deposit', [safe, nobody]) }));
    expect(stake?.severity).toBeUndefined();
    expect(stake?.texts).toEqual(expect.arrayContaining(['Staked now', '2 ETH', 'Staked after this', '3 ETH']));
    expect(stake?.texts).not.toContain('Network fee (estimate)');
    const refused = await look(safeTx({ data: encode('enterExitQueue', [100n * ether, safe]) }));
    expect(refused?.severity).toBeUndefined();
    expect(refused?.texts).toContain('A transaction sent before this one may still change that.');
  });

  it.each<[string, Caveat[], 'critical' | undefined]>([
    ['nothing', [], 'critical'],
    ['only its time', [caveat('timestamp', `0x${'00'.repeat(32)}`)], 'critical'],
    ['only that it calls the pool', [caveat('targets', pool.address)], 'critical'],
    ['only that it calls the account', [caveat('targets', safe)], 'critical'],
    ['methods that take a stake out', [caveat('methods', `0xa9059cbb${theft.slice(2, 10)}`)], 'critical'],
    ['something that nobody knows', [caveat('unknown', '0x')], undefined],
  ])('a delegation that is bound to %s warns the account with a stake, and no other', async (_, caveats, severity) => {
    const insight = await look(delegation(caveats));
    expect(insight?.severity).toBe(severity);
    expect(insight?.texts[0]).toBe('Someone else could take your stake');
    expect(insight?.texts).not.toContain('Staked after this');
    expect(await look(delegation(caveats, empty))).toBeNull();
  });

  it('a delegation to unstake for the account itself, and for nobody else, is a warning in its own words', async () => {
    const bound = (receiver: string): TypedData =>
      delegation([
        caveat('targets', pool.address),
        caveat('methods', theft.slice(0, 10)),
        caveat('allowedCalldata', solidityPacked(['uint256', 'uint256'], [36, BigInt(receiver)])),
      ]);
    const own = await look(bound(safe));
    expect(own?.severity).toBeUndefined();
    expect(own?.texts.slice(0, 3)).toEqual([
      'Someone else could unstake for you',
      'With this signature, another account can unstake your ETH at any time.',
      'After that, only your own account can claim it.',
    ]);
    expect(own?.texts.join('\n')).not.toMatch(/take your stake|paid to itself|whatever it wants/u);
    expect(await look(bound(stranger))).toMatchObject({ severity: 'critical' });
  });

  it('what is signed besides passes without a word, and asks nobody', async () => {
    snap.wallet.requests.length = 0;
    const permit = typed(
      'Permit',
      { Permit: { owner: 'address', spender: 'address', value: 'uint256', nonce: 'uint256', deadline: 'uint256' } },
      { owner: person, spender: pool.address, value: `${ether}`, nonce: 0, deadline: 1 },
      { name: 'Token', version: '1', chainId: 31337, verifyingContract: stranger },
    );
    const order = typed(
      'Order',
      { Order: { maker: 'address', receiver: 'address', data: 'bytes', appData: 'bytes32' } },
      { maker: person, receiver: pool.address, data: '0x1234', appData: root },
      { chainId: 31337, verifyingContract: stranger },
    );
    const quiet: [unknown, string?][] = [
      [permit],
      [order],
      [safeTx({ to: stranger, data: '0xa9059cbb' })],
      [userOp(batchOf('0x').replace(pool.address.slice(2).toLowerCase(), stranger.slice(2).toLowerCase()))],
      [delegation([caveat('targets', stranger)])],
      [delegation([caveat('methods', '0xa9059cbb')])],
      [delegation([caveat('erc20Amount', `0x${'11'.repeat(52)}`)])],
      [delegation([caveat('exactCalldata', '0x')])],
      [delegation([], safe, `0x${'12'.repeat(32)}`)],
      ['0x48656c6c6f', 'personal_sign'],
      [theft, 'personal_sign'],
      [[{ type: 'bytes', name: 'data', value: theft }], 'eth_signTypedData'],
      [{}],
      [{ ...safeTx({ data: theft }), types: {} }],
      [{ ...safeTx({ data: theft }), primaryType: 'Other' }],
      [{ ...safeTx({ data: theft }), message: [] }],
    ];
    for (const [data, method] of quiet) {
      expect(await look(data, method)).toBeNull();
    }
    expect(snap.wallet.requests).toEqual([]);
  });

  it('calls that cannot be read and name the pool are critical', async () => {
    const note = typed(
      'Note',
      { Note: { title: 'string', secret: 'bytes' } },
      { title: 'x', secret: `0xabcdef01${batchOf(theft).slice(2)}` },
      { chainId: 31337, verifyingContract: safe },
    );
    const deep = Array.from({ length: 40 }).reduce<object>((inner) => ({ inner, to: pool.address }), { data: theft });
    const nested = typed('Deep', { Deep: { inner: 'Deep', data: 'bytes', to: 'address' } }, deep, { chainId: 31337 });
    for (const data of [note, nested]) {
      const insight = await look(data);
      expect(insight?.severity).toBe('critical');
      expect(insight?.texts[0]).toBe('This transaction hides calls to a pool');
    }
  });

  it('can be looked at again when the chain was silent', async () => {
    snap.wallet.isSilent = true;
    const answer = await snap.simulation.onSignature({
      origin: dapp,
      from: person,
      data: safeTx({ data: exitTo(safe) }),
      signatureMethod: 'eth_signTypedData_v4',
    } as never);
    const shown = answer.getInterface();
    expect(textsOf(shown.content)).toContain('Check again');
    snap.wallet.isSilent = false;
    await shown.clickElement('check-again');
    expect(textsOf(answer.getInterface().content)).toEqual(expect.arrayContaining(['Staked now', '2 ETH']));
  });
});
