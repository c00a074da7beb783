import { jest } from '@jest/globals';

/** The protocol in the list, and its pool on its network: to be imported first, before anything that reads the registries. */

jest.mock('../../../core/src/protocols/list', () => {
  const { protocolList } = jest.requireActual<{ protocolList: readonly object[] }>('../../../core/src/protocols/list');
  const { artemis } = jest.requireActual<{ artemis: object }>('../../../core/src/protocols/metis/artemis/index');
  return { protocolList: [...protocolList, artemis] };
});
jest.mock('../../../core/src/networks/index', () => {
  const actual = jest.requireActual<{ networks: readonly object[] }>('../../../core/src/networks/index');
  const { andromeda, artemisPool } = jest.requireActual<{ andromeda: object; artemisPool: object }>(
    '../../../core/src/networks/andromeda',
  );
  return { ...actual, networks: [...actual.networks, { ...andromeda, pools: [artemisPool] }] };
});
