import './pool-texts';
import { useChosenPool, useSession } from '@pooled-staking/react';
import { Suspense, type ComponentType } from 'react';
import { ActivityList } from '../components/activity-list';
import { Exits } from '../exits/exits';
import { Items } from '../components/items';
import { Position } from '../components/position';
import { Section } from '../components/section';
import { SnapOffer } from '../components/snap-offer';
import { useAskedForm } from '../forms/asked-form';
import { StakeForm } from '../forms/stake-form';
import { UnstakeForm } from '../forms/unstake-form';
import type { PoolPage } from '../pools/pool-address';
import { t } from '../texts/texts';
import { Columns } from './columns';
import { NextSteps } from './next-steps';
import { FactsPage, Rewards } from './parts';
import { PoolFrame } from './pool-frame';

/** What the account has in the pool, and what can be done. */
function OverviewPage() {
  return (
    <Columns
      side={
        <>
          <NextSteps />
          <ActivityList />
          <SnapOffer />
        </>
      }
    >
      <Position />
      <Items />
    </Columns>
  );
}

/** The form that stakes, filled in as the address asks for; another address begins anew. */
function StakePage() {
  const asked = useAskedForm(useChosenPool().pool.id);
  return (
    <Columns side={<ActivityList />}>
      <Section id="stake" title={t('form.stake')}>
        <StakeForm key={JSON.stringify(asked)} asked={asked} />
      </Section>
    </Columns>
  );
}

/** The way out: the form, filled in as the address asks for, and what is on its way. */
function UnstakePage() {
  const asked = useAskedForm(useChosenPool().pool.id);
  const form = asked?.kind === 'unstake' ? asked : null;
  return (
    <Columns side={<ActivityList />}>
      <Section id="unstake" title={t('form.unstake')}>
        <UnstakeForm key={JSON.stringify(form)} asked={form} />
      </Section>
      <Exits />
      <Items />
    </Columns>
  );
}

const bodies: Readonly<Record<PoolPage, ComponentType>> = {
  overview: OverviewPage,
  stake: StakePage,
  unstake: UnstakePage,
  rewards: Rewards,
  facts: FactsPage,
};

/** The pages about the chosen pool, as a connected account sees them. */
export function PoolPages({ page }: { readonly page: PoolPage }) {
  const { account, wallet } = useSession();
  const { pool } = useChosenPool();
  const Body = bodies[page];
  // A fresh start for each account and pool: nothing half-entered moves over from one to another.
  return (
    <PoolFrame key={`${wallet.id}:${account}:${pool.id}`} page={page}>
      <Suspense fallback={null}>
        <Body />
      </Suspense>
    </PoolFrame>
  );
}
