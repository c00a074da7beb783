import { refreshAfter, refreshJob, refreshShown } from './home/handle-home';
import { notify, notifyJob } from './notify/notify';
import { follow, followJob } from './sending/follow';
import { UnknownMethodError } from './rpc/errors';
import type { Wallet } from './wallet/wallet';

/** What the wallet wakes the Snap for: a background event that it asked for itself, or a job of the manifest. */
export type Job = (wallet: Wallet, params: Readonly<Record<string, unknown>>) => Promise<void>;

const jobs: Readonly<Record<string, Job>> = {
  [followJob]: async (wallet) => {
    await refreshAfter(wallet, await follow(wallet));
  },
  [refreshJob]: refreshShown,
  [notifyJob]: notify,
};

/** The jobs by name. */
export const jobNames: readonly string[] = Object.keys(jobs);

/** Runs a job. @throws UnknownMethodError where there is no such job; as the job does. */
export async function runJob(wallet: Wallet, name: string, params: unknown): Promise<void> {
  const job = Object.hasOwn(jobs, name) ? jobs[name] : undefined;
  if (!job) {
    throw new UnknownMethodError(`There is no job "${name.slice(0, 60)}".`);
  }
  await job(wallet, typeof params === 'object' && params !== null ? { ...params } : {});
}
