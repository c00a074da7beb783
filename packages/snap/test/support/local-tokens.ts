import { jest } from '@jest/globals';

// The local chain with ENKI's tokens in the registry. To be imported first, before anything that reads it.
jest.mock('../../../core/src/networks/local', () => {
  const { local } = jest.requireActual<{ local: object }>('../../../core/src/networks/local');
  const { andromeda } = jest.requireActual<{ andromeda: { enki: object } }>('../../../core/src/networks/andromeda');
  return { local: { ...local, enki: andromeda.enki } };
});
