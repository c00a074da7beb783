import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { methods } from '@pooled-staking/api';
import { isBundled } from '@pooled-staking/texts';
import { snapLanguages } from '@pooled-staking/texts/snap';
import ts from 'typescript';
import { refusingWallet } from '../test/support/refusing-wallet';
import { runJob } from './jobs';
import { UnknownMethodError } from './rpc/errors';

const root = join(__dirname, '..', '..', '..');

/** The permission of each handler that a Snap can export, with the caveats that ours must have. */
const ofHandlers: Readonly<Record<string, readonly [permission: string, caveats: object] | null>> = {
  onRpcRequest: ['endowment:rpc', { dapps: true, snaps: false }],
  onTransaction: ['endowment:transaction-insight', { allowTransactionOrigin: true }],
  onSignature: ['endowment:signature-insight', { allowSignatureOrigin: true }],
  onHomePage: ['endowment:page-home', {}],
  onSettingsPage: ['endowment:page-settings', {}],
  // Its jobs are held against the code below.
  onCronjob: ['endowment:cronjob', {}],
  onInstall: ['endowment:lifecycle-hooks', {}],
  onUpdate: ['endowment:lifecycle-hooks', {}],
  // Comes with what the Snap shows, in dialogs and insights.
  onUserInput: null,
};

/** The permission of a method where it has another name; `null`: every Snap may call it. */
const ofMethods: Readonly<Record<string, string | null>> = {
  snap_getState: 'snap_manageState',
  snap_setState: 'snap_manageState',
  snap_clearState: 'snap_manageState',
  snap_scheduleBackgroundEvent: 'endowment:cronjob',
  snap_getBackgroundEvents: 'endowment:cronjob',
  snap_cancelBackgroundEvent: 'endowment:cronjob',
  wallet_getSession: 'endowment:multichain-provider',
  wallet_createSession: 'endowment:multichain-provider',
  wallet_invokeMethod: 'endowment:multichain-provider',
  // Within the one above: a wallet takes it from a Snap in no other way.
  eth_sendTransaction: 'endowment:multichain-provider',
  snap_createInterface: null,
  snap_getClientStatus: null,
  snap_getFile: null,
  snap_updateInterface: null,
  snap_resolveInterface: null,
  snap_getInterfaceState: null,
  snap_getInterfaceContext: null,
};

/** Methods that the code names and the Snap does not call, each with the reason. */
const uncalled: Readonly<Record<string, string>> = {
  eth_signTypedData_v3: 'what a signature is asked for by, told to onSignature',
  wallet_invokeSnap: 'what pages call, in the client that api gives them',
};

/** Permissions that anybody's wallet gives without a review of the Snap (`ALLOWED_PERMISSIONS` of MetaMask's snaps-controllers). */
const withoutReview = [
  ...['snap_dialog', 'snap_manageState', 'snap_notify', 'snap_getLocale'],
  ...['cronjob', 'page-home', 'lifecycle-hooks', 'ethereum-provider', 'transaction-insight', 'signature-insight'].map(
    (name) => `endowment:${name}`,
  ),
];

/** Globals of a Snap that need a permission. */
const ofGlobals: Readonly<Record<string, string>> = {
  ethereum: 'endowment:ethereum-provider',
  fetch: 'endowment:network-access',
  WebSocket: 'endowment:network-access',
  XMLHttpRequest: 'endowment:network-access',
  WebAssembly: 'endowment:webassembly',
};

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return sourcesOf(path);
    }
    return /(?<!\.test|\.d)\.tsx?$/u.test(entry.name) ? [path] : [];
  });
}

/** What a source asks of the wallet: methods of the platform by their names, globals, and the handlers it exports. */
type Uses = { readonly methods: Set<string>; readonly globals: Set<string>; readonly handlers: Set<string> };

/** Whether a name is a variable that is used, and not a field's, a parameter's or a declaration's own name. */
function isUsed(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) {
    return parent.expression === node || parent.expression.getText() === 'globalThis';
  }
  if (ts.isPropertyAssignment(parent)) {
    return parent.initializer === node;
  }
  return ts.isCallExpression(parent) || ts.isNewExpression(parent) || ts.isShorthandPropertyAssignment(parent);
}

