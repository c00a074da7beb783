import {
  Box,
  Button,
  Checkbox,
  Divider,
  Dropdown,
  Field,
  Form,
  Heading,
  Input,
  Option,
  Section,
  Text,
  type GenericSnapElement,
  type JSXElement,
} from '@metamask/snaps-sdk/jsx';
import { isSameAddress, snapshotServers, type Address, type Network } from '@pooled-staking/core';
import { nameOf } from '@pooled-staking/texts';
import { snapLanguages, type SnapKey, type SnapTranslate, type SnapTranslator } from '@pooled-staking/texts/snap';
import { AddressRow } from '../ui/parts';
import {
  currencies,
  isVoteKind,
  noticeKinds,
  type NoticeKind,
  type Settings,
  type WatchedAccount,
} from '../wallet/settings';
import {
  asInWallet,
  caip2Of,
  gatewaysField,
  networksOf,
  nodeField,
  serverField,
  voteServers,
  type Faults,
} from './read-form';

/** The forms, and the buttons that are no form's. */
export const forms = { account: 'account', rename: 'rename', choices: 'choices' } as const;
export const buttons = {
  mine: 'mine',
  notMine: 'not-mine',
  rename: 'rename',
  remove: 'remove',
  clear: 'clear',
} as const;

/** Goes back to where the settings were opened from, or out of a form. */
export const backButton = 'back';

/** What came of something, said beside the button for it. */
export type Note = { readonly at: 'account' | 'choices' | 'clear'; readonly said: 'saved' | 'cleared' | 'failed' };

export type SettingsProps = {
  readonly settings: Settings;
  readonly texts: SnapTranslator;
  /** False without access to servers: then there are no own nodes and gateways to choose. */
  readonly canFetch: boolean;
  /** Here or in the wallet's own settings. */
  readonly showsTestnets: boolean;
  readonly isInHome: boolean;
  /** Account whose name is being changed. */
  readonly renaming: Address | null;
  readonly faults: Faults;
  readonly note: Note | null;
  /** Forms that show what is stored; the others keep what was typed. */
  readonly fresh: readonly string[];
};

const noticeTexts: Readonly<Record<NoticeKind, SnapKey>> = {
  claimable: 'settings.notices.claimable',
  partly: 'settings.notices.partly',
  penalty: 'settings.notices.penalty',
  fee: 'settings.notices.fee',
  blocked: 'settings.notices.blocked',
  upgraded: 'settings.notices.upgraded',
  summary: 'settings.notices.summary',
  proposalOpens: 'settings.notices.proposalOpens',
  proposalCloses: 'settings.notices.proposalCloses',
};

const noteTexts = { saved: 'settings.saved', cleared: 'settings.clearDone', failed: 'settings.notSaved' } as const;

function NoteText({ note, at, t }: { note: Note | null; at: Note['at']; t: SnapTranslate }): GenericSnapElement[] {
  return note?.at === at
    ? [<Text color={note.said === 'failed' ? 'error' : 'success'}>{t(noteTexts[note.said])}</Text>]
    : [];
}

const Title = ({ text }: { text: string }): JSXElement => <Text fontWeight="medium">{text}</Text>;

function TextField(props: {
  name: string;
  label: string;
  /** What is stored, where the field shows that. */
  stored: string | undefined;
  placeholder?: string;
  faults: Faults;
  t: SnapTranslate;
}): JSXElement {
  const { name, label, stored, placeholder = '', faults, t } = props;
  const fault = faults[name]?.(t);
  const value = stored === undefined ? {} : { value: stored };
  return (
    <Field label={label} {...(fault === undefined ? {} : { error: fault })}>
      <Input name={name} placeholder={placeholder} {...value} />
    </Field>
  );
}

