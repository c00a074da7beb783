import {
  Banner,
  Box,
  Button,
  Copyable,
  Section,
  Text,
  type GenericSnapElement,
  type JSXElement,
} from '@metamask/snaps-sdk/jsx';
import {
  formatEth,
  formatWait,
  isVault,
  ownStakedAssets,
  yearlyReward,
  type CallFacts,
  type ExitWait,
  type Facts,
  type Finding,
  type Insight,
  type Network,
  type Pool,
  type Severity,
  type StakingCall,
  type Unread,
} from '@pooled-staking/core';
import type { MessageKey, Translate } from '../i18n';
import { formatBasisPoints, formatPercent } from '../ui/format';
import { AmountRow, PlaceRows, TextRow } from '../ui/parts';
import { fiatText, type Voice } from '../ui/texts';
import { AddressRow, wordsOf } from './finding-view';

/** Name of the button that looks at the transaction again. */
export const checkAgainButton = 'check-again';

/** More calls than this are counted, not shown. */
const mostSteps = 8;

type Props = { readonly insight: Insight; readonly voice: Voice };

const yearDays = 365n;

/** What one call does, in a sentence. */
function stepText(call: StakingCall, amount: string | null, t: Translate): string {
  switch (call.kind) {
    case 'stake':
      return t(call.reportRoot === null ? 'doesStake' : 'doesStakeWithUpdate', { amount: amount ?? '' });
    case 'exit':
      return amount === null ? t('doesExitUnknown') : t('doesExit', { amount });
    case 'redeem':
      return amount === null ? t('doesRedeemUnknown') : t('doesRedeem', { amount });
    case 'claim':
      return amount === null ? t('doesClaimUnknown') : t('doesClaim', { amount });
    case 'update':
      return t('doesUpdate');
    case 'donation':
      return t('doesDonation', { amount: amount ?? formatEth(call.assets) });
    case 'os-token':
      return call.assets > 0n ? t('doesStakeForTokens', { amount: formatEth(call.assets) }) : t('doesTokens');
    case 'grant':
      return t(call.reach === 'exit-to-owner' ? 'doesGrantExit' : 'doesGrant');
    case 'truncated':
      return t('doesTruncated');
    default:
      return t('doesUnknown');
  }
}

function StepLines({ step, voice }: { step: CallFacts; voice: Voice }): GenericSnapElement[] {
  const { call, assets } = step;
  const worth = assets === null ? '' : fiatText(assets, voice);
  return [
    <Text>{stepText(call, assets === null ? null : formatEth(assets), voice.t)}</Text>,
    ...(worth === '' ? [] : [<Text color="alternative">{worth}</Text>]),
    ...(call.kind === 'unknown' ? [<Copyable value={call.selector} />] : []),
  ];
}

/** What the transaction does with one vault: in the words of pools for a pool, else only what it sends where. */
function Steps({ facts, voice }: { facts: Facts; voice: Voice }): GenericSnapElement[] {
  const { calls, concerns, subject } = facts;
  const { t } = voice;
  if (isVault(facts)) {
    return [
      ...calls.slice(0, mostSteps).flatMap((step) => StepLines({ step, voice })),
      ...(calls.length > mostSteps ? [<Text>{t('moreCalls', { count: `${calls.length - mostSteps}` })}</Text>] : []),
    ];
  }
  // The calls of one message share its ETH.
  const messages = new Map((subject ?? concerns).parts.map((part) => [part.message, part.value]));
  const value = [...messages.values()].reduce((sum, each) => sum + each, 0n);
  return [<Text>{value > 0n ? t('doesSend', { amount: formatEth(value) }) : t('doesCall')}</Text>];
}

type SubjectProps = { readonly facts: Facts; readonly findings: readonly Finding[]; readonly voice: Voice };

/** Who gets the stake or the ETH, each once. */
function ReceiverRows({ facts, findings, voice }: SubjectProps): GenericSnapElement[] {
  const others = findings.flatMap((finding) => (finding.id === 'receiver-is-another' ? finding.receivers : []));
  const receivers = facts.calls.flatMap(({ call }) =>
    'receiver' in call && call.receiver !== null ? [call.receiver] : [],
  );
  return isVault(facts)
    ? [...new Set(receivers)]
        .slice(0, mostSteps)
        .map((receiver) => (
          <AddressRow label={voice.t('receiver')} address={receiver} isCritical={others.includes(receiver)} />
        ))
    : [];
}

