import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import type { Address, Network, Pool, Quote } from '@pooled-staking/core';
import type { Display } from '../../ui/display';
import { DialogFrame } from '../../ui/parts';
import type { KnownApr } from '../facts';

/** What the terms of a transaction are made of. */
export type TermsProps<SomeQuote extends Quote> = {
  readonly network: Network;
  readonly pool: Pool;
  readonly quote: SomeQuote;
  readonly apr: KnownApr | null;
  readonly display: Display;
};

/** What a transaction does and costs, as dialogs and the home page show it. */
export type Terms = {
  readonly title: string;
  readonly warnings: readonly string[];
  readonly sections: JSXElement[];
};

/** What a dialog is made of. */
export type DialogProps<SomeQuote extends Quote> = TermsProps<SomeQuote> & {
  readonly origin: string;
  readonly account: Address;
};

/** Makes the dialog that shows terms to whoever is asked to approve them. */
export const dialogOf =
  <SomeQuote extends Quote>(termsOf: (props: TermsProps<SomeQuote>) => Terms) =>
  (props: DialogProps<SomeQuote>): JSXElement => {
    const { title, warnings, sections } = termsOf(props);
    return (
      <DialogFrame {...props} title={title} warnings={warnings} t={props.display.t}>
        {sections}
      </DialogFrame>
    );
  };