function AccountSection({ account, t }: { account: WatchedAccount; t: SnapTranslate }): JSXElement {
  const { address, name, isOwn } = account;
  const button = (kind: keyof typeof buttons, text: string): GenericSnapElement => (
    <Button name={`${buttons[kind]}:${address}`} size="sm">
      {text}
    </Button>
  );
  return (
    <Section>
      <AddressRow label={name || t('account')} address={address} />
      {isOwn ? <Text color="success">{t('settings.accountYours')}</Text> : null}
      <Box direction="horizontal">
        {isOwn ? button('notMine', t('settings.accountNotMine')) : button('mine', t('settings.accountMine'))}
        {button('rename', t('settings.accountRename'))}
        {button('remove', t('settings.accountRemove'))}
      </Box>
    </Section>
  );
}

/** The form that watches one more account, or gives one another name. */
function AccountForm({ renaming, faults, fresh, t }: SettingsProps & { t: SnapTranslate }): GenericSnapElement[] {
  const name = renaming ? forms.rename : forms.account;
  const empty = fresh.includes(name) ? '' : undefined;
  const nameField = <TextField name="name" label={t('settings.accountName')} stored={empty} faults={faults} t={t} />;
  return renaming
    ? [
        <Form name={name}>
          <AddressRow label={t('settings.accountAddress')} address={renaming} />
          {nameField}
          <Button name="submit-name" type="submit">
            {t('settings.save')}
          </Button>
        </Form>,
        <Button name={backButton}>{t('home.back')}</Button>,
      ]
    : [
        <Title text={t('settings.watch')} />,
        <Form name={name}>
          <TextField name="address" label={t('settings.accountAddress')} stored={empty} faults={faults} t={t} />
          {nameField}
          <Button name="submit-account" type="submit">
            {t('settings.accountAdd')}
          </Button>
        </Form>,
      ];
}

function Choice(props: {
  name: string;
  label: string;
  stored: string | null | undefined;
  ofWallet: string;
  options: readonly (readonly [value: string, text: string])[];
}): JSXElement {
  const { name, label, stored, ofWallet, options } = props;
  const value = stored === undefined ? {} : { value: stored ?? asInWallet };
  return (
    <Field label={label}>
      <Dropdown name={name} {...value}>
        <Option value={asInWallet}>{ofWallet}</Option>
        {options.map(([each, text]) => (
          <Option value={each}>{text}</Option>
        ))}
      </Dropdown>
    </Field>
  );
}

/** Where reports of a network's pools come from; networks whose pools have none know no such servers. */
function GatewaysField(props: {
  network: Network;
  /** What is stored, where the field shows that. */
  stored: string | undefined;
  faults: Faults;
  t: SnapTranslate;
}): GenericSnapElement[] {
  const { network, stored, faults, t } = props;
  return [
    <TextField
      name={gatewaysField(network)}
      label={t('settings.gateway', { network: network.name })}
      stored={stored}
      placeholder={network.rewardsGateways[0] ?? ''}
      faults={faults}
      t={t}
    />,
    <Text color="alternative" size="sm">
      {t('settings.gatewayText')}
    </Text>,
  ];
}