/** Where it happens; of a contract that is no known pool, only its address. */
function SubjectRows({ facts, t }: { facts: Facts; t: Translate }): GenericSnapElement[] {
  const { subject } = facts;
  if (!subject) {
    return [];
  }
  const { network, pool, address, account } = subject;
  const [poolRow, ...networkRows] = PlaceRows({ network, pool: pool ?? { name: t('registeredPool') }, t });
  return [
    ...(isVault(facts) && poolRow !== undefined ? [poolRow] : []),
    ...networkRows,
    // The findings about any other contract show its address themselves.
    ...(isVault(facts) || facts.standing === null ? [<AddressRow label={t('thisAddress')} address={address} />] : []),
    // A smart account that the signing account acts for: its stake is what moves.
    ...(account === facts.transaction.from ? [] : [<AddressRow label={t('forAccount')} address={account} />]),
  ];
}

const bannerSeverity: Readonly<Record<Severity, 'danger' | 'warning' | 'info'>> = {
  critical: 'danger',
  warning: 'warning',
  note: 'info',
};

const textColor: Readonly<Record<Severity, 'error' | 'warning' | 'default'>> = {
  critical: 'error',
  warning: 'warning',
  note: 'default',
};

/** The heaviest finding, on top of everything. */
function Heaviest({ finding, voice }: { finding: Finding; voice: Voice }): GenericSnapElement[] {
  const { title, texts, details } = wordsOf(finding, voice);
  return [
    <Banner title={title} severity={bannerSeverity[finding.severity]}>
      {texts.map((text) => (
        <Text>{text}</Text>
      ))}
    </Banner>,
    ...(details.length > 0 ? [<Section>{details}</Section>] : []),
  ];
}

/** All other findings, one below the other. */
function Others({ findings, voice }: { findings: readonly Finding[]; voice: Voice }): GenericSnapElement[] {
  return findings.map((finding) => {
    const { title, texts, details } = wordsOf(finding, voice);
    return (
      <Section>
        <Text fontWeight="medium" color={textColor[finding.severity]}>
          {title}
        </Text>
        {texts.map((text) => (
          <Text>{text}</Text>
        ))}
        {details}
      </Section>
    );
  });
}

/** What the stake earns and costs, as far as it is known. */
function MoneyRows({ insight, voice }: Props): GenericSnapElement[] {
  const { apr, fee, vault } = insight.facts;
  const { t } = voice;
  // What is staked for another account earns the person nothing.
  const staked = ownStakedAssets(insight.facts);
  const yearly = apr && staked > 0n ? yearlyReward(staked, apr.rate) : null;
  const days = fee && yearly !== null && yearly > 0n ? (fee.fee * yearDays) / yearly + 1n : null;
  return [
    ...(apr && yearly !== null
      ? [
          <TextRow label={t('apr')} text={formatPercent(apr.rate)} extra={t('aprDays', { days: `${apr.days}` })} />,
          <AmountRow label={t('earnedInYear')} amount={yearly} voice={voice} />,
        ]
      : []),
    ...(vault && staked > 0n
      ? [<TextRow label={t('poolFee')} text={formatBasisPoints(vault.state.feeBps)} extra={t('ofRewards')} />]
      : []),
    ...(fee ? [<AmountRow label={t('networkFee')} amount={fee.fee} voice={voice} />] : []),
    ...(days === null
      ? []
      : [<TextRow label={t('earnedBack')} text={days === 1n ? t('oneDay') : t('days', { days: `${days}` })} />]),
  ];
}

const waitTexts: Readonly<Record<ExitWait, readonly MessageKey[]>> = {
  'served-at-once': ['waitServed', 'waitDelay'],
  'next-report': ['waitReport', 'waitDelay'],
  validators: ['waitValidators', 'waitDelay', 'keepsEarning'],
  'at-once': ['paysAtOnce'],
};

/** When the ETH can be back. */
function WaitTexts({ insight, t }: { insight: Insight; t: Translate }): GenericSnapElement[] {
  const { facts, wait } = insight;
  const stakes = ownStakedAssets(facts) > 0n && !facts.burnsOnEntry;
  const keys: readonly MessageKey[] = wait ? waitTexts[wait] : stakes ? ['backQueue', 'backDelay'] : [];
  return keys.length === 0
    ? []
    : [
        <Text fontWeight="medium">{t(wait ? 'waitTitle' : 'backTitle')}</Text>,
        ...keys.map((key) => <Text>{t(key, { wait: formatWait(facts.claimDelay.seconds) })}</Text>),
      ];
}