/** Names that a file binds itself, by an import, a declaration or a parameter: those are no globals in it. */
function boundNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const { name } = node as { name?: ts.Node };
    const isBinding =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isImportSpecifier(node);
    if (isBinding && name && ts.isIdentifier(name)) {
      names.add(name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

/** Reads what a source uses off its syntax tree. */
function usesOf(text: string, name = 'source.tsx'): Uses {
  const uses: Uses = { methods: new Set(), globals: new Set(), handlers: new Set() };
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TSX);
  const bound = boundNames(source);
  const visit = (node: ts.Node): void => {
    // By any way: in `snap.request({ method })`, in a constant that is handed on, in a template.
    if (ts.isStringLiteralLike(node) && /^(?:eth|net|personal|snap|wallet|web3)_\w+$/u.test(node.text)) {
      uses.methods.add(node.text);
    }
    if (ts.isIdentifier(node) && isUsed(node) && Object.hasOwn(ofGlobals, node.text) && !bound.has(node.text)) {
      uses.globals.add(node.text);
    }
    if (ts.isVariableStatement(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
      for (const { name: exported } of node.declarationList.declarations) {
        uses.handlers.add(exported.getText(source));
      }
    }
    if (ts.isFunctionDeclaration(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
      uses.handlers.add(node.name?.text ?? 'default');
    }
    if (ts.isExportSpecifier(node)) {
      uses.handlers.add(node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

function readUses(): Uses {
  const entry = usesOf(readFileSync(join(root, 'packages/snap/src/index.tsx'), 'utf8'));
  const folders = ['packages/snap/src', 'packages/core/src', 'packages/api/src', 'packages/texts/src'].map((folder) =>
    join(root, folder),
  );
  const all = folders.flatMap(sourcesOf).map((path) => usesOf(readFileSync(path, 'utf8'), path));
  return {
    methods: new Set(all.flatMap(({ methods }) => [...methods])),
    globals: new Set(all.flatMap(({ globals }) => [...globals])),
    handlers: entry.handlers,
  };
}

/** The permissions that these uses need, with the caveats of handlers. */
function neededFor({ methods, globals, handlers }: Uses): Map<string, object> {
  const needed = new Map<string, object>();
  for (const method of methods) {
    const permission = method in ofMethods ? ofMethods[method] : method;
    if (permission && !/^(?:eth|wallet)_/u.test(permission)) {
      needed.set(permission, {});
    }
  }
  for (const name of globals) {
    needed.set(ofGlobals[name] ?? name, {});
  }
  for (const handler of handlers) {
    const permission = ofHandlers[handler];
    if (permission === undefined) {
      throw new Error(`Nobody has said which permission the handler ${handler} needs.`);
    }
    if (permission) {
      needed.set(...permission);
    }
  }
  return needed;
}

/** What docs/security.md tells of each permission. */
type Told = {
  readonly caveats: string;
  /** Which variants of the Snap have it. */
  readonly where: string;
  readonly why: string;
  readonly worst: string;
};

/** The rows of the table of permissions in docs/security.md, by permission. */
function readTold(text: string): Record<string, Told> {
  const rows = [...text.matchAll(/^\| `((?:endowment:|snap_)[\w-]+)`(.*?) *\| *(.+?) *\| *(.+?) *\| *(.+?) *\|$/gmu)];
  return Object.fromEntries(
    rows.map(([, name = '', caveats = '', where = '', why = '', worst = '']) => [name, { caveats, where, why, worst }]),
  );
}

/** What stands between backticks in a text, as code does, and looks like a name of its kind. */
const namesIn = (text: string, kind: RegExp): string[] =>
  [...text.matchAll(/`([^`]+)`/gu)].flatMap(([, name = '']) => (kind.test(name) ? [name] : [])).sort();

/** What the tests read of a manifest. */
type Manifest = {
  readonly source: { readonly files?: readonly string[]; readonly locales: readonly string[] };
  readonly initialPermissions: Readonly<Record<string, object>>;
};

const readManifest = (name: string): Manifest =>
  JSON.parse(readFileSync(join(root, 'packages/snap', name), 'utf8')) as Manifest;

const open = readManifest('snap.manifest.json');
const added = readManifest('snap.manifest.full.json');

describe('what a real wallet lets the Snap do', () => {
  const uses = readUses();
  const initialPermissions = { ...open.initialPermissions, ...added.initialPermissions };

  it('is all that its code asks for: no method is refused with 4100, no insight is missing, nothing is asked for nothing', () => {
    const needed = Object.fromEntries(neededFor(uses));
    // Which jobs there are is the code's own business.
    const cronjob = initialPermissions['endowment:cronjob'] ?? {};
    expect(initialPermissions).toEqual({ ...needed, 'endowment:cronjob': cronjob });
  });

  it('is in the open variant what no wallet wants a review for, and in the full one the rest', () => {
    const needed = [...neededFor(uses).keys()];
    expect(Object.keys(open.initialPermissions).sort()).toEqual(
      needed.filter((name) => withoutReview.includes(name)).sort(),
    );
    expect(Object.keys(added.initialPermissions).sort()).toEqual(
      needed.filter((name) => !withoutReview.includes(name)).sort(),
    );
  });

  it('is being woken for jobs that the code has', async () => {
    const { jobs = [] } = (initialPermissions['endowment:cronjob'] ?? {}) as {
      jobs?: readonly { request: { method: string } }[];
    };
    for (const { request } of jobs) {
      const outcome: unknown = await runJob(refusingWallet, request.method, {}).catch((error: unknown) => error);
      expect(outcome).not.toBeInstanceOf(UnknownMethodError);
    }
  });

  it('is reading the texts of each language', () => {
    const written = snapLanguages
      .filter((language) => !isBundled(language))
      .map((language) => `texts/${language}.json`);
    expect(open.source.files ?? []).toEqual(written);
    // A merge adds lists together.
    expect(added.source).toEqual({ shasum: expect.any(String) as unknown });
  });

  it('is read off the sources as it is', () => {
    // Otherwise a search that finds nothing would call everything fine.
    expect([...uses.handlers].sort()).toEqual(Object.keys(ofHandlers).sort());
    expect([...uses.globals].sort()).toEqual(['ethereum', 'fetch']);
    expect([...uses.methods]).toEqual(expect.arrayContaining(['snap_dialog', 'snap_getState', 'snap_setState']));
  });

  describe('is told in docs/security.md', () => {
    const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
    const told = readTold(page);

    it('permission by permission, with its caveats', () => {
      expect(Object.keys(told).sort()).toEqual(Object.keys(initialPermissions).sort());
      for (const [name, caveats] of Object.entries(initialPermissions)) {
        const { caveats: toldCaveats = '', where, why = '', worst = '' } = told[name] ?? {};
        expect(where).toBe(withoutReview.includes(name) ? 'both' : 'full');
        for (const [caveat, isOn] of Object.entries(caveats)) {
          expect(toldCaveats).toContain(isOn === false ? `not \`${caveat}\`` : `\`${caveat}\``);
        }
        expect(namesIn(toldCaveats, /./u)).toEqual(Object.keys(caveats).sort());
        expect(why).toMatch(/\w{3}/u);
        expect(worst).toMatch(/\w{3}/u);
      }
    });

    it("method by method of the wallet's node: each that the code calls, and no other", () => {
      const named = [...uses.methods].filter((method) => !method.startsWith('snap_') && !(method in ofMethods));
      // What is not called any more is no exception either.
      expect(named).toEqual(expect.arrayContaining(Object.keys(uncalled)));
      const called = named.filter((method) => !Object.hasOwn(uncalled, method)).sort();
      expect(namesIn(told['endowment:ethereum-provider']?.why ?? '', /_/u)).toEqual(called);
    });

    it("method by method of the wallet's session: each that the code calls, and no other", () => {
      const called = [...uses.methods].filter((method) => ofMethods[method] === 'endowment:multichain-provider');
      expect(namesIn(told['endowment:multichain-provider']?.why ?? '', /_/u)).toEqual(called.sort());
    });

    it('method by method of the wallet: each that the code calls, and no other', () => {
      const section = /^## Permissions$.*?^##/msu.exec(page)?.[0] ?? '';
      const called = [...uses.methods].filter((method) => method.startsWith('snap_'));
      const asked = Object.keys(initialPermissions).filter((permission) => permission.startsWith('snap_'));
      expect([...new Set(namesIn(section, /^snap_/u))].sort()).toEqual([...new Set([...called, ...asked])].sort());
    });

    it('method by method of its own that pages may call: each, and no other', () => {
      expect(namesIn(told['endowment:rpc']?.why ?? '', /./u)).toEqual(Object.keys(methods).sort());
    });
  });
});

