import {
  Box,
  Button,
  Dropdown,
  Field,
  Form,
  Heading,
  Input,
  Option,
  Section,
  Text,
  type ButtonElement,
  type GenericSnapElement,
  type JSXElement,
} from '@metamask/snaps-sdk/jsx';
import { feeReserve, type Address, type Insight, type PoolOnNetwork, type Subject } from '@pooled-staking/core';
import { formatAmount, formatBasisPoints } from '@pooled-staking/texts';
import { wordsOf } from '../../insight/finding-view';
import { Heaviest, Others, Unchecked } from '../../insight/insight-view';
import { fiatText, type Display } from '../../ui/display';
import { AddressRow, PlaceRows, TextRow, Warnings } from '../../ui/parts';
import { checkAmount } from '../amount';
import type { Form as FormState } from '../context';
import type { Scene } from '../scene';
import { chosenIn, exitsOfClaim, firstOf, heldFor, mostOf, subjectsOf } from '../subject';
import type { Ready } from '../terms';
import { entryOf, type Picture } from '../view';
import { Exits } from './exits';
import { displayOf, Notice, Page, SiteLink } from './parts';

/** What a form shows beside what the person entered. */
export type FormNews =
  | { readonly kind: 'empty' | 'reading' | 'asking' }
  /** What the transaction does, with what the insight says of it, and why the last attempt came to nothing. */
  | { readonly kind: 'ready'; readonly ready: Ready; readonly insight: Insight | null; readonly said?: string }
  /** Why it cannot be done. */
  | { readonly kind: 'refused'; readonly said: string }
  /** The wallet does not send for a Snap: the site does. */
  | { readonly kind: 'fallback'; readonly link: string };

/** What the insight says, and what dialogs warn of beside it, each once. */
function Findings(props: {
  insight: Insight | null;
  warnings: readonly string[];
  display: Display;
}): GenericSnapElement[] {
  const { insight, warnings, display } = props;
  const findings = insight?.findings ?? [];
  const [heaviest, ...others] = findings;
  const said = new Set(findings.flatMap((finding) => wordsOf(finding, display).texts));
  const unsaid = warnings.filter((text) => !said.has(text));
  return [
    ...(heaviest ? Heaviest({ finding: heaviest, display }) : []),
    ...(unsaid.length > 0 ? [<Warnings texts={unsaid} t={display.t} />] : []),
    ...Others({ findings: others, display }),
    ...Unchecked({ unread: insight?.unread ?? [], display }),
  ];
}

/** What comes below the field: what the transaction does, or why it cannot be done. */
function News(props: {
  news: FormNews;
  where: PoolOnNetwork;
  picture: Picture;
  /** What stands above already. */
  heading: string;
  display: Display;
}): GenericSnapElement[] {
  const { news, where, picture, heading, display } = props;
  const { t } = display;
  switch (news.kind) {
    case 'empty':
      return [];
    case 'reading':
      return [<Text color="muted">{t('home.reading')}</Text>];
    case 'asking':
      return [<Notice title={t('home.askWallet')} texts={[t('home.askWalletText')]} severity="info" />];
    case 'refused':
      return [<Notice title={t('home.quoteRefused')} texts={[news.said]} severity="warning" />];
    case 'fallback':
      return [
        <Notice title={t('home.fallbackTitle')} texts={[t('home.fallbackText')]} severity="info" />,
        ...SiteLink({ link: news.link, t }),
      ];
    case 'ready': {
      const { title, warnings, sections } = news.ready.termsOf({ ...where, apr: picture.apr, display });
      return [
        ...(news.said === undefined ? [] : [<Text color="warning">{news.said}</Text>]),
        ...(title === heading ? [] : [<Heading size="sm">{title}</Heading>]),
        ...(sections as GenericSnapElement[]),
        ...Findings({ insight: news.insight, warnings, display }),
      ];
    }
  }
}

/** What the form is about, where the pool has several: to choose, or the only one by name. */
function Choice(props: {
  subjects: readonly Subject[];
  chosen: Subject;
  intent: FormState['intent'];
  display: Display;
}): GenericSnapElement[] {
  const { subjects, chosen, intent, display } = props;
  const { t, locale } = display;
  const nameOf = ({ label, asset, held }: Subject): string => {
    const amount = formatAmount(held, asset, locale);
    return intent !== 'claim'
      ? label
      : label === asset.symbol
        ? t('home.claimExit', { amount })
        : t('home.claimRewards', { name: label, amount });
  };
  if (subjects.length > 1) {
    return [
      <Field label={t('home.which')}>
        <Dropdown name="subject" value={chosen.key}>
          {subjects.map((each) => (
            <Option value={each.key}>{nameOf(each)}</Option>
          ))}
        </Dropdown>
      </Field>,
    ];
  }
  return chosen.of.id === undefined || intent === 'claim'
    ? []
    : [<TextRow label={t('home.which')} text={chosen.label} />];
}

