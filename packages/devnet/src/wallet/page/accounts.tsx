import { createContext, useContext } from 'react';

import type { AccountView } from '../protocol';

const Accounts = createContext<readonly AccountView[]>([]);

/** Lets everything inside know the accounts of the wallet. */
export const AccountsProvider = Accounts.Provider;

export const useAccounts = (): readonly AccountView[] => useContext(Accounts);
