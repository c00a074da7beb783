import { noWitnesses, readWitnessedLogs, type ResumedLogs } from '../src/chain/log-checkpoint';
import type { Log } from '../src/chain/logs';
import type { Request } from '../src/chain/request';

/** Reads logs as the product reads those that nothing bears witness to: claims by others who receive an exit. */
export async function readLogsResumed(request: Request, resumed: ResumedLogs): Promise<readonly Log[]> {
  return (await readWitnessedLogs(request, resumed, noWitnesses(resumed.filters))).logs;
}