describe('the search for permissions', () => {
  it.each([
    ["snap.request({ method: 'snap_notify', params })", ['snap_notify']],
    ["const method = 'snap_getState'; send({ method });", ['snap_manageState']],
    ['ethereum.request({ method })', ['endowment:ethereum-provider']],
    ['const ask = { ethereum };', ['endowment:ethereum-provider']],
    ['void fetch(url)', ['endowment:network-access']],
    ['const get = async (url) => globalThis.fetch(url)', ['endowment:network-access']],
    ['new WebSocket(url)', ['endowment:network-access']],
    ['const run = (fetch) => fetch(url)', []],
    ['const name = network.ethereum.name', []],
    ["// snap.request({ method: 'snap_dialog' })", []],
    ['export const onSignature = () => null', ['endowment:signature-insight']],
    ['export { handle as onTransaction }', ['endowment:transaction-insight']],
    ["ask({ method: 'wallet_getSession' })", ['endowment:multichain-provider']],
    ["ask({ method: 'wallet_switchEthereumChain' })", []],
  ])('reads off %p that it needs %p', (source, permissions) => {
    expect([...neededFor(usesOf(source)).keys()]).toEqual(permissions);
  });

  it('finds the methods of a node however they are handed on', () => {
    const source = "void callNode(request, 'eth_accounts', []); const sign = `personal_sign`; // 'eth_call'";
    expect([...usesOf(source).methods]).toEqual(['eth_accounts', 'personal_sign']);
  });

  it('asks about a handler that it does not know', () => {
    expect(() => neededFor(usesOf('export const onNameLookup = () => null'))).toThrow('onNameLookup');
  });
});
