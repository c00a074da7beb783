import { format, type DisplayField, type DisplayFieldGroup, type DisplayModel } from '@ethereum-sourcify/clear-signing';
import { clearSigningFiles, describedContracts } from '../../src/clear-signing/index';
import { networkByChainId } from '../../src/networks/index';
import { tokensOn } from '../../src/networks/tokens';
import { isSameAddress, type Address, type Hex, type Wei } from '../../src/units';

const files = new Map(clearSigningFiles().map(({ name, descriptor }) => [name, descriptor]));

const calldataIndex = Object.fromEntries(
  [...files].flatMap(([name, { context }]) =>
    context.contract.deployments.map(({ chainId, address }) => [`eip155:${chainId}:${address.toLowerCase()}`, name]),
  ),
);

/** What a person is shown of a call: what it does, each field as "label: value", and what the wallet would warn of. */
export type Shown = {
  readonly intent: string;
  readonly lines: readonly string[];
  readonly warnings: readonly string[];
};

function isGroup(field: DisplayField | DisplayFieldGroup): field is DisplayFieldGroup {
  return 'fields' in field;
}

function toShown({ intent, interpolatedIntent, fields = [], warnings = [] }: DisplayModel): Shown {
  const all = fields.flatMap((field) => (isGroup(field) ? field.fields : [field]));
  const inner = all.flatMap(({ embeddedCalldata }) => (embeddedCalldata ? [toShown(embeddedCalldata.display)] : []));
  const lines = all.filter(({ embeddedCalldata }) => !embeddedCalldata).map(({ label, value }) => `${label}: ${value}`);
  const ofFields = [...fields.filter(isGroup), ...all].flatMap(({ warning }) => (warning ? [warning.code] : []));
  return {
    intent: interpolatedIntent ?? (typeof intent === 'string' ? intent : ''),
    lines: [...lines, ...inner.flatMap((each) => [each.intent, ...each.lines])],
    warnings: [...warnings.map(({ code }) => code), ...ofFields, ...inner.flatMap((each) => each.warnings)],
  };
}

/** The address of a contract by the name of its file and its chain. */
export function addressOf(file: string, chainId: number): Address {
  const found = describedContracts
    .find((each) => each.file === file)
    ?.deployments.find((each) => each.chainId === chainId);
  if (!found) {
    throw new Error(`${file} is not on ${chainId}.`);
  }
  return found.address;
}

/**
 * Shows a transaction as a wallet does that knows the network's money and tokens and two accounts, by the standard's reference
 * implementation in TypeScript.
 */
export async function show(
  chainId: number,
  to: Address,
  { data, value = 0n, from }: { readonly data: Hex; readonly value?: Wei; readonly from: Address },
  names: Readonly<Record<Address, string>> = {},
): Promise<Shown> {
  const { name, nativeAsset, ...network } = networkByChainId(chainId);
  const tokens = tokensOn({ name, nativeAsset, ...network });
  const shown = await format(
    { chainId, to, data, value, from },
    {
      descriptorResolverOptions: {
        type: 'custom',
        resolver: {
          index: { calldataIndex, typedDataIndex: {} },
          fetchDescriptor: (file) => Promise.resolve(JSON.parse(JSON.stringify(files.get(file)))),
        },
      },
      externalDataProvider: {
        resolveChainInfo: () => Promise.resolve({ name, nativeCurrency: { name, ...nativeAsset } }),
        resolveToken: (_, address) => {
          const token = tokens.find((each) => isSameAddress(each.address, address));
          return Promise.resolve(token ? { name: token.symbol, ...token } : null);
        },
        resolveLocalName: (address) => {
          const known = Object.entries(names).find(([each]) => isSameAddress(each, address));
          return Promise.resolve(known ? { name: known[1], typeMatch: true } : null);
        },
      },
    },
  );
  return toShown(shown);
}