/** The exits that a claim pays, and what is ready beside them where each takes a transaction. */
function PaidExits(props: {
  account: Address;
  picture: Picture;
  where: PoolOnNetwork;
  chosen: Subject;
  display: Display;
}): GenericSnapElement[] {
  const { account, picture, where, chosen, display } = props;
  const { asset } = where.pool;
  const { exits, left } = exitsOfClaim(picture, account, chosen);
  return [
    ...Exits({ exits, asset, display }),
    ...(exits.length === 0 || left === 0n
      ? []
      : [
          <Text color="alternative">
            {display.t('home.claimNext', { amount: formatAmount(left, asset, display.locale) })}
          </Text>,
        ]),
  ];
}

/** The field for the amount, with its quick amounts and what is wrong with what stands in it. */
function Amount(props: {
  form: FormState;
  picture: Picture;
  where: PoolOnNetwork;
  subject: Subject;
  value: string | undefined;
  display: Display;
}): GenericSnapElement[] {
  const { form, picture, where, subject, value, display } = props;
  const { t, locale } = display;
  const { asset, isWhole } = subject;
  const isStake = form.intent === 'stake';
  const held = heldFor(form.intent, picture, where.pool, subject);
  const checked = checkAmount(form.text, asset, held, display);
  const isMax = isStake && form.isAll;
  const worth = 'amount' in checked ? fiatText(checked.amount, asset, display) : '';
  const available = (
    <TextRow
      label={t(isStake ? 'home.yours' : 'home.staked')}
      text={formatAmount(held, asset, locale)}
      extra={fiatText(held, asset, display)}
    />
  );
  if (isWhole && !isStake) {
    return [available];
  }
  return [
    available,
    <Field
      label={t(isStake ? 'home.stakeAmount' : 'home.unstakeAmount')}
      {...((form.text !== '' || form.isTried) && 'fault' in checked ? { error: checked.fault } : {})}
    >
      <Input name="amount" type="text" placeholder="0.0" {...(value === undefined ? {} : { value })} />
    </Field>,
    <Box direction="horizontal">
      {[25, 50].map((part) => (
        <Button name={`part:${part}`} type="button" size="sm">
          {formatBasisPoints(part * 100, locale)}
        </Button>
      ))}
      <Button name="part:100" type="button" size="sm">
        {t(isStake ? 'home.max' : 'home.unstakeAll')}
      </Button>
    </Box>,
    ...(worth === '' ? [] : [<Text color="alternative">{worth}</Text>]),
    ...(isMax && asset.address === null && mostOf('stake', picture, where.pool, subject) < held
      ? [
          <Text color="muted">
            {t('home.maxKept', { amount: formatAmount(feeReserve(picture.gasPrice), asset, locale) })}
          </Text>,
        ]
      : []),
  ];
}

const titles = { stake: 'home.stake', unstake: 'home.unstake' } as const;

/** Stake, unstake or claim: the amount, what it comes to, and the button that has the wallet ask. */
export function FormView(props: {
  account: Address;
  where: PoolOnNetwork;
  form: FormState;
  news: FormNews;
  /** What to put into the field, where it is not what the person just typed. */
  value: string | undefined;
  scene: Scene;
}): JSXElement {
  const { account, where, form, news, value, scene } = props;
  const { t, locale } = scene.texts;
  const { picture } = entryOf(scene.home, where.pool, account);
  const display = displayOf(scene, picture);
  const subjects = picture ? subjectsOf(form.intent, picture, where.pool, account) : [];
  const subject = chosenIn(subjects, form) ?? firstOf(subjects);
  const claimed = news.kind === 'ready' ? news.ready.amount : (subject?.held ?? 0n);
  const heading =
    form.intent === 'claim'
      ? t('home.claim', { amount: formatAmount(claimed, where.pool.asset, locale) })
      : t(titles[form.intent]);
  const isBusy = news.kind === 'reading' || news.kind === 'asking';
  const content = (
    <Box>
      <Heading>{heading}</Heading>
      <Section>
        <AddressRow label={t('account')} address={account} />
        {PlaceRows({ ...where, t })}
      </Section>
      <Form name="send">
        {subject ? Choice({ subjects, chosen: subject, intent: form.intent, display }) : null}
        {picture && subject && form.intent === 'claim'
          ? PaidExits({ account, picture, where, chosen: subject, display })
          : null}
        {picture && subject?.refusal === null && form.intent !== 'claim'
          ? Amount({ form, picture, where, subject, value, display })
          : null}
        {picture ? News({ news, where, picture, heading, display }) : null}
      </Form>
    </Box>
  );
  const back = (
    <Button name="back" disabled={news.kind === 'asking'}>
      {t('home.back')}
    </Button>
  ) as ButtonElement;
  const proceed = (
    <Button name="continue" type="submit" form="send" disabled={isBusy} loading={isBusy}>
      {t('home.continue')}
    </Button>
  ) as ButtonElement;
  return <Page content={content} main={news.kind === 'fallback' ? [back] : [back, proceed]} />;
}
