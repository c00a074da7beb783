import { shortAddress, avatarView, renderInterface, renderWithFooter } from './render/snap-view';
import { iconView } from './render/icons';
import { h } from './render/view';
import type { Children, View, ViewElement } from './render/view';
import type {
  AccountView,
  Approval,
  ConnectApproval,
  DialogApproval,
  HomeView,
  InsightView,
  InstallApproval,
  SignatureApproval,
  SwitchChainApproval,
  Toast,
  TransactionApproval,
  WalletState,
} from '../protocol';

/** What only this page knows: how the panel stands, and what came of its buttons. */
export type PanelUi = {
  isOpen: boolean;
  /** False while the server of the wallet does not answer. */
  isOnline: boolean;
  /** The transaction or message whose warning is shown for the second confirmation. */
  warnedOf: string | null;
  /** The account chosen in a connect approval. */
  chosenAccount: string | null;
  toasts: readonly (Toast & { id: number })[];
  controls: {
    isOpen: boolean;
    running: string | null;
    outcome: { tone: 'info' | 'error'; text: string } | null;
  };
};

export const controlCommands = [
  { id: 'reward', label: 'Pay a reward: 0.1 ETH', body: { command: 'report', reward: '100000000000000000' } },
  { id: 'penalty', label: 'Penalty: 0.05 ETH', body: { command: 'report', reward: '-50000000000000000' } },
  { id: 'return-eth', label: 'Return ETH for exits', body: { command: 'return-eth' } },
  { id: 'harvest', label: 'Harvest', body: { command: 'harvest' } },
  { id: 'advance-time', label: 'One day later', body: { command: 'advance-time', seconds: 86400 } },
] as const;

