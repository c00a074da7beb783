import { takersOn, tokensOn, type Token } from '../networks/tokens';
import type { Network } from '../networks/types';
import { isSameAddress, type Address, type Seconds, type Wei } from '../units';
import { openPermit, standsForStake, type OpenPermit } from './checks/open-approval';
import { byWeight } from './findings';
import { allowedAmount } from './token-calls';
import { addressOf, isFields, numberOf, readTypedData, type Fields, type TypedData } from './typed-data';

/** A token that a permit lets somebody take. */
export type PermittedToken = {
  readonly token: Token;
  /** In the token's smallest unit; `null` for more than there can ever be. */
  readonly amount: Wei | null;
};

/** A signature that lets somebody take tokens which stakes are made of, as EIP-2612 and Permit2 have it. */
export type SignedPermit = {
  readonly network: Network;
  readonly spender: Address;
  /** A contract that takes such tokens when people stake or unstake. */
  readonly isTaker: boolean;
  /** Each permission for more than nothing, in the order of the message. */
  readonly tokens: readonly PermittedToken[];
  /** Tokens of other kinds in the same signature. */
  readonly otherTokens: number;
  /** Until when the signature can be used; seconds, as far as they go. */
  readonly deadline: bigint;
  /** Until when what it allows can be used, where that ends at all by itself. */
  readonly expiration: bigint | null;
};

/** The signature, or what it allows, lasts longer than any use of it needs. */
export type FarDeadline = {
  readonly id: 'far-deadline';
  readonly severity: 'warning' | 'note';
  /** `null`: in effect for ever. */
  readonly until: Seconds | null;
};

export type PermitFinding = OpenPermit | FarDeadline;

/** More permissions than these are not read one by one. */
const mostPermissions = 100;
const day = 86_400n;
/** Uniswap's own page lets a signature stand for half an hour, and what it allows for 30 days. */
const usual = { signature: day, allowance: 31n * day };
/** The year 9999 ends here: what lasts longer never ends. */
const endOfTime = 253_402_300_800n;

type Permission = { readonly token: Address; readonly amount: bigint; readonly expiration: bigint | null };

/** The values of a struct that are declared, hence signed. */
function declaredIn({ types }: TypedData, type: string, value: unknown): Fields {
  const names = new Set(types.get(type)?.map(({ name }) => name));
  return isFields(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => names.has(name))) : {};
}

const memberType = ({ types, primaryType }: TypedData, name: string): string | undefined =>
  types.get(primaryType)?.find((member) => member.name === name)?.type;

/** What Permit2 lets be taken: a struct or a list of structs with a token and an amount, under either name that it has. */
function permissionsOf(data: TypedData, fields: Fields): readonly Permission[] {
  const name = ['details', 'permitted'].find((each) => each in fields);
  const type = name === undefined ? undefined : memberType(data, name);
  if (name === undefined || type === undefined) {
    return [];
  }
  const item = type.replace(/\[\d*\]$/u, '');
  const value = fields[name];
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, mostPermissions) : [value];
  return list.flatMap((each) => {
    const { token, amount, expiration } = declaredIn(data, item, each);
    const [address, number] = [addressOf(token), numberOf(amount)];
    return address === null || number === null
      ? []
      : [{ token: address, amount: number, expiration: numberOf(expiration) }];
  });
}

/** What the token itself lets be taken: EIP-2612, or the older form of DAI, which knows all or nothing. */
function ownPermission({ contract }: TypedData, { value, allowed }: Fields): readonly Permission[] {
  const isAllowed = allowed !== undefined && allowed !== false && allowed !== 'false';
  const amount = value === undefined ? (isAllowed ? 2n ** 256n - 1n : null) : numberOf(value);
  return contract === null || amount === null ? [] : [{ token: contract, amount, expiration: null }];
}

function onNetwork(network: Network, data: TypedData): SignedPermit | undefined {
  const fields = declaredIn(data, data.primaryType, data.message);
  const spender = addressOf(fields['spender']);
  if (spender === null) {
    return undefined;
  }
  const all = data.primaryType === 'Permit' ? ownPermission(data, fields) : permissionsOf(data, fields);
  const known = tokensOn(network);
  const tokens = all.flatMap(({ token: address, amount, expiration }) => {
    const token = known.find((each) => isSameAddress(each.address, address));
    return token && amount > 0n ? [{ token, amount: allowedAmount(token, amount), expiration }] : [];
  });
  const [deadline = null] = ['deadline', 'sigDeadline', 'expiry'].flatMap((name) => numberOf(fields[name]) ?? []);
  const expirations = tokens.flatMap(({ expiration }) => expiration ?? []);
  return tokens.length === 0
    ? undefined
    : {
        network,
        spender,
        isTaker: takersOn(network).some((each) => isSameAddress(each, spender)),
        tokens: tokens.map(({ token, amount }) => ({ token, amount })),
        otherTokens: all.filter(
          ({ token, amount }) => amount > 0n && !known.some((each) => isSameAddress(each.address, token)),
        ).length,
        // One that is not told, or is 0 in the old form, has no end.
        deadline: deadline === null || (deadline === 0n && 'expiry' in fields) ? endOfTime : deadline,
        expiration: expirations.reduce<bigint | null>(
          (last, each) => (last === null || each > last ? each : last),
          null,
        ),
      };
}

/**
 * Reads a permit over tokens of the networks' pools out of typed data: EIP-2612, Permit2 for one token or several, as an
 * allowance or for a transfer, with a witness or without. A signature that does not say its chain counts on every one.
 * What is taken away or is of other tokens alone is none. Never throws.
 */
export function readSignedPermit(networks: readonly Network[], given: unknown): SignedPermit | undefined {
  const data = readTypedData(given);
  if (!data?.primaryType.startsWith('Permit')) {
    return undefined;
  }
  for (const network of networks) {
    const permit = data.chainId === null || data.chainId === network.chainId ? onNetwork(network, data) : undefined;
    if (permit) {
      return permit;
    }
  }
  return undefined;
}

/** What is to be minded about a permit, the heaviest first. */
export function checkSignedPermit(permit: SignedPermit, now: Seconds): readonly PermitFinding[] {
  const { network, spender, isTaker, tokens, deadline, expiration } = permit;
  const unlimited = tokens.filter(({ amount }) => amount === null);
  const isAllStaked = unlimited.some(({ token }) => standsForStake(network, token.address));
  const open = openPermit(spender, isTaker, unlimited.length > 0, isAllStaked);
  const findings: PermitFinding[] = open ? [open] : [];
  const ends = [
    ...(deadline - BigInt(now) > usual.signature ? [deadline] : []),
    ...(expiration !== null && expiration - BigInt(now) > usual.allowance ? [expiration] : []),
  ];
  const last = ends.reduce((latest, each) => (each > latest ? each : latest), 0n);
  if (last > 0n) {
    const until = last >= endOfTime ? null : Number(last);
    findings.push({ id: 'far-deadline', severity: isTaker ? 'note' : 'warning', until });
  }
  return byWeight(findings);
}
