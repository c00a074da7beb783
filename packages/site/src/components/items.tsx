import type { PositionItem } from '@pooled-staking/api';
import { usePool, usePosition, useSession, useTransaction, useTransactions } from '@pooled-staking/react';
import { ethWithUnit } from '../amounts/eth';
import { isClaimed } from '../exits/claiming';
import { rich, t } from '../texts/texts';
import { Address, Eth } from './amounts';
import { Section } from './section';
import '../exits/exits.css';

/** A part of the position that is acted on by itself, with what waits to be paid out of it. */
function Item({ item }: { readonly item: PositionItem }) {
  const session = useSession();
  const { data: info } = usePool();
  const { activities } = useTransactions();
  const { isAsking, start } = useTransaction();
  const claim = item.actions.find(({ action }) => action === 'claim');
  const rewards = BigInt(item.rewards);
  const isClaiming = isClaimed(item.id, activities);
  const refusals = new Set(item.actions.flatMap(({ refusal }) => refusal ?? []));
  return (
    <li className="exit" data-testid="item">
      <div className="exit-main">
        <p className="exit-amount">
          <Eth wei={item.assets} unit={item.asset} />
        </p>
        <p className="exit-status">
          <span className="badge">{item.name}</span>
          {item.address !== null && info?.producer?.address.toLowerCase() === item.address.toLowerCase() ? (
            <span className="badge">{t('item.produces')}</span>
          ) : null}
          {item.address === null ? null : (
            <span className="muted">
              {' '}
              <Address address={item.address} />
            </span>
          )}
          {rewards > 0n ? (
            <span className="muted">
              {' '}
              {rich('item.rewards', { amount: () => <Eth wei={rewards} unit={item.asset} /> })}
            </span>
          ) : null}
        </p>
        {[...refusals].map((refusal) => (
          <p key={refusal} className="exit-basis">
            {refusal}
          </p>
        ))}
      </div>
      {claim?.refusal === null && rewards > 0n && !session.isReadOnly ? (
        <div className="exit-action">
          <button
            type="button"
            id={`claim-${item.id}`}
            className="button button-quiet"
            disabled={isAsking || isClaiming}
            onClick={() => {
              start({
                kind: 'claim',
                exits: [item.id],
                title: t('exit.claimAmount', { amount: ethWithUnit(rewards, item.asset) }),
              });
            }}
          >
            {t(isClaiming ? 'exit.claiming' : 'item.claim')}
          </button>
        </div>
      ) : null}
    </li>
  );
}

/** The parts of a position, where a pool has such. */
export function Items() {
  const { data: position } = usePosition();
  return position && position.items.length > 0 ? (
    <Section id="items" title={t('item.items')}>
      <ul className="exits">
        {position.items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
    </Section>
  ) : null;
}
