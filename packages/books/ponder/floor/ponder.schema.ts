/** What Ponder costs without the books' rules: the same logs, which nobody takes. `npm run bench` runs it beside the books. */
import { onchainTable } from 'ponder';

export const nothing = onchainTable('nothing', (t) => ({ id: t.integer().primaryKey() }));
