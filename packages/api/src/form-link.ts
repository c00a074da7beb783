/** What a form of the site is for. */
const kinds = ['stake', 'unstake', 'claim'] as const;

/** A form of the site as an address names it, with nothing checked. */
export type FormLink = {
  readonly kind: (typeof kinds)[number];
  /** CAIP-10. */
  readonly pool: string;
  /** In decimal, in whole units of the pool's asset; `max` for everything; empty where the person is to enter it. */
  readonly amount: string;
  /** The part of the position, or the exit, that it is about, and the asset, where that is not the pool's own. */
  readonly id?: string | undefined;
  readonly asset?: string | undefined;
};

/** What stands behind the pool, each where there is something. */
const fields = ['amount', 'asset', 'id'] as const;

/**
 * The hash of the site's address that opens a form filled in: `#stake?pool=…&amount=1.5`. Nothing is sent by it.
 * @example
 * ```ts
 * import { formHash } from '@pooled-staking/api';
 *
 * console.log(formHash({ kind: 'stake', pool: 'eip155:1:0x4FEF', amount: '1.5' })); // #stake?pool=eip155%3A1%3A0x4FEF&amount=1.5
 * ```
 */
export function formHash({ kind, pool, ...others }: FormLink): string {
  const given = fields.flatMap((field): [string, string][] => (others[field] ? [[field, others[field]]] : []));
  return `#${kind}?${new URLSearchParams([['pool', pool], ...given]).toString()}`;
}

/**
 * The form that a hash names; `null` for any other hash.
 * @example
 * ```ts
 * import { parseFormHash } from '@pooled-staking/api';
 *
 * console.log(parseFormHash('#stake?pool=eip155:1:0x4FEF&amount=1.5')?.amount); // 1.5
 * console.log(parseFormHash('#elsewhere')); // null
 * ```
 */
export function parseFormHash(hash: string): FormLink | null {
  const [name, query = ''] = hash.replace('#', '').split('?');
  const kind = kinds.find((each) => each === name);
  const parameters = new URLSearchParams(query);
  const pool = parameters.get('pool');
  const [amount, asset, id] = fields.map((field) => parameters.get(field) ?? undefined);
  return kind && pool !== null ? { kind, pool, amount: amount ?? '', asset, id } : null;
}
