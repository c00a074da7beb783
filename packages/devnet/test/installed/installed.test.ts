import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { transform } from 'esbuild';
import { formatEther } from 'ethers';
import { seededUsers } from '../../src/accounts';
import { launchDevnet, type Devnet } from '../../src/launcher';
import { repositoryRoot } from '../../src/paths';
import { PoolUser } from '../launcher/support';
import { Consumer, libraries, ofDependency, run } from './consumer';
import { codeOf, codesOf, examplesOf, type Example } from './documentation';

type SnapManifest = {
  readonly source: {
    readonly location: { readonly npm: { readonly filePath: string; readonly iconPath: string } };
    readonly locales: readonly string[];
    readonly files: readonly string[];
  };
};

/** A wallet for the examples of the Snap's client: the Snap itself answers a page of `examples` in the long tests. */
const wallet = `globalThis.window = { ethereum: { request: async () => ({ pools: [], unavailable: [] }) } };`;

let consumer: Consumer;
let devnet: Devnet;

beforeAll(async () => {
  [consumer, devnet] = await Promise.all([Consumer.create(), launchDevnet({ serveSite: false, walletPanel: false })]);
}, 600_000);

afterAll(async () => {
  await devnet.stop();
  consumer.remove();
});

it('packs what the tools that look at packages find no fault with', async () => {
  const looks = consumer.tarballs.map(async (tarball) => {
    await run(process.execPath, [ofDependency('publint/src/cli.js'), 'run', tarball, '--strict'], consumer.folder);
    const attw = ofDependency('@arethetypeswrong/cli/dist/index.js');
    // The Snap is for wallets, and has no types.
    return tarball.includes('snap') || run(process.execPath, [attw, tarball, '--profile', 'esm-only'], consumer.folder);
  });
  await Promise.all(looks);
  expect(consumer.tarballs).toHaveLength(libraries.length + 2);
}, 240_000);

it('reads a position in Node.js as the documentation shows', async () => {
  const code = codeOf('docs/packages.md', 'position.mjs').replace('http://127.0.0.1:8545', devnet.chainUrl);
  const [staked, , earned] = await consumer.node('position.mjs', code);

  const user = new PoolUser(devnet.anvil, devnet.contracts?.pool ?? '');
  const shares = await user.read<bigint>('getShares', seededUsers.queued);
  expect(staked).toBe(`staked ${formatEther(await user.read<bigint>('convertToAssets', shares))}`);
  expect(earned).toMatch(/^earned 0\.0*[1-9]/u);
});

it('writes the CSV of an account with the example for treasurers', async () => {
  const code = readFileSync(join(repositoryRoot, 'examples', 'treasurer', 'report.mjs'), 'utf8');
  const report = consumer.write('report.mjs', code);
  const environment = { POOL: `eip155:31337:${devnet.contracts?.pool}` };
  const csv = await run(process.execPath, [report, seededUsers.staker, devnet.chainUrl], consumer.folder, environment);
  const [header, ...rows] = csv
    .trim()
    .split(/\r?\n/u)
    .map((line) => line.split(','));
  const column = (name: string): number => header?.indexOf(name) ?? -1;
  const sign: Readonly<Record<string, bigint>> = { stake: 1n, reward: 1n, penalty: -1n };
  const sum = rows.reduce(
    (total, row) => total + (sign[row[column('type')] ?? ''] ?? 0n) * BigInt(row[column('amount_wei')] ?? ''),
    0n,
  );
  // Whoever only staked has now what went in and what came of it.
  const user = new PoolUser(devnet.anvil, devnet.contracts?.pool ?? '');
  const shares = await user.read<bigint>('getShares', seededUsers.staker);
  expect(sum).toBe(await user.read<bigint>('convertToAssets', shares));
  await expect(run(process.execPath, [report, '0x12', devnet.chainUrl], consumer.folder)).rejects.toThrow(
    'account: "0x12" is no address',
  );
  await expect(run(process.execPath, [report, seededUsers.staker, 'node'], consumer.folder)).rejects.toThrow(
    'RPC_URL: "node" is no address of a node',
  );
});

/** The names of all functions that a package exports. */
async function functionsOf(name: string): Promise<string[]> {
  const list = `import * as all from '${name}';
    const isFunction = (value) => typeof value === 'function' && !/^class\\b/.test(value.toString());
    console.log(Object.keys(all).filter((each) => isFunction(all[each])).join('\\n'));`;
  return consumer.node(`list-${basename(name)}.mjs`, list);
}

const readExamples = async (name: string): Promise<Example[]> =>
  examplesOf(consumer.installed(name), await functionsOf(name));

it('has an example for every function of the front of core and of api, and each does what it says', async () => {
  const examples = (await Promise.all(['@pooled-staking/core', '@pooled-staking/api'].map(readExamples))).flat();
  for (const { name, code } of examples) {
    // TypeScript looks at them below, Node runs them.
    consumer.write(`examples/${name}.mts`, code);
    consumer.write(`examples/${name}.mjs`, code.replace('http://127.0.0.1:8545', devnet.chainUrl));
  }
  const imports = examples.map(({ name }) => `await import('./examples/${name}.mjs'); console.log('--');`);
  const printed = (await consumer.node('run.mjs', [wallet, ...imports].join('\n'))).join('\n').split('\n--');
  examples.forEach(({ name, prints }, index) => {
    const lines = printed[index]?.trim().split('\n') ?? [];
    expect({ name, prints: lines.map((line, at) => (prints[at] === undefined ? undefined : line)) }).toEqual({
      name,
      prints,
    });
  });
});

