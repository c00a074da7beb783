/**
 * `npm run pack`: writes the packages that others install as tarballs to `dist/packages`. Inside the repository packages export
 * their sources; what is published is built from the same `exports`: ES modules, a file a source, with source maps and
 * declarations. The Snap goes along as its build has written it, in both variants. `--to FOLDER` writes them elsewhere; what was
 * there is removed.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { answerHelp } from './help.mjs';
import { fail, root, setUp } from './setup.mjs';

const packages = join(root, 'packages');
/** The folders of the packages that are built here. */
const libraries = ['core', 'api', 'texts', 'react'].filter((name) => existsSync(join(packages, name)));
const snapVariants = ['open', 'full'];

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const manifestOf = (name) => readJson(join(packages, name, 'package.json'));

/** What a package exports when it is published: sources, by name. */
const exportsOf = (manifest) => Object.entries(manifest.publishConfig?.exports ?? manifest.exports);

/** The files that a target of `exports` stands for. */
function sourcesOf(name, target) {
  const [before, after] = target.split('*');
  if (after === undefined) {
    return [join(packages, name, target)];
  }
  const folder = join(packages, name, before);
  return readdirSync(folder)
    .filter((file) => file.endsWith(after))
    .map((file) => join(folder, file));
}

/** What code imports, by the path: not what an example in a comment does. */
const importsOf = (path) =>
  new RegExp(String.raw`(?<=^\s*(?:import|export)\b[^'"\n]*['"]|^\} from ['"]|\bimport\(['"])${path}(?=['"])`, 'gmu');
const relativeImports = importsOf(String.raw`(\.{1,2}(?:\/[^'"]*)?)`);
const importsOfCore = importsOf('@pooled-staking/core');

/** Relative imports with the whole name of the file, which Node asks for. */
function withEndings(text, file, sources) {
  const complete = (path) => {
    const target = join(dirname(file), path);
    const isFile = ['.ts', '.tsx'].some((ending) => sources.has(`${target}${ending}`));
    return isFile ? `${path}.js` : `${path.replace(/\/$/u, '')}/index.js`;
  };
  return text.replace(relativeImports, complete);
}

/** Our own packages mean all of `core` by its name, which stands for its front where it is published. */
const withAllOfCore = (text) => text.replace(importsOfCore, '@pooled-staking/core/internal');

/** Compiles the sources that the packages' entries lead to. Types are not checked here: `npm run types` does. */
function build(stage) {
  const entries = libraries.flatMap((name) =>
    exportsOf(manifestOf(name)).flatMap(([, target]) => sourcesOf(name, target)),
  );
  const { options } = ts.parseJsonConfigFileContent(readJson(join(root, 'tsconfig.json')), ts.sys, root);
  const program = ts.createProgram(entries, {
    ...options,
    ...{ composite: false, incremental: false, emitDeclarationOnly: false, noCheck: true },
    ...{ declaration: true, sourceMap: true, inlineSources: true, jsxImportSource: 'react' },
    ...{ rootDir: packages, outDir: stage },
  });
  const sources = new Set(program.getSourceFiles().map(({ fileName }) => fileName));
  program.emit(undefined, (output, text, _, __, [source] = []) => {
    const isCode = /\.(?:js|d\.ts)$/u.test(output);
    const code = isCode && source ? withAllOfCore(withEndings(text, source.fileName, sources)) : text;
    write(output.replace('/src/', '/dist/'), code);
  });
}

/** `./src/index.ts` as it is published. */
function toBuilt(target) {
  const path = target.replace('./src/', './dist/').replace(/\.tsx?$/u, '');
  return { types: `${path}.d.ts`, default: `${path}.js` };
}

/** The manifest without what only the repository needs. */
function toPublished(name) {
  const manifest = manifestOf(name);
  const { version, description, license, repository, type, sideEffects, engines, dependencies, peerDependencies } =
    manifest;
  return {
    ...{ name: manifest.name, version, description, license, repository, type, engines, sideEffects },
    exports: Object.fromEntries([
      ...exportsOf(manifest).map(([path, target]) => [path, toBuilt(target)]),
      ['./package.json', './package.json'],
    ]),
    files: ['dist'],
    ...{ dependencies, peerDependencies },
    publishConfig: { access: 'public' },
  };
}

/** Packs folders and gives the tarballs. */
function pack(folders, target) {
  mkdirSync(target, { recursive: true });
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', target, ...folders];
  const output = execFileSync('npm', args, {
    ...{ cwd: root, encoding: 'utf8', shell: process.platform === 'win32' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return Object.values(JSON.parse(output)).map(({ filename }) => join(target, filename));
}

/** Builds the libraries and packs them, and the Snap's variants in folders of their names. Gives the tarballs. */
function packAll(target) {
  const stage = join(target, 'stage');
  rmSync(target, { recursive: true, force: true });
  build(stage);
  const folders = libraries.map((name) => join(stage, name));
  libraries.forEach((name, index) => {
    write(join(folders[index], 'package.json'), `${JSON.stringify(toPublished(name), null, 2)}\n`);
    copyFileSync(join(packages, name, 'README.md'), join(folders[index], 'README.md'));
    copyFileSync(join(root, 'LICENSE'), join(folders[index], 'LICENSE'));
  });
  const tarballs = pack(folders, target);
  rmSync(stage, { recursive: true });
  const snaps = snapVariants.map((variant) => join(packages, 'snap', 'dist', variant));
  return [...tarballs, ...snaps.flatMap((folder) => pack([folder], join(target, basename(folder))))];
}

answerHelp(import.meta.filename);
try {
  const { values } = parseArgs({ options: { to: { type: 'string', default: join(root, 'dist', 'packages') } } });
  await setUp(['snap']);
  console.log(packAll(resolve(values.to)).join('\n'));
} catch (error) {
  fail(error);
}