function ChoicesForm({ settings, texts, canFetch, showsTestnets, faults, fresh, note }: SettingsProps): JSXElement {
  const { t, locale } = texts;
  const isFresh = fresh.includes(forms.choices);
  const storedGateways = (network: Network): string | undefined =>
    isFresh ? (settings.rewardsGateways[caip2Of(network)] ?? []).join(' ') : undefined;
  const checkbox = (name: string, label: string, isOn: boolean): JSXElement => (
    <Checkbox name={name} label={label} variant="toggle" {...(isFresh ? { checked: isOn } : {})} />
  );
  return (
    <Form name={forms.choices}>
      <Title text={t('settings.notices')} />
      {noticeKinds
        .filter((kind) => canFetch || !isVoteKind(kind))
        .map((kind) => checkbox(kind, t(noticeTexts[kind]), settings.notices[kind]))}
      {canFetch ? (
        <Text color="alternative" size="sm">
          {t('settings.noticesVotes')}
        </Text>
      ) : null}
      <Divider />
      <Choice
        name="currency"
        label={t('settings.currency')}
        stored={isFresh ? settings.currency : undefined}
        ofWallet={t('settings.currencyWallet')}
        options={currencies().map((each) => [each, nameOf('currency', each, locale)])}
      />
      <Choice
        name="language"
        label={t('settings.language')}
        stored={isFresh ? settings.language : undefined}
        ofWallet={t('settings.languageWallet')}
        options={snapLanguages.map((each) => [each, nameOf('language', each, each)])}
      />
      <Divider />
      <Title text={t('settings.networks')} />
      {checkbox('testnets', t('settings.testnets'), settings.showsTestnets)}
      {canFetch
        ? networksOf(showsTestnets).flatMap((network) => [
            <TextField
              name={nodeField(network)}
              label={t('settings.node', { network: network.name })}
              stored={isFresh ? (settings.nodes[caip2Of(network)] ?? '') : undefined}
              faults={faults}
              t={t}
            />,
            <Text color="alternative" size="sm">
              {t('settings.nodeText')}
            </Text>,
            ...(network.rewardsGateways.length > 0
              ? GatewaysField({ network, stored: storedGateways(network), faults, t })
              : []),
          ])
        : null}
      {canFetch
        ? [
            <Divider />,
            <Title text={t('settings.votes')} />,
            ...voteServers.map((server) => (
              <TextField
                name={serverField(server)}
                label={t(server === 'hub' ? 'settings.hub' : 'settings.sequencer')}
                stored={isFresh ? (settings.governance[server] ?? '') : undefined}
                placeholder={snapshotServers[server]}
                faults={faults}
                t={t}
              />
            )),
            <Text color="alternative" size="sm">
              {t('settings.votesText')}
            </Text>,
          ]
        : null}
      {NoteText({ note, at: 'choices', t })}
      <Button name="submit-choices" type="submit">
        {t('settings.save')}
      </Button>
    </Form>
  );
}

/** Everything that the person can choose, on the settings page and under the home page. */
export function SettingsView(props: SettingsProps): JSXElement {
  const { settings, texts, isInHome, renaming, note } = props;
  const { t } = texts;
  const { accounts } = settings;
  const isThere = renaming !== null && accounts.some(({ address }) => isSameAddress(address, renaming));
  const given = { ...props, t, renaming: isThere ? renaming : null };
  return (
    <Box>
      {isInHome && !isThere ? <Button name={backButton}>{t('home.back')}</Button> : null}
      <Heading>{t('settings.title')}</Heading>
      <Title text={t('settings.accounts')} />
      {isThere ? (
        AccountForm(given)
      ) : (
        <Box>
          <Text color="alternative">{t(accounts.length > 0 ? 'settings.accountsText' : 'settings.accountsNone')}</Text>
          {accounts.map((account) => (
            <AccountSection account={account} t={t} />
          ))}
          {AccountForm(given)}
          {NoteText({ note, at: 'account', t })}
          <Divider />
          <ChoicesForm {...props} />
          <Divider />
          <Text color="alternative">{t('settings.clearText')}</Text>
          {NoteText({ note, at: 'clear', t })}
          <Button name={buttons.clear} variant="destructive">
            {t('settings.clear')}
          </Button>
        </Box>
      )}
    </Box>
  );
}

/** Asks whether an account is the person's own: the address stands in full. */
export function MineDialog({ account, t }: { account: WatchedAccount; t: SnapTranslate }): JSXElement {
  return (
    <Box>
      <Heading>{t('settings.accountMineAsk')}</Heading>
      <AddressRow label={account.name || t('account')} address={account.address} />
      <Text>{t('settings.accountMineText')}</Text>
    </Box>
  );
}

/** Asks before everything is deleted. */
export function ClearDialog({ t }: { t: SnapTranslate }): JSXElement {
  return (
    <Box>
      <Heading>{t('settings.clearAsk')}</Heading>
      <Text>{t('settings.clearText')}</Text>
    </Box>
  );
}
