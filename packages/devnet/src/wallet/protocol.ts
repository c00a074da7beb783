/** What the wallet's server and its page say to each other: JSON over HTTP, under `/dev-wallet/`. */

/** One component of a Snap's user interface, as the Snaps JSX runtime makes it. */
export type SnapElement = {
  type: string;
  props: Readonly<Record<string, unknown>>;
  key?: string | number | null;
};

/** A user interface of the Snap that is on show: its components and what was put into its fields. */
export type SnapInterfaceView = {
  id: string;
  content: SnapElement;
  state: Readonly<Record<string, unknown>>;
};

export type NetworkView = {
  chainId: number;
  name: string;
  /** Of its own money. */
  symbol: string;
};

export type AccountView = {
  address: string;
  label: string;
  /** Of the network that the site uses, as a person reads it; null while unknown. */
  balance: string | null;
};

export type PermissionView = { name: string; text: string };

/** What the Snap says about a transaction or a message. */
export type InsightView =
  | { status: 'none' }
  | { status: 'pending'; snapName: string }
  | { status: 'ready'; snapName: string; critical: boolean; shown: SnapInterfaceView }
  | { status: 'failed'; snapName: string; message: string };

export type DialogType = 'alert' | 'confirmation' | 'prompt' | 'custom';

type ApprovalBase = { id: string; origin: string };

export type ConnectApproval = ApprovalBase & { kind: 'connect'; requester: string };

export type InstallApproval = ApprovalBase & {
  kind: 'install';
  snapId: string;
  snapName: string;
  description: string;
  version: string;
  permissions: readonly PermissionView[];
  isUpdate: boolean;
};

export type DialogApproval = ApprovalBase & {
  kind: 'dialog';
  snapName: string;
  dialogType: DialogType;
  placeholder: string | null;
  shown: SnapInterfaceView;
};

/** One of several calls that a transaction makes for its account. */
export type CallView = {
  /** Null: it creates a contract. */
  to: string | null;
  value: string;
  data: string;
};

export type TransactionApproval = ApprovalBase & {
  kind: 'transaction';
  network: NetworkView;
  from: AccountView;
  /** Null: the transaction creates a contract. */
  to: string | null;
  /** As a person reads it, in the network's own money. */
  value: string;
  fee: string;
  highestFee: string;
  nonce: number;
  data: string;
  /** What it does as a batch (EIP-5792), all of it or nothing; empty for any other transaction. */
  calls: readonly CallView[];
  /** The contract whose code acts for the account from then on (EIP-7702); null: the account stays as it is. */
  upgradesTo: string | null;
  /** Words that go before everything else: expected to fail, not enough money. */
  warnings: readonly string[];
  insight: InsightView;
};

export type SignatureApproval = ApprovalBase & {
  kind: 'signature';
  network: NetworkView;
  from: AccountView;
  /** Name of what is signed, by the page. */
  primaryType: string;
  /** Name and contract of who checks the signature, by the page; null: it names none. */
  application: string | null;
  contract: string | null;
  /** What is signed, as indented JSON. */
  message: string;
  insight: InsightView;
};

export type SwitchChainApproval = ApprovalBase & { kind: 'switch-chain'; current: NetworkView; wanted: NetworkView };

/** A network that the wallet does not have yet. */
export type AddChainApproval = ApprovalBase & {
  kind: 'add-chain';
  network: NetworkView;
  /** What the site calls it, and where it says that it is reached. */
  siteName: string;
  siteUrl: string;
};

/** A session of the Snap with the wallet: on which networks it may propose transactions, and of which accounts. */
export type SessionApproval = ApprovalBase & {
  kind: 'session';
  snapName: string;
  networks: readonly NetworkView[];
  /** Accounts that it asks for. */
  wanted: readonly string[];
};

/** A question that only a person answers. */
export type Approval =
  | ConnectApproval
  | InstallApproval
  | DialogApproval
  | TransactionApproval
  | SignatureApproval
  | SwitchChainApproval
  | AddChainApproval
  | SessionApproval;

export type ApprovalKind = Approval['kind'];

/** Something that the Snap does by the clock. */
export type WorkView = {
  id: string;
  /** Method of the request that the Snap gets. */
  method: string;
  /** Cron expression, duration or date, as the Snap gave it. */
  schedule: string;
  /** When it is due, ISO 8601. */
  next: string;
  /** True for a job of the manifest, which comes again; false for an event that the Snap scheduled. */
  isJob: boolean;
};

/** What the Snap's session lets it use. */
export type SessionView = { networks: readonly NetworkView[]; accounts: readonly string[] };

