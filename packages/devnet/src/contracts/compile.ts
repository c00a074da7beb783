import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';

import { packageRoot } from '../paths';

const sourceFolder = join(packageRoot, 'contracts');
const buildFolder = join(packageRoot, 'build');
const packageRequire = createRequire(join(packageRoot, 'package.json'));

/** What else decides about the bytecode: the same input gives the same addresses and code everywhere. */
const settings = {
  optimizer: { enabled: true, runs: 200 },
  metadata: { bytecodeHash: 'none' },
  outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object', 'storageLayout'] } },
};

/** Contracts of the chain of Metis, whose EVM is Berlin's. London's code is the same, but for the base fee; all chains run it. */
const isForMetis = (file: string): boolean => file.startsWith('metis/') || /^(Multicall3|PriceFeed)\.sol$/u.test(file);

const evmVersionOf = (file: string): string => (isForMetis(file) ? 'london' : 'cancun');

export type AbiItem = {
  readonly type: string;
  readonly name?: string;
  readonly inputs?: readonly unknown[];
  readonly outputs?: readonly unknown[];
  readonly stateMutability?: string;
};

/** Where a state variable lies: `slot` in decimal, `offset` in bytes from the slot's low end. */
export type StorageEntry = { readonly label: string; readonly slot: string; readonly offset: number };

export type Artifact = {
  readonly abi: readonly AbiItem[];
  /** Code that deploys the contract, 0x-prefixed. */
  readonly bytecode: string;
  /** Code that lies at the contract's address, with zeros for immutables. */
  readonly deployedBytecode: string;
  readonly storage: readonly StorageEntry[];
};

export type Artifacts = Readonly<Record<string, Artifact>>;

type SolcOutput = {
  errors?: { severity: string; formattedMessage: string }[];
  contracts: Record<
    string,
    Record<
      string,
      {
        abi: AbiItem[];
        evm: { bytecode: { object: string }; deployedBytecode: { object: string } };
        storageLayout: { storage: StorageEntry[] };
      }
    >
  >;
};

type Sources = Readonly<Record<string, { content: string }>>;

function readSources(): Sources {
  const files = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.sol'),
  );
  return Object.fromEntries(
    files.sort().map((file) => {
      const name = relative(sourceFolder, join(sourceFolder, file)).split(sep).join('/');
      return [name, { content: readFileSync(join(sourceFolder, file), 'utf8') }];
    }),
  );
}

function versionOf(dependency: string): string {
  const manifest: unknown = JSON.parse(readFileSync(packageRequire.resolve(`${dependency}/package.json`), 'utf8'));
  return String((manifest as { version: unknown }).version);
}

/** Compiles those of the sources that are for an EVM of this version. */
function runCompiler(sources: Sources, evmVersion: string): Artifacts {
  const solc = packageRequire('solc') as {
    compile(input: string, callbacks: { import(path: string): { contents: string } | { error: string } }): string;
  };
  const resolveImport = (path: string) => {
    try {
      const own = sources[path];
      return own ? { contents: own.content } : { contents: readFileSync(packageRequire.resolve(path), 'utf8') };
    } catch (error) {
      return { error: String(error) };
    }
  };
  const files = Object.keys(sources).filter((file) => evmVersionOf(file) === evmVersion);
  const input = JSON.stringify({
    language: 'Solidity',
    sources: Object.fromEntries(files.map((file) => [file, sources[file]])),
    settings: { ...settings, evmVersion },
  });
  const output = JSON.parse(solc.compile(input, { import: resolveImport })) as SolcOutput;
  const problems = (output.errors ?? []).map((problem) => problem.formattedMessage);
  if (problems.length > 0) {
    throw new Error(`The contracts do not compile without errors and warnings:\n${problems.join('\n')}`);
  }
  const artifacts: Record<string, Artifact> = {};
  for (const file of files) {
    for (const [name, contract] of Object.entries(output.contracts[file] ?? {})) {
      artifacts[name] = {
        abi: contract.abi,
        bytecode: `0x${contract.evm.bytecode.object}`,
        deployedBytecode: `0x${contract.evm.deployedBytecode.object}`,
        storage: contract.storageLayout.storage.map(({ label, slot, offset }) => ({ label, slot, offset })),
      };
    }
  }
  return artifacts;
}

/**
 * Compiles the contracts, or reads what an earlier run made of the very same sources, compiler and settings.
 *
 * @returns the artifacts by contract name and whether the compiler had to run.
 * @throws Error with the compiler's messages; a warning counts as an error.
 */
export function compileContracts(): { artifacts: Artifacts; isCached: boolean } {
  const sources = readSources();
  const versions = ['solc', '@openzeppelin/contracts'].map(versionOf);
  const hash = createHash('sha256')
    .update(JSON.stringify([sources, Object.keys(sources).map(evmVersionOf), settings, versions]))
    .digest('hex')
    .slice(0, 16);
  const fileName = `contracts-${hash}.json`;
  const target = join(buildFolder, fileName);
  if (existsSync(target)) {
    return { artifacts: JSON.parse(readFileSync(target, 'utf8')) as Artifacts, isCached: true };
  }
  const artifacts = { ...runCompiler(sources, 'cancun'), ...runCompiler(sources, 'london') };
  mkdirSync(buildFolder, { recursive: true });
  // Several processes may compile at once: a reader must never see half a file.
  const draft = `${target}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(artifacts));
  renameSync(draft, target);
  for (const stale of readdirSync(buildFolder)) {
    if (/^contracts-[0-9a-f]{16}\.json$/u.test(stale) && stale !== fileName) {
      rmSync(join(buildFolder, stale), { force: true });
    }
  }
  return { artifacts, isCached: false };
}

if (/[\\/]compile\.ts$/u.test(process.argv[1] ?? '')) {
  const { artifacts, isCached } = compileContracts();
  process.stdout.write(
    `${Object.keys(artifacts).length} contracts and interfaces ${isCached ? 'are up to date' : 'compiled'}\n`,
  );
}
