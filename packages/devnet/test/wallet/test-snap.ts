import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The code of a small Snap for the tests of the wallet: CommonJS, as a bundler would write it. It opens every kind of
 * dialog, reads the chain, keeps state, explains transactions and messages, works by the clock, and has a home page and
 * settings with every kind of field.
 */
const bundle = `
'use strict';
const el = (type, props) => ({ type, props: props || {}, key: null });
const text = (children) => el('Text', { children });
const dialog = (type, words) =>
  snap.request({ method: 'snap_dialog', params: { ...(type ? { type } : {}), content: el('Box', { children: [el('Heading', { children: 'A question' }), text(words)] }) } });

module.exports.onRpcRequest = async ({ origin, request }) => {
  const params = request.params || {};
  switch (request.method) {
    case 'origin':
      return origin;
    case 'ethereum':
      return ethereum.request(params);
    case 'fail':
      throw Object.assign(new Error('plain failure'), {});
    case 'dialog':
      return dialog(params.type, params.words);
    case 'prompt':
      return snap.request({ method: 'snap_dialog', params: { type: 'prompt', placeholder: 'Your name', content: text(params.words) } });
    case 'raw-dialog':
      return snap.request({ method: 'snap_dialog', params });
    case 'custom': {
      const id = await snap.request({
        method: 'snap_createInterface',
        params: {
          ui: el('Container', { children: [
            el('Box', { children: [el('Form', { name: 'order', children: [el('Field', { label: 'Amount', children: el('Input', { name: 'amount' }) })] }), text('untouched')] }),
            el('Footer', { children: el('Button', { name: 'take', children: 'Take it' }) }),
          ] }),
          context: { kind: 'custom' },
        },
      });
      return snap.request({ method: 'snap_dialog', params: { id } });
    }
    case 'notify':
      return snap.request({ method: 'snap_notify', params: { type: 'inApp', message: params.words } });
    case 'get-state':
      return snap.request({ method: 'snap_getState', params: { encrypted: params.encrypted === true } });
    case 'set-state':
      return snap.request({ method: 'snap_setState', params: { key: params.key, value: params.value, encrypted: params.encrypted === true } });
    case 'greeted':
      return greeted;
    case 'ask':
      return snap.request(params);
    case 'infura':
      return ethereum.request({ method: 'metamask_getProviderState' });
    default:
      throw new Error('unknown method ' + request.method);
  }
};

module.exports.onTransaction = async ({ transaction, chainId, transactionOrigin }) => {
  if (transaction.data && transaction.data.startsWith('0xdead')) {
    throw new Error('insight broke');
  }
  if (!transaction.data || transaction.data === '0x') {
    return null;
  }
  const critical = transaction.data.startsWith('0xbad');
  return {
    content: el('Box', { children: [
      el('Heading', { children: 'What this does' }),
      text('chain ' + chainId + ' from ' + String(transactionOrigin)),
      text('fields ' + Object.keys(transaction).sort().join(' ')),
    ] }),
    ...(critical ? { severity: 'critical' } : {}),
  };
};

module.exports.onSignature = async ({ signature, signatureOrigin }) => {
  const { from, data, signatureMethod } = signature;
  const { action } = data.message;
  if (action === 'break') {
    throw new Error('insight broke');
  }
  if (action === 'nothing') {
    return null;
  }
  return {
    content: el('Box', { children: [
      el('Heading', { children: 'What this allows' }),
      text(signatureMethod + ' of ' + from + ' from ' + String(signatureOrigin)),
      text('types ' + Object.keys(data.types).sort().join(' ') + ', chain ' + data.domain.chainId),
    ] }),
    ...(action === 'steal' ? { severity: 'critical' } : {}),
  };
};

const homePage = (words) => el('Box', { children: [
  el('Heading', { children: 'Home' }),
  text(words),
  el('Form', { name: 'greeting', children: [
    el('Field', { label: 'Name', children: el('Input', { name: 'who', placeholder: 'Somebody' }) }),
    el('Button', { name: 'greet', type: 'submit', children: 'Greet' }),
  ] }),
  el('Checkbox', { name: 'loud', label: 'Loud' }),
  el('Dropdown', { name: 'colour', children: [el('Option', { value: 'red', children: 'Red' }), el('Option', { value: 'blue', children: 'Blue' })] }),
] });

module.exports.onHomePage = async () => {
  openHome = await snap.request({ method: 'snap_createInterface', params: { ui: homePage('Nobody greeted yet') } });
  return { id: openHome };
};

let greeted = null;
const lifecycle = (words) => async ({ origin }) => {
  greeted = origin;
  await snap.request({ method: 'snap_notify', params: { type: 'inApp', message: words } });
};
module.exports.onInstall = lifecycle('Installed and ready');
module.exports.onUpdate = lifecycle('Updated and ready');

const option = (value) => ({ value, children: value });
/** What was submitted last stays in sight: what is written right before reaches the Snap after it. */
let submitted = null;

const settingsPage = (words, notice) => el('Box', { children: [
  el('Heading', { children: 'Settings' }),
  text(words),
  ...(submitted === null || submitted === words ? [] : [text(submitted)]),
  el('Field', { label: 'Account', children: el('AccountSelector', { name: 'who', chainIds: ['eip155:1', 'eip155:31337'] }) }),
  ...['first', 'second'].map((name) => el('Form', { name, children: [
    ...(notice ? [el('Banner', { title: 'Careful', severity: 'info', children: text(notice) })] : []),
    el('Field', { label: 'Amount of the ' + name, children: el('Input', { name: 'amount' }) }),
    el('Button', { name: 'send-' + name, type: 'submit', children: 'Send the ' + name }),
  ] })),
  el('Field', { label: 'Span', children: el('RadioGroup', { name: 'span', children: ['day', 'week'].map((value) => el('Radio', option(value))) }) }),
  el('Field', { label: 'Pool', children: el('Selector', { name: 'pool', title: 'Pools', children: ['Lake', 'Pond'].map((value) =>
    el('SelectorOption', { value, children: el('Card', { title: value, value: '3 %' }) })) }) }),
  el('Field', { label: 'Day', children: el('DateTimePicker', { name: 'day', type: 'date' }) }),
  el('Field', { label: 'Moment', children: el('DateTimePicker', { name: 'moment', type: 'datetime' }) }),
  el('Field', { label: 'Hour', children: el('DateTimePicker', { name: 'hour', type: 'time' }) }),
  el('Button', { name: 'fill', children: 'Fill it in' }),
] });

module.exports.onSettingsPage = async () => {
  submitted = null;
  const ui = settingsPage('Nothing done yet');
  return { id: await snap.request({ method: 'snap_createInterface', params: { ui, context: { page: 'settings' } } }) };
};

let openHome = null;

/** What a person did on the settings page is shown there. */
const onSettings = async (id, event) => {
  if (event.name === 'fill') {
    const filled = el('Form', { name: 'first', children: [
      el('Field', { label: 'Amount of the first', children: el('Input', { name: 'amount', value: '7.5' }) }),
    ] });
    return snap.request({ method: 'snap_updateInterface', params: { id, ui: el('Box', { children: [text('Filled in'), filled] }) } });
  }
  if (event.type === 'FormSubmitEvent') {
    submitted = JSON.stringify(event);
  }
  const notice = event.name === 'amount' ? 'You typed ' + event.value : undefined;
  await snap.request({ method: 'snap_updateInterface', params: { id, ui: settingsPage(JSON.stringify(event), notice) } });
};

module.exports.onCronjob = async ({ request }) => {
  if (request.method === 'break') {
    throw new Error('the work broke');
  }
  const done = (await snap.request({ method: 'snap_getState', params: { key: 'done', encrypted: false } })) || [];
  await snap.request({ method: 'snap_setState', params: { key: 'done', value: [...done, { method: request.method, params: request.params || null }], encrypted: false } });
  if (openHome) {
    await snap.request({ method: 'snap_updateInterface', params: { id: openHome, ui: homePage('Work done: ' + request.method) } });
  }
};

module.exports.onUserInput = async ({ id, event, context }) => {
  if (context && context.page === 'settings') {
    return onSettings(id, event);
  }
  if (event.name === 'slow') {
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  if (event.type === 'FormSubmitEvent' && event.name === 'greeting') {
    await snap.request({ method: 'snap_updateInterface', params: { id, ui: homePage('Hello ' + event.value.who) } });
  }
  if (event.type === 'InputChangeEvent' && (event.name === 'loud' || event.name === 'colour')) {
    await snap.request({ method: 'snap_updateInterface', params: { id, ui: homePage(event.name + ' is ' + event.value) } });
  }
  if (event.type === 'ButtonClickEvent' && event.name === 'take') {
    const sure = await dialog('confirmation', 'Sure about it?');
    const state = await snap.request({ method: 'snap_getInterfaceState', params: { id } });
    await snap.request({ method: 'snap_resolveInterface', params: { id, value: { sure, amount: state.order.amount, kind: context.kind } } });
  }
};
`;

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="#2f6f4f"/></svg>\n';

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest();

