import { cointracker } from './cointracker';
import type { TaxForm } from './form';
import { koinly } from './koinly';
import { rotki } from './rotki';
import { summ } from './summ';

/** The tax programs that there is a form for. */
export const taxPrograms = ['koinly', 'cointracker', 'summ', 'rotki'] as const;
export type TaxProgram = (typeof taxPrograms)[number];

/** The form of each program's file. */
export const taxForms: Readonly<Record<TaxProgram, TaxForm>> = { koinly, cointracker, summ, rotki };
