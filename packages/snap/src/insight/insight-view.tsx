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
  ether,
  isPool,
  isSameAddress,
  ownStakedAssets,
  yearlyReward,
  type Address,
  type Asset,
  type CallFacts,
  type Facts,
  type Finding,
  type Insight,
  type Network,
  type Pool,
  type Severity,
  type StakingCall,
  type Unread,
} from '@pooled-staking/core';
import type { SnapKey, SnapTranslate } from '@pooled-staking/texts/snap';
import { formatAmount, formatBasisPoints, formatList, formatPercent, explainWay } from '@pooled-staking/texts';
import { AddressRow, AmountRow, PlaceRows, TextRow } from '../ui/parts';
import { ReportRow } from '../rpc/views/report-row';
import { fiatText, type Display } from '../ui/display';
import { wordsOf } from './finding-view';

/** Name of the button that looks at the transaction again. */
export const checkAgainButton = 'check-again';

/** More calls than this are counted, not shown. */
const mostSteps = 8;

type Props = { readonly insight: Insight; readonly display: Display };

const yearDays = 365n;

const settingTexts = { owner: 'doesOwner', recipient: 'doesRecipient', signer: 'doesSigner' } as const;

/** What somebody may take of a token, in a sentence. */
export function allowanceText(
  { token, amount }: Omit<Extract<StakingCall, { kind: 'approval' }>, 'kind' | 'spender' | 'data' | 'hasTrailingBytes'>,
  { t, locale }: Display,
): string {
  return amount === null
    ? t('permit.all', { token: token.symbol })
    : amount === 0n
      ? t('doesDisallow')
      : t('permit.some', { amount: formatAmount(amount, token, locale) });
}

/** What one call does, in a sentence. */
function stepText(call: StakingCall, amount: string | null, display: Display): string {
  const { t, locale, native } = display;
  switch (call.kind) {
    case 'stake':
      return amount === null
        ? t('doesStakeUnknown')
        : t(call.reportRoot === null ? 'doesStake' : 'doesStakeWithUpdate', { amount });
    case 'exit':
      return amount === null ? t('doesExitUnknown') : t('doesExit', { amount });
    case 'redeem':
      return amount === null ? t('doesRedeemUnknown') : t('doesRedeem', { amount });
    case 'claim':
      return amount === null ? t('doesClaimUnknown') : t('doesClaim', { amount });
    case 'cancel':
      return amount === null ? t('doesCancelUnknown') : t('doesCancel', { amount });
    case 'exit-transfer':
      return amount === null ? t('doesSendExitUnknown') : t('doesSendExit', { amount });
    case 'exit-approval':
      return t(call.spender === null ? 'doesDisallow' : call.ticket === null ? 'doesAllowExits' : 'doesAllowExit');
    case 'exit-lock':
      return t(call.isReleased ? 'doesUnlock' : 'doesLock');
    case 'transfer':
      return t('doesTransfer', { amount: formatAmount(call.amount, call.token, locale) });
    case 'approval':
      return allowanceText(call, display);
    case 'side-stake':
      return amount === null ? t('doesSideStakeUnknown') : t('doesSideStake', { amount });
    case 'side-unstake':
      return amount === null ? t('doesSideUnstakeUnknown') : t('doesSideUnstake', { amount });
    case 'setting':
      return t(settingTexts[call.setting], { id: `${call.id}` });
    case 'update':
      return t('doesUpdate');
    case 'donation':
      return t('doesDonation', { amount: amount ?? formatAmount(call.assets, native, locale) });
    case 'os-token':
      return call.assets > 0n
        ? t('doesStakeForTokens', { amount: formatAmount(call.assets, native, locale) })
        : t('doesTokens');
    case 'grant':
      return t(call.reach === 'exit-to-owner' ? 'doesGrantExit' : 'doesGrant');
    case 'truncated':
      return t('doesTruncated');
    default:
      return t('doesUnknown');
  }
}

function StepLines(props: { step: CallFacts; asset: Asset; display: Display }): GenericSnapElement[] {
  const { step, display } = props;
  const { call, assets, asset = props.asset } = step;
  const worth = assets === null ? '' : fiatText(assets, asset, display);
  return [
    <Text>{stepText(call, assets === null ? null : formatAmount(assets, asset, display.locale), display)}</Text>,
    ...(worth === '' ? [] : [<Text color="alternative">{worth}</Text>]),
    ...(call.kind === 'unknown' ? [<Copyable value={call.selector} />] : []),
  ];
}

