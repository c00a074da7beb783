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

export type NetworkView = { chainId: number; name: string };

export type AccountView = {
  address: string;
  label: string;
  /** ETH as a person reads it; null while unknown. */
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

export type TransactionApproval = ApprovalBase & {
  kind: 'transaction';
  network: NetworkView;
  from: AccountView;
  /** Null: the transaction creates a contract. */
  to: string | null;
  /** ETH as a person reads it. */
  value: string;
  fee: string;
  highestFee: string;
  nonce: number;
  data: string;
  /** Words that go before everything else: expected to fail, not enough ETH. */
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

/** A question that only a person answers. */
export type Approval =
  ConnectApproval | InstallApproval | DialogApproval | TransactionApproval | SignatureApproval | SwitchChainApproval;

export type ApprovalKind = Approval['kind'];

export type SnapView = {
  id: string;
  name: string;
  version: string;
  hasHomePage: boolean;
};

export type HomeView =
  { status: 'loading' } | { status: 'failed'; message: string } | { status: 'ready'; shown: SnapInterfaceView };

/** Everything that the panel shows and the provider answers from, sent whole at each change. */
export type WalletState = {
  accounts: readonly AccountView[];
  selected: string;
  /** Accounts that the site may see, in the order in which `eth_accounts` gives them. */
  connected: readonly string[];
  chainId: number;
  networks: readonly NetworkView[];
  snap: SnapView | null;
  home: HomeView | null;
  approvals: readonly Approval[];
  operatorUrl: string | null;
};

export type Toast = { title: string; message: string; tone: 'info' | 'error' };

/** What a person does with a field or button of a Snap's interface. */
export type InterfaceAction =
  | { kind: 'click'; name: string }
  | { kind: 'type'; name: string; value: string }
  | { kind: 'choose'; component: 'Dropdown' | 'RadioGroup' | 'Selector'; name: string; value: string }
  | { kind: 'pick-date'; name: string; value: string };

export type Answer = {
  approved: boolean;
  /** The account chosen in a connect approval. */
  account?: string | undefined;
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
  | { command: 'open-home' }
  | { command: 'close-home' }
  | { command: 'disconnect' }
  | { command: 'refresh' };

export type PanelReply = { ok: true } | { ok: false; error: { message: string } };

export type RpcRequest = { method: string; params?: unknown };

export type RpcError = { code: number; message: string; data?: unknown };

export type RpcReply = { result: unknown } | { error: RpcError };

/** Names of the server-sent events of `GET /dev-wallet/events`. */
export const serverEvents = { state: 'state', toast: 'toast' } as const;

/** A network of the wallet's own, so that one can be on a network that has no pool. */
export const emptyNetwork: NetworkView = { chainId: 424242, name: 'Empty test network' };