const siteName = (origin: string): string => origin.replace(/^https?:\/\//u, '');

// ------------------------------------------------------------------------------------------------------- pieces

function rowView(label: string, ...value: Children): ViewElement {
  return h(
    'div',
    { class: 'row row-default' },
    h('div', { class: 'row-label' }, label),
    h('div', { class: 'row-value' }, ...value),
  );
}

function bannerView(tone: 'info' | 'warning' | 'danger', title: string, ...more: Children): ViewElement {
  const icon = { info: 'info', warning: 'warning', danger: 'danger' }[tone];
  return h(
    'div',
    { class: `banner banner-${tone}`, role: tone === 'info' ? 'note' : 'alert' },
    iconView(icon, 'icon banner-icon'),
    h('div', { class: 'banner-main' }, h('p', { class: 'banner-title' }, title), ...more),
  );
}

function accountLine(account: AccountView): ViewElement {
  return h(
    'span',
    { class: 'account' },
    avatarView(account.address, 'md'),
    h(
      'span',
      { class: 'account-names' },
      h('span', { class: 'account-label' }, account.label),
      h(
        'span',
        { class: 'account-facts' },
        h('span', { class: 'mono', title: account.address }, shortAddress(account.address)),
        h('span', {}, account.balance ?? ''),
      ),
    ),
  );
}

function addressLine(state: WalletState, address: string): ViewElement {
  const known = state.accounts.find((account) => account.address.toLowerCase() === address.toLowerCase());
  return h(
    'span',
    { class: 'address', title: address },
    avatarView(address),
    h('span', { class: known ? '' : 'mono' }, known ? known.label : shortAddress(address)),
  );
}

type Buttons = { approve?: string | undefined; refuse?: string | undefined; isDanger?: boolean; isBusy?: boolean };

function actionsView(approval: Approval, { approve, refuse, isDanger, isBusy }: Buttons): ViewElement {
  return h(
    'div',
    { class: 'actions' },
    refuse === undefined
      ? null
      : h(
          'button',
          {
            type: 'button',
            class: 'button',
            'data-do': 'refuse',
            'data-id': approval.id,
            'data-testid': 'dev-wallet-refuse',
          },
          refuse,
        ),
    approve === undefined
      ? null
      : h(
          'button',
          {
            type: 'button',
            class: isDanger ? 'button button-danger' : 'button button-primary',
            'data-do': 'approve',
            'data-id': approval.id,
            'data-testid': 'dev-wallet-approve',
            disabled: isBusy,
            'aria-busy': isBusy ? 'true' : undefined,
          },
          approve,
        ),
  );
}

type ApprovalContent = { title: string; from: string; body: Children; actions: View };

// ---------------------------------------------------------------------------------------------------- approvals

function connectContent(approval: ConnectApproval, state: WalletState, ui: PanelUi): ApprovalContent {
  const chosen = ui.chosenAccount ?? state.selected;
  return {
    title: 'Connect an account',
    from: siteName(approval.requester),
    body: [
      h('p', { class: 'lead' }, 'It will see the address and balance of this account, and may propose transactions.'),
      h(
        'div',
        { class: 'choices', role: 'radiogroup', 'aria-label': 'Account to connect' },
        ...state.accounts.map((account) =>
          h(
            'label',
            { class: 'choice' },
            h('input', {
              type: 'radio',
              name: `account-${approval.id}`,
              value: account.address,
              checked: account.address === chosen,
              'data-do': 'choose-account',
            }),
            accountLine(account),
          ),
        ),
      ),
    ],
    actions: actionsView(approval, { approve: 'Connect', refuse: 'Refuse' }),
  };
}

function installContent(approval: InstallApproval): ApprovalContent {
  return {
    title: `${approval.isUpdate ? 'Update' : 'Install'} ${approval.snapName}`,
    from: siteName(approval.origin),
    body: [
      approval.description === '' ? null : h('p', { class: 'lead' }, approval.description),
      h('h3', { class: 'subtitle' }, 'It asks to be allowed to'),
      h(
        'ul',
        { class: 'permissions' },
        ...approval.permissions.map(({ text }) => h('li', {}, iconView('check'), h('span', {}, text))),
      ),
      rowView('Version', approval.version),
      rowView('From', h('span', { class: 'mono breaking' }, approval.snapId)),
    ],
    actions: actionsView(approval, { approve: approval.isUpdate ? 'Update' : 'Install', refuse: 'Refuse' }),
  };
}

function dialogContent(approval: DialogApproval): ApprovalContent {
  const { dialogType, shown, snapName } = approval;
  const isCustom = dialogType === 'custom';
  const { body, footer } = isCustom ? renderWithFooter(shown) : { body: renderInterface(shown), footer: [] };
  const prompt =
    dialogType === 'prompt'
      ? h('input', {
          class: 'input',
          type: 'text',
          value: '',
          placeholder: approval.placeholder,
          'aria-label': approval.placeholder ?? 'Your answer',
          'data-do': 'prompt',
          'data-testid': 'dev-wallet-prompt',
          autocomplete: 'off',
        })
      : null;
  const buttons: Record<DialogApproval['dialogType'], Buttons> = {
    alert: { approve: 'OK' },
    confirmation: { approve: 'Approve', refuse: 'Refuse' },
    prompt: { approve: 'Submit', refuse: 'Cancel' },
    // The Snap closes these itself, by its own buttons; with fewer than two, ours complete them.
    custom: footer.length === 0 ? { approve: 'OK', refuse: 'Cancel' } : footer.length === 1 ? { refuse: 'Cancel' } : {},
  };
  const own = actionsView(approval, buttons[dialogType]);
  return {
    title: snapName,
    from: 'installed Snap',
    body: [body, prompt],
    actions: footer.length === 0 ? own : { ...own, children: [...own.children, ...footer] },
  };
}

function insightViews(insight: InsightView, what: 'transaction' | 'message'): Children {
  switch (insight.status) {
    case 'none':
      return [];
    case 'pending':
      return [
        h(
          'section',
          { class: 'insight', 'data-testid': 'dev-wallet-insight', 'aria-busy': 'true' },
          h('h3', { class: 'insight-title' }, `${insight.snapName} is looking at this`),
          h('span', { class: 'skeleton', style: 'width:80%;height:1em' }),
          h('span', { class: 'skeleton', style: 'width:60%;height:1em' }),
        ),
      ];
    case 'failed':
      return [
        h(
          'section',
          { class: 'insight', 'data-testid': 'dev-wallet-insight' },
          bannerView(
            'warning',
            `${insight.snapName} could not explain this ${what}`,
            h('p', { class: 'text' }, insight.message),
          ),
        ),
      ];
    case 'ready':
      return [
        h(
          'section',
          { class: insight.critical ? 'insight insight-critical' : 'insight', 'data-testid': 'dev-wallet-insight' },
          h('h3', { class: 'insight-title' }, `${insight.snapName} says`),
          renderInterface(insight.shown),
        ),
      ];
  }
}

function transactionContent(approval: TransactionApproval, state: WalletState, ui: PanelUi): ApprovalContent {
  const { insight } = approval;
  if (ui.warnedOf === approval.id && insight.status === 'ready') {
    return {
      title: 'Stop and read this',
      from: `${insight.snapName} warns of this transaction`,
      body: [
        bannerView(
          'danger',
          'You may lose what you send',
          h('p', { class: 'text' }, 'Confirm only if you expect this.'),
        ),
        ...insightViews(insight, 'transaction'),
      ],
      actions: actionsView(approval, { approve: 'Confirm anyway', refuse: 'Refuse', isDanger: true }),
    };
  }
  const size = (approval.data.length - 2) / 2;
  return {
    title: 'Confirm a transaction',
    from: siteName(approval.origin),
    body: [
      ...approval.warnings.map((warning) => bannerView('warning', warning)),
      h(
        'div',
        { class: 'amount' },
        h('span', { class: 'amount-label' }, 'You send'),
        h('span', { class: 'amount-value', 'data-testid': 'dev-wallet-value' }, approval.value),
      ),
      ...insightViews(insight, 'transaction'),
      h(
        'div',
        { class: 'rows' },
        rowView('From', addressLine(state, approval.from.address)),
        rowView('To', approval.to === null ? 'A new contract' : addressLine(state, approval.to)),
        rowView('Network', approval.network.name),
        rowView(
          'Network fee',
          h(
            'span',
            { class: 'value' },
            h('span', { class: 'value-extra' }, `at most ${approval.highestFee}`),
            h('span', { class: 'value-main' }, `about ${approval.fee}`),
          ),
        ),
        rowView('Nonce', String(approval.nonce)),
      ),
      size === 0
        ? null
        : h(
            'details',
            { class: 'data' },
            h('summary', {}, `Data: ${size} ${size === 1 ? 'byte' : 'bytes'}, function ${approval.data.slice(0, 10)}`),
            h('p', { class: 'mono breaking' }, approval.data),
          ),
    ],
    actions: actionsView(approval, {
      approve: insight.status === 'pending' ? 'One moment…' : 'Confirm',
      refuse: 'Refuse',
      isDanger: insight.status === 'ready' && insight.critical,
      isBusy: insight.status === 'pending',
    }),
  };
}

function signatureContent(approval: SignatureApproval, state: WalletState, ui: PanelUi): ApprovalContent {
  const { insight, application, contract } = approval;
  if (ui.warnedOf === approval.id && insight.status === 'ready') {
    return {
      title: 'Stop and read this',
      from: `${insight.snapName} warns of this message`,
      body: [
        bannerView(
          'danger',
          'You may lose what this signature gives away',
          h('p', { class: 'text' }, 'Whoever holds it can use it, later as well. Sign only if you expect this.'),
        ),
        ...insightViews(insight, 'message'),
      ],
      actions: actionsView(approval, { approve: 'Sign anyway', refuse: 'Refuse', isDanger: true }),
    };
  }
  return {
    title: 'Sign a message',
    from: siteName(approval.origin),
    body: [
      ...insightViews(insight, 'message'),
      h(
        'div',
        { class: 'rows' },
        rowView('Signed by', addressLine(state, approval.from.address)),
        rowView('Network', approval.network.name),
        application === null ? null : rowView('For', application),
        contract === null ? null : rowView('Contract', addressLine(state, contract)),
        rowView('Kind', approval.primaryType),
      ),
      h(
        'details',
        { class: 'data', open: true },
        h('summary', {}, 'Message'),
        h('p', { class: 'mono breaking message', 'data-testid': 'dev-wallet-message' }, approval.message),
      ),
    ],
    actions: actionsView(approval, {
      approve: insight.status === 'pending' ? 'One moment…' : 'Sign',
      refuse: 'Refuse',
      isDanger: insight.status === 'ready' && insight.critical,
      isBusy: insight.status === 'pending',
    }),
  };
}

function switchContent(approval: SwitchChainApproval): ApprovalContent {
  return {
    title: 'Change the network',
    from: siteName(approval.origin),
    body: [
      h('p', { class: 'lead' }, 'The site asks you to change the network that you use with it.'),
      h(
        'div',
        { class: 'networks' },
        h('span', { class: 'network' }, approval.current.name),
        iconView('arrow-right'),
        h('span', { class: 'network' }, approval.wanted.name),
      ),
    ],
    actions: actionsView(approval, { approve: 'Change network', refuse: 'Refuse' }),
  };
}

function contentOf(approval: Approval, state: WalletState, ui: PanelUi): ApprovalContent {
  switch (approval.kind) {
    case 'connect':
      return connectContent(approval, state, ui);
    case 'install':
      return installContent(approval);
    case 'dialog':
      return dialogContent(approval);
    case 'transaction':
      return transactionContent(approval, state, ui);
    case 'signature':
      return signatureContent(approval, state, ui);
    case 'switch-chain':
      return switchContent(approval);
  }
}

/**
 * The question to answer now: the oldest one. A dialog that opens while another dialog, a transaction or a message is on
 * show belongs to a step of that, and goes before it.
 */
export function currentApproval(state: WalletState): Approval | undefined {
  const [oldest] = state.approvals;
  const takesSteps = oldest !== undefined && (oldest.kind === 'dialog' || 'insight' in oldest);
  const newestDialog = [...state.approvals].reverse().find(({ kind }) => kind === 'dialog');
  return takesSteps ? (newestDialog ?? oldest) : oldest;
}

function approvalView(approval: Approval, state: WalletState, ui: PanelUi): ViewElement {
  const { title, from, body, actions } = contentOf(approval, state, ui);
  const count = state.approvals.length;
  const titleId = `title-${approval.id}`;
  return h(
    'section',
    {
      class: 'approval',
      role: 'dialog',
      'aria-labelledby': titleId,
      tabindex: '-1',
      'data-kind': approval.kind,
      'data-testid': 'dev-wallet-approval',
      key: `${approval.id}${ui.warnedOf === approval.id ? '-warning' : ''}`,
    },
    h(
      'div',
      { class: 'approval-head' },
      count > 1 ? h('p', { class: 'count' }, `1 of ${count} questions`) : null,
      h('h2', { class: 'title', id: titleId }, title),
      h('p', { class: 'origin' }, from),
    ),
    h('div', { class: 'scroll' }, ...body),
    actions,
  );
}

// ----------------------------------------------------------------------------------------------------- overview

function homeView(home: HomeView, state: WalletState): ViewElement {
  const content: Children =
    home.status === 'loading'
      ? [h('span', { class: 'spinner', role: 'img', 'aria-label': 'Loading' })]
      : home.status === 'failed'
        ? [bannerView('warning', 'The page could not be opened', h('p', { class: 'text' }, home.message))]
        : [renderInterface(home.shown)];
  return h(
    'section',
    { class: 'home', 'data-testid': 'dev-wallet-home-page', 'aria-label': state.snap?.name, key: 'home' },
    h(
      'div',
      { class: 'home-head' },
      h(
        'button',
        { type: 'button', class: 'icon-button', 'data-do': 'close-home', 'aria-label': 'Back to the wallet' },
        iconView('arrow-left'),
      ),
      h('h2', { class: 'title' }, state.snap?.name ?? ''),
    ),
    h('div', { class: 'scroll' }, ...content),
  );
}

function controlsView({ controls }: PanelUi): ViewElement {
  return h(
    'details',
    { class: 'group controls', open: controls.isOpen, 'data-testid': 'dev-wallet-controls' },
    h('summary', {}, 'Chain controls'),
    h('p', { class: 'note' }, 'What the pool’s operator and its oracles do, on this local chain.'),
    h(
      'div',
      { class: 'control-buttons' },
      ...controlCommands.map(({ id, label }) =>
        h(
          'button',
          {
            type: 'button',
            class: 'button button-small',
            'data-do': 'control',
            'data-id': id,
            'data-testid': `dev-wallet-control-${id}`,
            disabled: controls.running !== null,
            'aria-busy': controls.running === id ? 'true' : undefined,
          },
          label,
        ),
      ),
    ),
    h(
      'p',
      {
        class: `outcome outcome-${controls.outcome?.tone ?? 'info'}`,
        role: 'status',
        'data-testid': 'dev-wallet-control-outcome',
      },
      controls.running === null ? (controls.outcome?.text ?? '') : 'Working…',
    ),
  );
}

function overviewView(state: WalletState, ui: PanelUi): ViewElement {
  const selected = state.accounts.find(({ address }) => address === state.selected);
  const isConnected = state.connected.length > 0;
  return h(
    'section',
    { class: 'overview', 'aria-label': 'Accounts and network', key: 'overview' },
    h(
      'div',
      { class: 'scroll' },
      h(
        'div',
        { class: 'group' },
        h('label', { class: 'field-label', for: 'account' }, 'Account'),
        h(
          'select',
          {
            id: 'account',
            class: 'input',
            'data-do': 'select-account',
            'data-testid': 'dev-wallet-account',
            value: state.selected,
          },
          ...state.accounts.map(({ address, label, balance }) =>
            h(
              'option',
              { value: address, selected: address === state.selected },
              balance === null ? label : `${label} · ${balance}`,
            ),
          ),
        ),
        h('p', { class: 'balance', 'data-testid': 'dev-wallet-balance' }, selected?.balance ?? '…'),
        h(
          'button',
          {
            type: 'button',
            class: 'copyable',
            'data-act': 'copy',
            'data-value': state.selected,
            title: 'Copy the address',
          },
          h('span', { class: 'mono' }, shortAddress(state.selected)),
          iconView('copy'),
        ),
      ),
      h(
        'div',
        { class: 'group' },
        h('label', { class: 'field-label', for: 'network' }, 'Network'),
        h(
          'select',
          {
            id: 'network',
            class: 'input',
            'data-do': 'select-network',
            'data-testid': 'dev-wallet-network',
            value: String(state.chainId),
          },
          ...state.networks.map(({ chainId, name }) =>
            h('option', { value: String(chainId), selected: chainId === state.chainId }, `${name} (${chainId})`),
          ),
        ),
      ),
      h(
        'div',
        { class: 'group group-line' },
        h('span', { class: isConnected ? 'dot dot-on' : 'dot' }),
        h('span', { class: 'grow' }, isConnected ? 'Connected to this site' : 'Not connected to this site'),
        isConnected
          ? h(
              'button',
              {
                type: 'button',
                class: 'button button-small',
                'data-do': 'disconnect',
                'data-testid': 'dev-wallet-disconnect',
              },
              'Disconnect',
            )
          : null,
      ),
      state.snap
        ? h(
            'div',
            { class: 'group group-line' },
            h(
              'span',
              { class: 'grow' },
              h('span', { class: 'account-label' }, state.snap.name),
              h('span', { class: 'note' }, `Snap, version ${state.snap.version}`),
            ),
            state.snap.hasHomePage
              ? h(
                  'button',
                  {
                    type: 'button',
                    class: 'button button-small',
                    'data-do': 'open-home',
                    'data-testid': 'dev-wallet-home',
                  },
                  'Open its page',
                )
              : null,
          )
        : h('p', { class: 'note group' }, 'No Snap is installed yet: the site asks for it.'),
      state.operatorUrl === null ? null : controlsView(ui),
    ),
  );
}

// -------------------------------------------------------------------------------------------------------- panel

function mark(): ViewElement {
  return h(
    'svg',
    { class: 'mark', viewBox: '0 0 32 32', 'aria-hidden': 'true' },
    h('rect', { x: 1, y: 1, width: 30, height: 30, rx: 8, fill: 'var(--mark)' }),
    h('path', { d: 'M9 12h14v10H9z M9 12l10-3v3 M18 17h5', fill: 'none', stroke: '#fff', 'stroke-width': 2 }),
  );
}

/** The whole wallet as it stands on the page: folded to a button, or open as a panel. */
export function renderWallet(state: WalletState | null, ui: PanelUi): View[] {
  const approval = state ? currentApproval(state) : undefined;
  const waiting = state?.approvals.length ?? 0;
  const toasts = h(
    'div',
    { class: 'toasts', role: 'status', 'aria-live': 'polite' },
    ...ui.toasts.map(({ id, title, message, tone }) =>
      h(
        'div',
        { class: `toast toast-${tone}`, 'data-testid': 'dev-wallet-toast', key: String(id) },
        h('div', { class: 'grow' }, h('p', { class: 'banner-title' }, title), h('p', { class: 'text' }, message)),
        h(
          'button',
          {
            type: 'button',
            class: 'icon-button',
            'data-do': 'close-toast',
            'data-id': String(id),
            'aria-label': 'Close',
          },
          iconView('close'),
        ),
      ),
    ),
  );
  if (!ui.isOpen) {
    const label = waiting > 0 ? `Open the development wallet: ${waiting} waiting` : 'Open the development wallet';
    return [
      h(
        'button',
        {
          type: 'button',
          class: 'launcher',
          'data-do': 'open',
          'data-testid': 'dev-wallet-open',
          'aria-label': label,
          key: 'launcher',
        },
        mark(),
        h('span', { class: 'launcher-text' }, 'Dev wallet'),
        waiting > 0 ? h('span', { class: 'badge' }, String(waiting)) : null,
      ),
      toasts,
    ];
  }
  const content: Children =
    state === null
      ? [h('p', { class: 'note offline' }, 'Waiting for the wallet…')]
      : approval
        ? [approvalView(approval, state, ui)]
        : [state.home ? homeView(state.home, state) : overviewView(state, ui)];
  return [
    h(
      'aside',
      { class: 'panel', 'data-testid': 'dev-wallet', 'aria-label': 'Development wallet', key: 'panel' },
      h(
        'header',
        { class: 'head' },
        mark(),
        h(
          'div',
          { class: 'grow' },
          h('p', { class: 'name' }, 'Development wallet'),
          h('p', { class: 'claim' }, 'Test money only'),
        ),
        h(
          'button',
          {
            type: 'button',
            class: 'icon-button',
            'data-do': 'fold',
            'data-testid': 'dev-wallet-fold',
            'aria-label': 'Fold the wallet away',
          },
          iconView('minus'),
        ),
      ),
      ui.isOnline
        ? null
        : h('p', { class: 'offline', role: 'alert' }, 'The devnet does not answer. Is it still running?'),
      ...content,
    ),
    toasts,
  ];
}
