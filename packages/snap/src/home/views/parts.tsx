import {
  Banner,
  Button,
  Container,
  Footer,
  Text,
  type ButtonElement,
  type GenericSnapElement,
  type JSXElement,
} from '@metamask/snaps-sdk/jsx';
import { isSameAddress, type Address as AccountAddress, type Wei } from '@pooled-staking/core';
import { formatRelative } from '@pooled-staking/texts';
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

/** Why there is nothing newer than what is shown; above it, since it is about all of it. */
export function FaultNotice({
  entry: { picture, fault },
  scene,
}: {
  entry: Entry;
  scene: Scene;
}): GenericSnapElement[] {
  const { t } = scene.texts;
  const old = picture ? t('home.noConnectionOld', { age: ageText(scene, picture.readAt) }) : t('home.noConnectionText');
  return fault
    ? [
        <Notice
          title={t(fault.isOffline ? 'home.noConnection' : 'home.quoteRefused')}
          texts={[fault.isOffline ? old : fault.said]}
          severity="warning"
        />,
      ]
    : [];
}

/** How old what is shown is, and the button that reads it anew. */
export function Freshness(props: { entry: Entry; isReading: boolean; scene: Scene }): GenericSnapElement[] {
  const { entry, isReading, scene } = props;
  const { t } = scene.texts;
  const { picture } = entry;
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

/** What a claim by the account would pay, by the picture. */
export const readyFor = ({ exits }: Picture, account: AccountAddress): Wei =>
  exits.reduce(
    (sum, { receiver, claimableAssets }) => (isSameAddress(receiver, account) ? sum + claimableAssets : sum),
    0n,
  );
