import { connect } from './connection';
import type { Connection } from './connection';
import { mountPanel } from './panel';
import { announceProvider, createProvider } from './provider';

// Loaded before every other script of a page that the devnet serves: the provider is there when the site looks for it.
const connection: Connection = connect({
  onState: (state) => {
    updates.onState(state);
    panel.show(state);
  },
  onToast: (toast) => {
    panel.showToast(toast);
  },
  onOnline: (isOnline) => {
    updates.onOnline(isOnline);
    panel.setOnline(isOnline);
  },
});
const { provider, updates } = createProvider((request) => connection.request(request));
const panel = mountPanel(connection);
announceProvider(provider);