/** The pages that a Snap may have in a wallet. */
export type PageName = 'home' | 'settings';

export type SnapView = {
  id: string;
  name: string;
  version: string;
  pages: readonly PageName[];
  work: readonly WorkView[];
  session: SessionView | null;
};

export type PageView = { name: PageName } & (
  | { status: 'loading' }
  | { status: 'failed'; message: string }
  | { status: 'ready'; shown: SnapInterfaceView }
);

export type NotificationView = {
  id: string;
  /** Native ones are shown by the system, the others are kept in the wallet. */
  kind: 'native' | 'inApp';
  message: string;
  title: string | null;
  footerLink: { href: string; text: string } | null;
  /** What it shows when it is opened; null: it is the message alone. */
  shown: SnapInterfaceView | null;
  /** When it came, ISO 8601. */
  at: string;
  isRead: boolean;
};

/** What a person sets for the wallet as a whole. */
export type Preferences = {
  /** Language as MetaMask names it, such as `pt_BR`. */
  locale: string;
  /** Currency code, small letters. */
  currency: string;
  /** False: as an older wallet, which has no multichain sessions for Snaps. */
  offersSessions: boolean;
  /** False: as a wallet that lacks the networks which one has only once a site added them. */
  hasAddedNetworks: boolean;
  /** False: as a wallet whose person wants no smart accounts. One that is a smart account already stays one. */
  offersSmartAccounts: boolean;
};

/** Everything that the panel shows and the provider answers from, sent whole at each change. */
export type WalletState = {
  accounts: readonly AccountView[];
  selected: string;
  /** Accounts that the site may see, in the order in which `eth_accounts` gives them. */
  connected: readonly string[];
  chainId: number;
  networks: readonly NetworkView[];
  snap: SnapView | null;
  /** The Snap's page that is on show. */
  page: PageView | null;
  /** Newest first. */
  notifications: readonly NotificationView[];
  approvals: readonly Approval[];
  isLocked: boolean;
  /** Somebody waits for the wallet to be unlocked. */
  isUnlockAwaited: boolean;
  preferences: Preferences;
  operatorUrl: string | null;
};

export type Toast = { title: string; message: string; tone: 'info' | 'error' };

/**
 * What a person does with a field or button of a Snap's interface. `type` keeps what was typed and tells the Snap, `write`
 * only keeps it and `tell` only tells it; an account is chosen by its address; a date is ISO 8601, or empty.
 */
export type InterfaceAction = {
  name: string;
  /** The form that it belongs to; null: none; left out: the first of this name. */
  form?: string | null;
} & ({ kind: 'click' } | { kind: 'type' | 'write' | 'tell' | 'choose' | 'pick-date'; value: string });

export type Answer = {
  approved: boolean;
  /** The account chosen in a connect approval. */
  account?: string | undefined;
  /** The accounts chosen for a session. */
  accounts?: readonly string[] | undefined;
  /** What was written into a prompt. */
  value?: string | undefined;
  /** The second confirmation of a transaction or message that the Snap calls critical. */
  acknowledged?: boolean | undefined;
};

/** What the panel tells the server, `POST /dev-wallet/panel`. */
export type PanelCommand =
  | { command: 'answer'; id: string; answer: Answer }
  | { command: 'interface'; id: string; action: InterfaceAction }
  | { command: 'select-account'; address: string }
  | { command: 'select-network'; chainId: number }
  | { command: 'open-page'; page: PageName }
  | { command: 'close-page' }
  /** Null: all of them. */
  | { command: 'read-notification'; id: string | null }
  | { command: 'run-work'; id: string }
  | { command: 'end-session' }
  | { command: 'install-snap' }
  | { command: 'restart-snap' }
  | { command: 'lock' }
  | { command: 'unlock' }
  | { command: 'prefer'; preferences: Partial<Preferences> }
  /** The panel of a tab is open or folded away; `tab` is the name of its stream of events. */
  | { command: 'show'; tab: string; isOpen: boolean }
  | { command: 'disconnect' }
  | { command: 'refresh' };

export type PanelReply = { ok: true } | { ok: false; error: { message: string } };

export type RpcRequest = { method: string; params?: unknown };

export type RpcError = { code: number; message: string; data?: unknown };

export type RpcReply = { result: unknown } | { error: RpcError };

/** Names of the server-sent events of `GET /dev-wallet/events`. */
export const serverEvents = { state: 'state', toast: 'toast' } as const;

/** A network of the wallet's own, so that one can be on a network that has no pool. */
export const emptyNetwork: NetworkView = { chainId: 424242, name: 'Empty test network', symbol: 'ETH' };
