import { plainText } from '@pooled-staking/core';
import { Link } from 'gatsby';
import { Panel, PanelAction } from './panel';

/** As many letters as are shown of an id that is none. */
const longestId = 100;

/** Shown where the address names a pool that this site does not know. */
export function UnknownPool({ id }: { readonly id: string }) {
  return (
    <Panel title="Not a known pool">
      <p>
        This site knows no pool with the id <code>{plainText(id, longestId)}</code>. The address may be mistyped or cut
        off.
      </p>
      <PanelAction>
        <Link className="button" to="/">
          Go to the first page
        </Link>
      </PanelAction>
    </Panel>
  );
}