const unreadKeys: Readonly<Record<Exclude<Unread, 'contract'>, MessageKey>> = {
  simulation: 'uncheckedSimulation',
  'stake-after': 'uncheckedStakeAfter',
  'exit-way': 'uncheckedExitWay',
  fee: 'uncheckedFee',
  losses: 'uncheckedLosses',
  rate: 'uncheckedRate',
  exits: 'uncheckedExits',
  earlier: 'uncheckedEarlier',
  batch: 'uncheckedBatch',
};

/** True when another look may tell more: a batch cannot be simulated at any time. */
export function canCheckAgain(unread: readonly Unread[]): boolean {
  return unread.some((name) => name !== 'batch');
}

/** What could not be read, by name, and the button to try again. */
function Unchecked({ unread, t }: { unread: readonly Unread[]; t: Translate }): GenericSnapElement[] {
  if (unread.length === 0) {
    return [];
  }
  const names = unread.flatMap((name) => (name === 'contract' ? [] : [t(unreadKeys[name])]));
  return [
    ...(unread.includes('contract')
      ? [
          <Banner title={t('notCheckedTitle')} severity="warning">
            <Text>{t('notChecked')}</Text>
          </Banner>,
        ]
      : []),
    ...(names.length > 0 ? [<Text color="muted">{t('unchecked', { names: names.join(', ') })}</Text>] : []),
    ...(canCheckAgain(unread) ? [<Button name={checkAgainButton}>{t('checkAgain')}</Button>] : []),
  ];
}

const sectionOf = (lines: readonly GenericSnapElement[]): GenericSnapElement[] =>
  lines.length > 0 ? [<Section>{[...lines]}</Section>] : [];

/** What a transaction that concerns a pool does, the heaviest finding on top. */
export function InsightView({ insight, voice }: Props): JSXElement {
  const { facts, others: otherVaults, findings, position, reportChange, unread } = insight;
  const { t } = voice;
  const [heaviest, ...others] = findings;
  const { otherCalls } = facts.concerns;
  // A contract that is no vault has no position, costs and waiting times: whatever it says of them counts for nothing.
  // One that fails moves no ETH either.
  const isPool = isVault(facts) && facts.simulation?.goesThrough !== false;
  const isUnread = unread.includes('contract');
  return (
    <Box>
      {heaviest ? Heaviest({ finding: heaviest, voice }) : null}
      {isUnread ? Unchecked({ unread, t }) : null}
      {sectionOf([
        ...Steps({ facts, voice }),
        ...ReceiverRows({ facts, findings, voice }),
        ...(otherCalls > 0 ? [<Text>{t('otherCalls', { count: `${otherCalls}` })}</Text>] : []),
      ])}
      {sectionOf(SubjectRows({ facts, t }))}
      {otherVaults
        .slice(0, mostSteps)
        .map((each) =>
          sectionOf([
            ...Steps({ facts: each, voice }),
            ...ReceiverRows({ facts: each, findings, voice }),
            ...SubjectRows({ facts: each, t }),
          ]),
        )}
      {position
        ? sectionOf([
            <AmountRow label={t('stakedBefore')} amount={position.before} voice={voice} />,
            ...(reportChange > 0n ? [<AmountRow label={t('reportAdds')} amount={reportChange} voice={voice} />] : []),
            <AmountRow label={t('stakedAfter')} amount={position.after} voice={voice} />,
          ])
        : null}
      {Others({ findings: others, voice })}
      {isPool ? sectionOf(MoneyRows({ insight, voice })) : null}
      {isPool ? sectionOf(WaitTexts({ insight, t })) : null}
      {isUnread ? null : Unchecked({ unread, t })}
    </Box>
  );
}

/** A transaction to a pool that makes no sense: said, not guessed. */
export function MalformedView(props: { network: Network; pool: Pool; t: Translate }): JSXElement {
  const { t } = props;
  return (
    <Box>
      <Banner title={t('malformedTitle')} severity="warning">
        <Text>{t('malformed')}</Text>
      </Banner>
      <Section>{PlaceRows(props)}</Section>
    </Box>
  );
}