/** JSON with sorted keys, in which form a Snap's manifest goes into its checksum. */
function stableJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(stableJson).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${stableJson(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

const basePermissions: Record<string, unknown> = {
  'endowment:cronjob': {
    jobs: [
      { expression: '0 0 1 1 *', request: { method: 'yearly', params: { deep: true } } },
      { duration: 'PT48H', request: { method: 'break' } },
    ],
  },
  'endowment:ethereum-provider': {},
  'endowment:lifecycle-hooks': {},
  'endowment:multichain-provider': {},
  'endowment:page-home': {},
  'endowment:page-settings': {},
  'endowment:rpc': { dapps: true },
  'endowment:signature-insight': { allowSignatureOrigin: true },
  'endowment:transaction-insight': { allowTransactionOrigin: true },
  snap_dialog: {},
  snap_getLocale: {},
  snap_getPreferences: {},
  snap_manageState: {},
  snap_notify: {},
};

function filesOf(version: string, permissions: Record<string, unknown>): Map<string, string> {
  const manifest = (shasum: Record<string, string>) => ({
    version,
    description: 'Says things for the tests of the wallet.',
    proposedName: 'Test Teller',
    source: {
      ...shasum,
      location: {
        npm: {
          filePath: 'dist/bundle.js',
          iconPath: 'images/icon.svg',
          packageName: 'test-teller',
          registry: 'https://registry.npmjs.org/',
        },
      },
    },
    initialPermissions: permissions,
    platformVersion: '11.1.1',
    manifestVersion: '0.1',
  });
  const checked = new Map([
    ['dist/bundle.js', bundle],
    ['images/icon.svg', icon],
    ['snap.manifest.json', stableJson(manifest({}))],
  ]);
  const paths = [...checked.keys()].sort();
  const shasum = sha256(Buffer.concat(paths.map((path) => sha256(checked.get(path) ?? '')))).toString('base64');
  return checked.set('snap.manifest.json', JSON.stringify(manifest({ shasum })));
}

export type TestSnap = {
  url: string;
  id: string;
  /** Serves another version from now on. */
  publish(version: string): void;
  stop(): Promise<void>;
};

/** Serves the test Snap on a free port; `leftOut` names permissions that it does not ask for. */
export async function serveTestSnap(leftOut: readonly string[] = []): Promise<TestSnap> {
  const permissions = Object.fromEntries(Object.entries(basePermissions).filter(([name]) => !leftOut.includes(name)));
  let files = filesOf('1.0.0', permissions);
  const server = createServer((request, response) => {
    const content = files.get((request.url ?? '').replace(/^\//u, ''));
    response.writeHead(content === undefined ? 404 : 200, { 'access-control-allow-origin': '*' });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    id: `local:${url}`,
    publish: (version) => {
      files = filesOf(version, permissions);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
