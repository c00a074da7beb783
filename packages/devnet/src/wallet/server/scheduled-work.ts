import { Messenger, MOCK_ANY_NAMESPACE } from '@metamask/messenger';
import { CronjobController } from '@metamask/snaps-controllers';
import { SnapCaveatType } from '@metamask/snaps-rpc-methods';

import type { WorkView } from '../protocol';
import type { Manifest } from './manifest';
import { answerAsPlatform } from './platform-methods';

/** A request that `onCronjob` gets. */
export type WorkRequest = { method: string; params?: unknown };

/** The jobs of the Snap's manifest, and the background events that it scheduled. */
export type ScheduledWork = {
  /** Answers `snap_scheduleBackgroundEvent`, `snap_cancelBackgroundEvent` and `snap_getBackgroundEvents`. */
  answer(method: string, params: unknown): Promise<unknown>;
  /** Takes the jobs of a manifest in place of all that was scheduled: the Snap was installed or updated. */
  replaceJobs(manifest: Manifest): void;
  list(): WorkView[];
  /** Does it now. A job stays scheduled, an event has happened. @throws Error when it is not there any more. */
  runNow(id: string): Promise<void>;
  stop(): void;
};

type ControllerMessenger = ConstructorParameters<typeof CronjobController>[0]['messenger'];

/** What the controller asks of the wallet around it. */
function createMessenger(run: (request: WorkRequest) => Promise<void>, readPermissions: () => unknown) {
  const wallet = new Messenger<typeof MOCK_ANY_NAMESPACE>({ namespace: MOCK_ANY_NAMESPACE });
  const actions = {
    'SnapController:handleRequest': ({ request }: { request: WorkRequest }) => run(request),
    'PermissionController:getPermissions': readPermissions,
  };
  for (const [name, handler] of Object.entries(actions)) {
    wallet.registerActionHandler(name as never, handler as never);
  }
  const messenger = new Messenger<'CronjobController'>({ namespace: 'CronjobController', parent: wallet as never });
  wallet.delegate({ messenger: messenger as never, actions: Object.keys(actions) as never });
  return messenger as unknown as ControllerMessenger;
}

/**
 * Runs the work of a Snap by the clock, with the platform's own controller: it reads cron expressions and durations,
 * refuses what lies in the past and waits a second at least. The work belongs to the wallet, so it outlives a restart of the Snap.
 *
 * @param run hands a request to `onCronjob`; it tells the person itself what went wrong.
 */
export function createScheduledWork(
  snapId: string,
  run: (request: WorkRequest) => Promise<void>,
  onChange: () => void,
): ScheduledWork {
  let jobs: unknown = [];
  const readPermissions = () => ({
    'endowment:cronjob': { caveats: [{ type: SnapCaveatType.SnapCronjob, value: { jobs } }] },
  });
  const controller = new CronjobController({
    messenger: createMessenger(run, readPermissions),
    stateManager: { getInitialState: () => ({ events: {} }), set: onChange },
  });
  const id = snapId as Parameters<typeof controller.register>[0];
  const ids = () => controller.state.events;
  controller.init();
  return {
    answer: (method, params) =>
      answerAsPlatform(method, params, {
        scheduleBackgroundEvent: (event: { schedule: string; request: { method: string } }) =>
          controller.schedule({ snapId: id, ...event }),
        cancelBackgroundEvent: (event: string) => {
          controller.cancel(id, event);
        },
        getBackgroundEvents: () => controller.get(id),
      }),
    replaceJobs: ({ permissions }) => {
      jobs = (permissions['endowment:cronjob'] as { jobs?: unknown } | undefined)?.jobs ?? [];
      controller.unregister(id);
      controller.register(id);
    },
    list: () =>
      Object.values(ids()).map(({ id: workId, request, schedule, date, recurring }) => ({
        id: workId,
        method: request.method,
        schedule,
        next: date,
        isJob: recurring,
      })),
    runNow: async (workId) => {
      const work = ids()[workId];
      if (!work) {
        throw new Error('This is no longer scheduled.');
      }
      if (!work.recurring) {
        controller.cancel(id, workId);
      }
      await run(work.request);
    },
    stop: () => {
      controller.unregister(id);
      controller.destroy();
    },
  };
}
