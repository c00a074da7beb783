import { cpus, loadavg, totalmem } from 'node:os';

/** What the figures were measured on. */
export type Surroundings = { readonly machine: string; readonly load: string; chain: string; browser: string };

/** The machine, and how busy it is before anything is measured. */
export function lookAround(): Surroundings {
  const [processor] = cpus();
  return {
    machine: `${cpus().length} x ${processor?.model ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB memory`,
    load: loadavg()
      .map((load) => load.toFixed(1))
      .join(', '),
    chain: '',
    browser: '',
  };
}
