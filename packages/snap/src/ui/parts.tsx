import {
  Address,
  Banner,
  Box,
  Copyable,
  Heading,
  Row,
  Section,
  Text,
  Value,
  type GenericSnapElement,
  type JSXElement,
} from '@metamask/snaps-sdk/jsx';
import {
  getAddress,
  type Address as AccountAddress,
  type Asset,
  type Network,
  type Pool,
  type Wei,
} from '@pooled-staking/core';
import { formatAmount } from '@pooled-staking/texts';
import type { SnapTranslate } from '@pooled-staking/texts/snap';
import { fiatText, type Display } from './display';

/** A line with an amount of an asset and what it is worth. */
export function AmountRow(props: { label: string; amount: Wei; asset: Asset; display: Display }): JSXElement {
  const { label, amount, asset, display } = props;
  return (
    <Row label={label}>
      <Value value={formatAmount(amount, asset, display.locale)} extra={fiatText(amount, asset, display)} />
    </Row>
  );
}

/** A line with an address in full, with its checksum, as other pages show it. */
export function AddressRow(props: { label: string; address: AccountAddress; isCritical?: boolean }): JSXElement {
  return (
    <Row label={props.label} variant={props.isCritical ? 'critical' : 'default'}>
      <Address address={getAddress(props.address.toLowerCase())} truncate={false} />
    </Row>
  );
}

/** A line with a short text. */
export function TextRow(props: { label: string; text: string; extra?: string }): JSXElement {
  return (
    <Row label={props.label}>
      <Value value={props.text} extra={props.extra ?? ''} />
    </Row>
  );
}

/** What to mind before approving, on top of everything else; nothing when there is nothing. */
export function Warnings(props: { texts: readonly string[]; t: SnapTranslate }): JSXElement | null {
  return props.texts.length === 0 ? null : (
    <Banner title={props.t('warningsTitle')} severity="warning">
      {props.texts.map((text) => (
        <Text>{text}</Text>
      ))}
    </Banner>
  );
}

/** Where a transaction happens: the pool and its network, and whether its ETH is worth anything. */
export function PlaceRows(props: {
  network: Network;
  pool: Pick<Pool, 'name'>;
  t: SnapTranslate;
}): GenericSnapElement[] {
  const { network, pool, t } = props;
  return [
    <TextRow label={t('pool')} text={pool.name} />,
    <TextRow label={t('network')} text={network.name} extra={network.isTestnet ? t('testMoney') : ''} />,
  ];
}

/** The frame of every dialog: warnings, what it is about, who asks and for which account, then its sections. */
export function DialogFrame(props: {
  title: string;
  origin: string;
  account: AccountAddress;
  network: Network;
  pool: Pool;
  warnings: readonly string[];
  t: SnapTranslate;
  children: JSXElement[];
}): JSXElement {
  const { t } = props;
  return (
    <Box>
      <Warnings texts={props.warnings} t={t} />
      <Heading>{props.title}</Heading>
      <Text color="alternative">{t('askedBy')}</Text>
      <Copyable value={props.origin} />
      <Section>
        <Row label={t('account')}>
          <Address address={props.account} />
        </Row>
        {PlaceRows({ network: props.network, pool: props.pool, t })}
      </Section>
      {props.children}
    </Box>
  );
}
