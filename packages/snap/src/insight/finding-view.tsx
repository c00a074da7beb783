import { Copyable, Text, type GenericSnapElement } from '@metamask/snaps-sdk/jsx';
import { type Finding, type GrantReach } from '@pooled-staking/core';
import type { SnapKey } from '@pooled-staking/texts/snap';
import { dearFeeText } from '../rpc/views/fee';
import { explainError, explainRevert, formatAmount, formatDay, formatTime } from '@pooled-staking/texts';
import type { Display } from '../ui/display';
import { AddressRow } from '../ui/parts';

/** A finding in words: a title, sentences, and what is foreign, which no component interprets. */
export type FindingWords = {
  readonly title: string;
  readonly texts: readonly string[];
  readonly details: GenericSnapElement[];
};

/** More addresses of one finding than these are not shown. */
const mostAddresses = 4;

const receiverTexts = { stake: 'receiverOfStake', exit: 'receiverOfExit', tokens: 'receiverOfTokens' } as const;

/** Why a vault finds no exit to claim, in words that help more than the contract's own. */
const claimFaultTexts = {
  milliseconds: 'claimMilliseconds',
  'claimed-before': 'claimedBefore',
  'not-yours': 'claimNotYours',
} as const;

const delegationTexts: Readonly<Record<GrantReach, readonly SnapKey[]>> = {
  anything: ['openDelegation', 'openDelegationRefuse'],
  unknown: ['openDelegationMaybe', 'openDelegationRefuse'],
  'exit-to-owner': ['exitDelegation', 'exitDelegationOwn'],
};

