import {
  Banner,
  Button,
  Container,
  Copyable,
  Footer,
  Link,
  Text,
  type ButtonElement,
  type GenericSnapElement,
  type JSXElement,
} from '@metamask/snaps-sdk/jsx';
import { isSameAddress, type Address as AccountAddress, type Network } from '@pooled-staking/core';
import { formatList, formatRelative } from '@pooled-staking/texts';
import type { SnapTranslate } from '@pooled-staking/texts/snap';
import type { Display } from '../../ui/display';
import { AddressRow } from '../../ui/parts';
import type { Scene } from '../scene';
import type { Entry, Picture } from '../view';

/** The money of a picture, in the person's language. */
export const displayOf = ({ texts, now }: Scene, picture: Picture | null): Display => ({
  ...texts,
  fiatPrice: picture?.price ?? null,
  now: Math.max(picture?.time ?? 0, Math.floor(now / 1000)),
});

/** How long ago something was, by this machine's clock. */
export const ageText = ({ texts, now }: Scene, at: number): string =>
  formatRelative(Math.min(0, Math.trunc((at - now) / 1000)), texts.locale);

/** Whose page it is, and the way to another one. */
export function AccountRows({ account, scene }: { account: AccountAddress; scene: Scene }): GenericSnapElement[] {
  const { t } = scene.texts;
  const { name = '' } = scene.settings.accounts.find(({ address }) => isSameAddress(address, account)) ?? {};
  return [
    <AddressRow label={name === '' ? t('account') : name} address={account} />,
    <Button name="choose" size="sm">
      {t('home.choose')}
    </Button>,
  ];
}

/** A page of the home page: what it shows, and below it, always in sight, what is mostly done there. */
export function Page({ content, main }: { content: JSXElement; main: readonly ButtonElement[] }): JSXElement {
  const [first, second] = main;
  return first ? (
    <Container>
      {content as GenericSnapElement}
      <Footer>{second ? [first, second] : first}</Footer>
    </Container>
  ) : (
    content
  );
}

/** A banner with texts. */
export function Notice(props: {
  title: string;
  texts: readonly string[];
  severity: 'danger' | 'info' | 'success' | 'warning';
}): JSXElement {
  return (
    <Banner title={props.title} severity={props.severity}>
      {props.texts.map((text) => (
        <Text>{text}</Text>
      ))}
    </Banner>
  );
}

/** An entry, and the network that it was read from. */
export type Read = { readonly network: Network; readonly entry: Entry };

/** The oldest picture of some entries; `null` where one has none. */
export function oldestOf(all: readonly Entry[]): Picture | null {
  const pictures = all.flatMap(({ picture }) => picture ?? []);
  return pictures.length < all.length ? null : (pictures.sort((a, b) => a.readAt - b.readAt)[0] ?? null);
}

/**
 * Why there is nothing newer than what is shown, above it: one notice for all networks that are not reached, by name, and one
 * for each other reason, whose words name it.
 */
export function FaultNotices({ all, scene }: { all: readonly Read[]; scene: Scene }): GenericSnapElement[] {
  const { t, locale } = scene.texts;
  const faulty = all.flatMap(({ network, entry: { picture, fault } }) => (fault ? [{ network, picture, fault }] : []));
  const offline = faulty.filter(({ fault }) => fault.isOffline);
  const old = oldestOf(offline);
  const names = [...new Set(offline.map(({ network }) => network.name))];
  const refused = new Set(faulty.flatMap(({ fault }) => (fault.isOffline ? [] : fault.said)));
  return [
    ...(names.length > 0
      ? [
          <Notice
            title={t('home.noConnection', { network: formatList(names, locale) })}
            texts={[old ? t('home.noConnectionOld', { age: ageText(scene, old.readAt) }) : t('home.noConnectionText')]}
            severity="warning"
          />,
        ]
      : []),
    ...[...refused].map((said) => <Notice title={t('home.quoteRefused')} texts={[said]} severity="warning" />),
  ];
}

/** How old what is shown is, and the button that reads it anew. */
export function Freshness(props: { picture: Picture | null; isReading: boolean; scene: Scene }): GenericSnapElement[] {
  const { picture, isReading, scene } = props;
  const { t } = scene.texts;
  const age = picture && ageText(scene, picture.readAt);
  return [
    ...(isReading
      ? [<Text color="muted">{t('home.reading')}</Text>]
      : age === null
        ? []
        : [<Text color="muted">{t('home.age', { age })}</Text>]),
    <Button name="refresh" loading={isReading} disabled={isReading}>
      {t('home.refresh')}
    </Button>,
  ];
}

/** The way to the site: wallets open no address but one of https, so that another is to be copied. */
export function SiteLink({ link, t }: { link: string; t: SnapTranslate }): GenericSnapElement[] {
  return link.startsWith('https:')
    ? [<Link href={link}>{t('home.continueOnSite')}</Link>]
    : [<Text>{t('home.copyAddress')}</Text>, <Copyable value={link} />];
}

/** The way to the proposals of a community, where one of some pools is on its network. */
export function VotesButton(props: {
  pools: readonly { readonly network: Network }[];
  scene: Scene;
}): GenericSnapElement[] {
  const { pools, scene } = props;
  return pools.some(({ network }) => network.governance)
    ? [<Button name="votes">{scene.texts.t('votes.title')}</Button>]
    : [];
}