/** What the transaction does with one vault: in the words of pools for a pool, else only what it sends where. */
function Steps({ facts, display }: { facts: Facts; display: Display }): GenericSnapElement[] {
  const { calls, concerns, subject } = facts;
  const { t } = display;
  if (isPool(facts)) {
    return [
      ...calls.slice(0, mostSteps).flatMap((step) => StepLines({ step, asset: subject?.asset ?? ether, display })),
      ...(calls.length > mostSteps ? [<Text>{t('moreCalls', { count: calls.length - mostSteps })}</Text>] : []),
    ];
  }
  // The calls of one message share its ETH.
  const messages = new Map((subject ?? concerns).parts.map((part) => [part.message, part.value]));
  const value = [...messages.values()].reduce((sum, each) => sum + each, 0n);
  return [
    <Text>
      {value > 0n ? t('doesSend', { amount: formatAmount(value, display.native, display.locale) }) : t('doesCall')}
    </Text>,
  ];
}

type SubjectProps = { readonly facts: Facts; readonly findings: readonly Finding[]; readonly display: Display };

/** Who gets the stake or the ETH, each once. */
function ReceiverRows({ facts, findings, display }: SubjectProps): GenericSnapElement[] {
  const others = findings.flatMap((finding) => (finding.id === 'receiver-is-another' ? finding.receivers : []));
  const named = facts.calls.flatMap(({ call }): [label: 'receiver' | 'givenTo', address: Address][] => {
    if ('spender' in call) {
      return call.spender ? [['givenTo', call.spender]] : [];
    }
    const receiver = 'receiver' in call ? call.receiver : call.kind === 'setting' ? call.account : null;
    return receiver ? [['receiver', receiver]] : [];
  });
  return isPool(facts)
    ? [...new Map(named.map((each) => [each.join(), each])).values()]
        .slice(0, mostSteps)
        .map(([label, address]) => (
          <AddressRow
            label={display.t(label)}
            address={address}
            isCritical={label === 'givenTo' ? !isTaker(facts, address) : others.includes(address)}
          />
        ))
    : [];
}

const isTaker = ({ takers = [] }: Facts, address: Address): boolean =>
  takers.some((each) => isSameAddress(each, address));

/** Who may take which tokens, of approvals that no pool is asked about. */
function ApprovalLines({ facts, display }: { facts: Facts; display: Display }): GenericSnapElement[] {
  return facts.concerns.parts
    .slice(0, mostSteps)
    .flatMap(({ call, concern }) =>
      concern.kind === 'approval' && call.kind === 'approval'
        ? [
            <Text>{allowanceText(call, display)}</Text>,
            <AddressRow label={display.t('givenTo')} address={call.spender} isCritical={!concern.isTaker} />,
          ]
        : [],
    );
}