/** Puts a finding into words. */
export function wordsOf(finding: Finding, display: Display): FindingWords {
  const { t, locale } = display;
  const words = (title: SnapKey, texts: readonly string[], ...details: GenericSnapElement[]): FindingWords => ({
    title: t(title),
    texts,
    details,
  });
  switch (finding.id) {
    case 'look-alike': {
      const { pool } = finding.of;
      return words(
        'lookAlikeTitle',
        [t('lookAlike', { pool: pool.name }), t('lookAlikeThieves')],
        <AddressRow label={t('thisAddress')} address={finding.address} isCritical />,
        <AddressRow label={t('poolAddress')} address={pool.address} />,
      );
    }
    case 'other-chain': {
      const { network, pool } = finding.of;
      return words(
        'otherChainTitle',
        [t('otherChain', { pool: pool.name, network: network.name }), t('otherChainLost')],
        <AddressRow label={t('thisAddress')} address={pool.address} isCritical />,
      );
    }
    case 'not-registered':
      return words(
        'notRegisteredTitle',
        [t('notRegistered'), t('notRegisteredKeep')],
        <AddressRow label={t('thisAddress')} address={finding.address} isCritical />,
      );
    case 'protocol-contract':
      return words(
        'protocolContractTitle',
        [t('protocolContract', { name: finding.name ?? t('poolCode') }), t('protocolContractLost')],
        <AddressRow label={t('thisAddress')} address={finding.address} isCritical />,
      );
    case 'token-sent':
      return words(
        'tokenSentTitle',
        [t('tokenSent', { amount: formatAmount(finding.assets, finding.asset, locale) }), t('tokenSentLost')],
        <AddressRow label={t('thisAddress')} address={finding.receiver} isCritical />,
      );
    case 'receiver-is-another':
      return words('receiverTitle', [t(receiverTexts[finding.action])]);
    case 'receiver-is-own':
      return words(
        'ownReceiverTitle',
        [t('ownReceiver')],
        ...finding.accounts.map(({ address, name }) => <AddressRow label={name || t('receiver')} address={address} />),
      );
    case 'hidden-calls':
      return words(
        'hiddenTitle',
        [t('hidden'), t('hiddenRefuse')],
        ...finding.behind
          .slice(0, mostAddresses)
          .map((address) => <AddressRow label={t('thisAddress')} address={address} isCritical />),
      );
    case 'open-delegation':
      return words(
        finding.reach === 'exit-to-owner' ? 'exitDelegationTitle' : 'openDelegationTitle',
        delegationTexts[finding.reach].map((key) => t(key)),
        <AddressRow label={t('givenTo')} address={finding.delegate} isCritical />,
      );
    case 'truncated':
      return words('truncatedTitle', [t('truncated')]);
    case 'would-revert': {
      const { said } = finding.reason;
      // What a stranger's contract says stands apart.
      const refusal = said === undefined ? explainRevert(finding.reason, display) : t('failsSaid');
      const reason = finding.claimFault ? t(claimFaultTexts[finding.claimFault]) : refusal;
      const cost = finding.isPart ? 'failsPart' : 'failsCost';
      const texts = [reason, t(finding.severity === 'critical' ? cost : 'failsMaybe')];
      return words(
        finding.isPart ? 'failsPartTitle' : 'failsTitle',
        texts,
        ...(said === undefined || said === '' ? [] : [<Copyable value={said} />]),
      );
    }
    case 'foreign-contract':
      return words('foreignTitle', [t('foreign')], <AddressRow label={t('thisAddress')} address={finding.address} />);
    case 'unknown-call':
      return words('unknownCallTitle', [t('unknownCall')]);
    case 'pays-nothing':
      return words('paysNothingTitle', [
        ...(finding.claimFault ? [t(claimFaultTexts[finding.claimFault])] : []),
        t(finding.claimFault ? 'paysNothingFault' : 'paysNothing'),
      ]);
    case 'burns-on-entry':
      return words(
        'burnsTitle',
        finding.action === 'exit' ? [t('burnsExit'), t('burnsExitApp')] : [t('burnsStake'), t('burnsStakeApp')],
      );
    case 'worthless-exit':
      return words('worthlessExitTitle', [t('worthlessExit')]);
    case 'account-code':
      return words(
        'accountCodeTitle',
        [t('accountCode'), t('accountCodeTrust')],
        ...finding.code.slice(0, mostAddresses).map((address) => <AddressRow label={t('codeOf')} address={address} />),
      );
    case 'gives-away':
      return words(
        'givesAwayTitle',
        [t('givesAway', { amount: formatAmount(finding.assets, display.native, locale) }), t('givesAwayLost')],
        <AddressRow label={t('thisAddress')} address={finding.to} isCritical />,
      );
    case 'too-early':
      return words('tooEarlyTitle', [t('tooEarly', { time: formatTime(finding.worksBy, locale) })]);
    case 'harvest-required':
      return words('harvestTitle', [t('harvestRequired')]);
    case 'stale-proof':
      return words('staleTitle', [t('stale')]);
    case 'blocked':
      return finding.account === 'sender'
        ? words('blockedTitle', [t('blockedSender')])
        : words('blockedReceiverTitle', [t('blockedReceiver')]);
    case 'over-capacity':
      return words('capacityTitle', [t('capacityLeft', { amount: formatAmount(finding.left, display.asset, locale) })]);
    case 'not-enough-eth':
      return words('balanceTitle', [
        t('balanceHeld', { amount: formatAmount(finding.balance, display.native, locale) }),
      ]);
    case 'little-gas':
      return words('littleGasTitle', [
        t('warnLittleGas', { amount: formatAmount(finding.left, display.native, locale) }),
      ]);
    case 'dear-gas':
      return words('dearGasTitle', [dearFeeText(finding.fee, finding.yearly, display)]);
    case 'report-loss':
      return words('reportLossTitle', [
        t('reportTakes', { amount: formatAmount(finding.loss, display.asset, locale) }),
      ]);
    case 'price-fell':
      return words('priceFellTitle', [t('priceFell', { day: formatDay(finding.at, locale) })]);
    case 'other-origin':
      return words(
        'originTitle',
        [t('originOther')],
        <Copyable value={finding.origin} />,
        <Text>{t('originEarlier')}</Text>,
        ...finding.known.map((site) => <Copyable value={site} />),
      );
    case 'first-stake':
      return words('firstStakeTitle', [t('firstStake')]);
    case 'implementation-changed':
      return words(
        'newCodeTitle',
        [t('newCode')],
        <AddressRow label={t('codeAddress')} address={finding.implementation} />,
      );
    case 'referrer':
      return words('referrerTitle', [t('referrer')], <AddressRow label={t('named')} address={finding.referrer} />);
    case 'trailing-bytes':
      return words('trailingTitle', [t('trailing')]);
    case 'open-permit':
      return finding.isTaker
        ? words('permit.noLimitTitle', [t('permit.noLimit')])
        : words('permit.openTitle', [t(finding.isUnlimited ? 'permit.openAll' : 'permit.open'), t('permit.refuse')]);
    case 'far-deadline':
      return words('permit.farTitle', [
        finding.until === null ? t('permit.farNever') : t('permit.far', { time: formatTime(finding.until, locale) }),
      ]);
    case 'vote-of-another':
      return words(
        'vote.anotherTitle',
        [t('vote.another')],
        ...(finding.voter === null ? [] : [<AddressRow label={t('vote.voter')} address={finding.voter} />]),
      );
    case 'value-lost':
      return words('valueLostTitle', [
        t('valueLost', { amount: formatAmount(finding.value, display.native, locale) }),
        t('valueLostRefuse'),
      ]);
    case 'deed-refused':
      return words('failsTitle', [explainError(finding.refusal, display)]);
    case 'recipient-final':
      return words(
        'recipientFinalTitle',
        [t('recipientFinal')],
        <AddressRow label={t('receiver')} address={finding.recipient} />,
      );
    case 'native-refused':
      return words('nativeRefusedTitle', [
        t('nativeRefused', { amount: formatAmount(finding.assets, finding.asset, locale) }),
      ]);
    case 'vesting-stops':
      return words('vestingStopsTitle', [
        t('vestingStops', { amount: formatAmount(finding.waiting, display.asset, locale) }),
      ]);
    case 'rewards-to-another':
      return words(
        'rewardsToAnotherTitle',
        [t('rewardsToAnother')],
        <AddressRow label={t('receiver')} address={finding.recipient} isCritical />,
      );
    case 'few-least-shares':
      return words('fewLeastTitle', [t('fewLeast', { percent: String(finding.percent) })]);
    case 'unfunded-ticket':
      return words('unfundedTitle', [
        t('unfundedExit', { amount: formatAmount(finding.missing, display.native, locale) }),
      ]);
    case 'vests-later':
      return words('vestsTitle', [
        t('vestsLater', {
          now: formatAmount(finding.atOnce, display.asset, locale),
          later: formatAmount(finding.later, display.asset, locale),
        }),
        t(finding.severity === 'warning' ? 'wait.vestingStopped' : 'wait.vesting'),
      ]);
    case 'open-exit':
      return words('openExitTitle', [t('openExits', { count: finding.count })]);
  }
}
