import { toFiatCents, type FiatPrice } from '@pooled-staking/core';
import { shownFiatCents } from '../amounts/eth';
import './worth.css';

/** What an amount of wei is worth at a price, below it; nothing where there is none. */
export function Worth({ wei, price }: { readonly wei: bigint; readonly price: FiatPrice | null }) {
  return price === null ? null : (
    <span className="worth">{shownFiatCents(toFiatCents(wei, price), price.currency)}</span>
  );
}