/** Where it happens; of a contract that is no known pool, only its address. */
function SubjectRows({ facts, t }: { facts: Facts; t: SnapTranslate }): GenericSnapElement[] {
  const { subject } = facts;
  if (!subject) {
    return [];
  }
  const { network, pool, address, account } = subject;
  const [poolRow, ...networkRows] = PlaceRows({ network, pool: pool ?? { name: t('registeredPool') }, t });
  return [
    ...(isPool(facts) && poolRow !== undefined ? [poolRow] : []),
    ...networkRows,
    // The findings about any other contract show its address themselves.
    ...(isPool(facts) || facts.kind === null ? [<AddressRow label={t('thisAddress')} address={address} />] : []),
    // A smart account that the signing account acts for: its stake is what moves.
    ...(account === facts.transaction.from ? [] : [<AddressRow label={t('account')} address={account} />]),
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
export function Heaviest({ finding, display }: { finding: Finding; display: Display }): GenericSnapElement[] {
  const { title, texts, details } = wordsOf(finding, display);
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
export function Others({
  findings,
  display,
}: {
  findings: readonly Finding[];
  display: Display;
}): GenericSnapElement[] {
  return findings.map((finding) => {
    const { title, texts, details } = wordsOf(finding, display);
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
function MoneyRows({ insight, display }: Props): GenericSnapElement[] {
  const { apr, fee, pool, subject } = insight.facts;
  const { t } = display;
  if (!subject) {
    return [];
  }
  const { asset } = subject;
  const { nativeAsset } = subject.network;
  // What is staked for another account earns the person nothing.
  const staked = ownStakedAssets(insight.facts);
  const yearly = apr && staked > 0n ? yearlyReward(staked, apr.rate) : null;
  const isComparable = asset.address === null;
  const days = isComparable && fee && yearly !== null && yearly > 0n ? (fee.fee * yearDays) / yearly + 1n : null;
  return [
    ...(apr && yearly !== null
      ? [
          <TextRow
            label={t('apr')}
            text={formatPercent(apr.rate, display.locale)}
            extra={t('aprDays', { days: apr.days })}
          />,
          <AmountRow label={t('earnedInYear')} amount={yearly} asset={asset} display={display} />,
        ]
      : []),
    ...(pool && staked > 0n
      ? [
          <TextRow
            label={t('poolFee')}
            text={formatBasisPoints(pool.state.feeBps, display.locale)}
            extra={t('ofRewards')}
          />,
        ]
      : []),
    ...(fee ? [<AmountRow label={t('networkFee')} amount={fee.fee} asset={nativeAsset} display={display} />] : []),
    ...(days === null ? [] : [<TextRow label={t('earnedBack')} text={t('earnedBackDays', { days: Number(days) })} />]),
  ];
}

/** When the ETH can be back. */
function WaitTexts({ insight, display }: Props): GenericSnapElement[] {
  const { facts, wayBack } = insight;
  const { t } = display;
  const exits = facts.calls.some(({ call }) => call.kind === 'exit' || call.kind === 'redeem');
  return wayBack === null
    ? []
    : [
        <Text fontWeight="medium">{t(exits ? 'waitTitle' : 'backTitle')}</Text>,
        ...explainWay(wayBack, facts.claimDelay.seconds, display).map((text) => <Text>{text}</Text>),
      ];
}

const unreadKeys: Readonly<Record<Exclude<Unread, 'contract'>, SnapKey>> = {
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

/** What could not be read, by name. */
export function Unchecked({ unread, display }: { unread: readonly Unread[]; display: Display }): GenericSnapElement[] {
  const { t, locale } = display;
  const names = unread.flatMap((name) => (name === 'contract' ? [] : [t(unreadKeys[name])]));
  return [
    ...(unread.includes('contract')
      ? [
          <Banner title={t('notCheckedTitle')} severity="warning">
            <Text>{t('notChecked')}</Text>
          </Banner>,
        ]
      : []),
    ...(names.length > 0 ? [<Text color="muted">{t('unchecked', { names: formatList(names, locale) })}</Text>] : []),
  ];
}

const sectionOf = (lines: readonly GenericSnapElement[]): GenericSnapElement[] =>
  lines.length > 0 ? [<Section>{[...lines]}</Section>] : [];

/** What a transaction that concerns a pool does, the heaviest finding on top. */
export function InsightView({ insight, display }: Props): JSXElement {
  const { facts, otherFacts, findings, position, unread } = insight;
  const { t } = display;
  const [heaviest, ...others] = findings;
  const { otherCalls } = facts.concerns;
  const asset = facts.subject?.asset ?? ether;
  // A contract that is no pool has no position, costs and waiting times: whatever it says of them counts for nothing.
  // One that fails moves no ETH either.
  const moves = isPool(facts) && facts.simulation?.goesThrough !== false;
  const isUnread = unread.includes('contract');
  const isOnlyApproval = facts.concerns.parts.every(({ concern }) => concern.kind === 'approval');
  const unchecked = [
    ...Unchecked({ unread, display }),
    ...(canCheckAgain(unread) ? [<Button name={checkAgainButton}>{t('checkAgain')}</Button>] : []),
  ];
  return (
    <Box>
      {heaviest ? Heaviest({ finding: heaviest, display }) : null}
      {isUnread ? unchecked : null}
      {sectionOf(ApprovalLines({ facts, display }))}
      {sectionOf([
        ...(isOnlyApproval ? [] : Steps({ facts, display })),
        ...ReceiverRows({ facts, findings, display }),
        ...(otherCalls > 0 ? [<Text>{t('otherCalls', { count: otherCalls })}</Text>] : []),
      ])}
      {sectionOf(SubjectRows({ facts, t }))}
      {otherFacts
        .slice(0, mostSteps)
        .map((each) =>
          sectionOf([
            ...Steps({ facts: each, display }),
            ...ReceiverRows({ facts: each, findings, display }),
            ...SubjectRows({ facts: each, t }),
          ]),
        )}
      {position
        ? sectionOf([
            <AmountRow label={t('stakedBefore')} amount={position.before} asset={asset} display={display} />,
            ReportRow({ change: position.reportChange, asset, pool: facts.subject?.pool ?? null, display }),
            <AmountRow label={t('stakedAfter')} amount={position.after} asset={asset} display={display} />,
          ])
        : null}
      {Others({ findings: others, display })}
      {moves ? sectionOf(MoneyRows({ insight, display })) : null}
      {moves ? sectionOf(WaitTexts({ insight, display })) : null}
      {isUnread ? null : unchecked}
    </Box>
  );
}

/** A transaction to a pool that makes no sense: said, not guessed. */
export function MalformedView(props: { network: Network; pool: Pool; t: SnapTranslate }): JSXElement {
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
