import type { Json } from '@metamask/snaps-sdk';

import { readKept, writeKept, type Kept } from './kept';
import type { InstalledSnap } from './snap';

type Answers = {
  /** The state, which outlives the Snap. */
  readonly kept: () => Kept;
  /** Shows a notification; throws what the wallet refuses it with. */
  readonly onNotify: (params: unknown) => void;
  readonly isLocked?: () => boolean;
  readonly events?: () => Json[];
};

/** Answers what the job of notifications asks of the wallet. */
export function answerJob(
  snap: InstalledSnap,
  { kept, onNotify, isLocked = () => false, events = () => [] }: Answers,
): void {
  snap.simulation.mockJsonRpc(({ method, params }) => {
    switch (method) {
      case 'snap_getState':
        return readKept(kept(), params) as never;
      case 'snap_setState':
        writeKept(kept(), params);
        return null;
      case 'snap_getBackgroundEvents':
        return events();
      case 'snap_cancelBackgroundEvent':
        return null;
      case 'snap_getClientStatus':
        return { locked: isLocked(), active: true };
      case 'snap_notify':
        onNotify(params);
        return undefined;
      default:
        return undefined;
    }
  });
}
