import { Interface, type ParamType } from 'ethers';
import fc from 'fast-check';
import { tokenAbi } from '../../src/assets/token';
import type { ContractAbi } from '../../src/chain/contract-abi';
import { networks, type Network } from '../../src/networks/index';
import { takersOn, tokensOn } from '../../src/networks/tokens';
import { protocols } from '../../src/protocols/index';
import { artemisAbi } from '../../src/protocols/metis/artemis/abi';
import { enkiAbi, queueAbi, vaultAbi, vestingAbi } from '../../src/protocols/metis/enki/abi';
import { lockingInfoAbi, lockingPoolAbi } from '../../src/protocols/metis/sequencers/abi';
import { vaultInterface } from '../../src/protocols/stakewise/vault/abi';
import type { Address, Hex } from '../../src/units';
import { foundOnChain } from './odd-node';

/** Every contract of a network that any protocol names, and those of ENKI that only its chain does. */
function contractsOn(network: Network): Address[] {
  const named = protocols.flatMap(({ insight }) => {
    const { escrows, others, doors = [], approvals = [] } = insight.contractsOn(network);
    return [...escrows, ...[...others, ...doors, ...approvals].map(({ address }) => address)];
  });
  return [
    ...network.pools.map(({ address }) => address),
    ...named,
    ...tokensOn(network).map(({ address }) => address),
    ...takersOn(network),
    ...(network.enki ? Object.values(foundOnChain) : []),
  ];
}

/** Pools, and all that stands beside them. */
export const contracts: readonly Address[] = [...new Set(networks.flatMap(contractsOn))];

/** The same by network, with the network's id as wallets name it. */
export const places: readonly (readonly [chainId: string, to: Address])[] = networks.flatMap((network) =>
  [...new Set(contractsOn(network))].map((to) => [`eip155:${network.chainId}`, to] as const),
);

const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString('hex')}`;
const bytesOf = (minLength: number, maxLength = minLength): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength, maxLength }).map(hex);
export const anyone = fc.oneof(
  fc.constantFrom(...contracts, `0x${'00'.repeat(20)}`).map((each) => each.toLowerCase()),
  bytesOf(20),
);
const number = fc.oneof(
  fc.bigInt({ min: 0n, max: 10n }),
  fc.bigInt({ min: 0n, max: 2n ** 90n }),
  fc.constantFrom(2n ** 256n - 1n, 2n ** 255n, 2n ** 64n, 10n ** 18n),
);

function argumentOf({ baseType, type, arrayChildren, components }: ParamType): fc.Arbitrary<unknown> {
  if (baseType === 'array' && arrayChildren) {
    return fc.array(argumentOf(arrayChildren), { maxLength: 3 });
  }
  if (baseType === 'tuple') {
    return fc.tuple(...(components ?? []).map(argumentOf));
  }
  const size = Number(/\d+$/u.exec(type)?.[0] ?? 0);
  if (type.startsWith('uint')) {
    return number.map((value) => value % 2n ** BigInt(size));
  }
  if (type.startsWith('int')) {
    return fc.bigInt({ min: -(2n ** BigInt(size - 1)), max: 2n ** BigInt(size - 1) - 1n });
  }
  if (type.startsWith('bytes')) {
    return size > 0 ? bytesOf(size) : bytesOf(0, 70);
  }
  return type === 'bool' ? fc.boolean() : type === 'string' ? fc.string() : anyone;
}

const abis: readonly ContractAbi[] = [
  ...[vaultInterface, lockingPoolAbi, lockingInfoAbi, artemisAbi, tokenAbi],
  ...[enkiAbi, vaultAbi, queueAbi, vestingAbi],
];

/** Methods that contracts of the pools have and the product reads by their selectors alone. */
const others = [
  ...['increaseAllowance(address,uint256)', 'decreaseAllowance(address,uint256)'],
  'permit(address,address,uint256,uint256,uint8,bytes32,bytes32)',
  'safeTransferFrom(address,address,uint256,bytes)',
];

const signatures = [
  ...new Set([
    ...abis.flatMap((abi) =>
      abi.signatures.filter((line) => line.startsWith('function ')).map((line) => line.slice(9)),
    ),
    ...others,
  ]),
];

/** A method with arguments that fit it. */
function callOf(signature: string): fc.Arbitrary<Hex> {
  const abi = new Interface([`function ${signature}`]);
  const [fragment] = abi.fragments;
  const inputs = fragment?.inputs ?? [];
  return fc
    .tuple(...inputs.map(argumentOf))
    .map((values) => abi.encodeFunctionData(signature.slice(0, signature.indexOf('(')), values) as Hex);
}

const wholeCall = fc.oneof(...signatures.map(callOf));

/** A well-formed call of each method of all contracts. */
export const wholeCalls = (seed: number): readonly Hex[] =>
  signatures.flatMap((signature) => fc.sample(callOf(signature), { numRuns: 1, seed }));

/**
 * Calls of every method of all contracts, whole or with a part cut out, doubled or replaced. Making them takes longer than
 * reading them: there are so many well-formed ones, however many broken ones are made of each.
 */
export function oddCalls(seed: number, numRuns = 1_000): fc.Arbitrary<Hex> {
  const calls = fc.constantFrom(...fc.sample(wholeCall, { numRuns, seed }));
  const filling = fc.option(bytesOf(0, 70), { nil: null });
  return fc
    .tuple(calls, fc.nat(), fc.nat({ max: 140 }), filling, fc.boolean())
    .map(([data, place, length, bytes, isWhole]) => {
      const at = 2 + 2 * (place % (data.length / 2));
      return isWhole ? data : (`${data.slice(0, at)}${(bytes ?? '0x').slice(2)}${data.slice(at + 2 * length)}` as Hex);
    });
}
