import { ponder } from 'ponder:registry';
import { eventNames } from '../../../src/vault-events';

for (const name of eventNames()) {
  ponder.on(name as never, () => undefined);
}
ponder.on('Head:block', () => undefined);