it('draws the examples of the hooks, in which every function of react is used', async () => {
  const codes = [...codesOf('docs/react-examples.md'), ['Short.tsx', codeOf('docs/react.md', 'page.tsx')] as const];
  const used = codes.flatMap(([, code]) => {
    const [, names = ''] = /^import \{([^}]*)\} from '@pooled-staking\/react';$/mu.exec(code) ?? [];
    return names.split(',').map((name) => name.trim());
  });
  expect((await functionsOf('@pooled-staking/react')).filter((name) => !used.includes(name))).toEqual([]);

  const compiled = codes.map(async ([name, code]) => {
    // TypeScript looks at them below, Node runs them.
    consumer.write(`hooks/${name}`, code);
    const { code: module } = await transform(code, { loader: 'tsx', jsx: 'automatic' });
    consumer.write(`hooks/${name.replace('tsx', 'mjs')}`, module);
    return name.replace('.tsx', '');
  });
  const names = await Promise.all(compiled);
  const drawn = await consumer.node(
    'draw.mjs',
    `import { createElement } from 'react';
     import { renderToStaticMarkup } from 'react-dom/server';
     import { PooledStakingProvider, PoolProvider, SessionProvider } from '@pooled-staking/react';
     const wallet = { id: '1', name: 'Wallet', icon: '', rdns: '', provider: { request: () => new Promise(() => {}) } };
     const session = { wallet, account: '${seededUsers.staker}', chainId: 31337, isReadOnly: false };
     for (const name of ${JSON.stringify(names)}) {
       const part = createElement((await import(\`./hooks/\${name}.mjs\`))[name]);
       const inSession = createElement(SessionProvider, { session }, part);
       const inPool = createElement(PoolProvider, { pool: 'eip155:31337:${devnet.contracts?.pool}' }, inSession);
       const page = renderToStaticMarkup(createElement(PooledStakingProvider, null, inPool));
       console.log((name + ' ' + page.replaceAll(/<[^>]*>/g, ' ')).replaceAll(/\\s+/g, ' '));
     }
     // Answers that nobody waits for any more keep timers.
     process.exit();`,
  );
  expect(drawn).toEqual([
    'Page ',
    'Facts Local Pool, Local chain, block … … … penalties Stop ',
    'Rewards USD Earned: … Stop ',
    'Form … ETH in the wallet, without a price Stake Unstake all Cancel ',
    'Transactions ',
    expect.stringContaining('Change to Local chain Read by nothing; without a wallet at no node (none) Own node'),
    'Short',
  ]);
});

it('has types that check under both ways in which modules are found', async () => {
  consumer.write(
    'check.ts',
    `import { openPool, type Position, type StakeQuote } from '@pooled-staking/core';
     import { readInsight } from '@pooled-staking/core/internal';
     import { createStakingClient, type GetPositionResult } from '@pooled-staking/api';
     import { wordsOf } from '@pooled-staking/texts/command-line';
     import { createSiteTranslator } from '@pooled-staking/texts/site';
     import help from '@pooled-staking/texts/areas/help';
     import type { TransactionState } from '@pooled-staking/react';
     const pool = openPool('', { rpcUrl: '' });
     export const stake = async (): Promise<StakeQuote> => pool.quoteStake('0x', 1n);
     export const position: Promise<Position> = pool.readPosition('0x');
     export const result: Promise<GetPositionResult> = createStakingClient(async () => 0, '').getPosition({ account: '0x' });
     // @ts-expect-error An amount is no number.
     export const wrong = pool.quoteStake('0x', 1);
     export const isHalfDone = ({ stage }: TransactionState): boolean => stage === 'partial';
     export const rest = [readInsight, wordsOf(0), createSiteTranslator('en', help)];`,
  );
  const ways = [
    { module: 'node16', moduleResolution: 'node16' },
    // The declarations themselves are checked once.
    { module: 'esnext', moduleResolution: 'bundler', skipLibCheck: true },
  ];
  const checks = ways.map(async (way) => {
    const file = `tsconfig.${way.moduleResolution}.json`;
    const compilerOptions = {
      ...way,
      strict: true,
      noEmit: true,
      target: 'es2022',
      jsx: 'react-jsx',
      lib: ['es2023', 'dom'],
      types: [],
    };
    consumer.write('wallet.d.ts', 'interface Window { ethereum: { request(args: object): Promise<unknown> } }');
    consumer.write(
      file,
      JSON.stringify({ compilerOptions, include: ['check.ts', 'wallet.d.ts', 'examples', 'hooks'] }),
    );
    return run(process.execPath, [ofDependency('@typescript/native-preview/bin/tsgo'), '-p', file], consumer.folder);
  });
  await Promise.all(checks);
});

it('installs the Snap with all that its manifest names', () => {
  const snap = consumer.installed('pooled-staking-snap');
  const { source } = JSON.parse(readFileSync(join(snap, 'snap.manifest.json'), 'utf8')) as SnapManifest;
  const { filePath, iconPath } = source.location.npm;
  const files = [filePath, iconPath, ...source.locales, ...source.files];
  expect(files.filter((file) => !existsSync(join(snap, file)))).toEqual([]);
});
