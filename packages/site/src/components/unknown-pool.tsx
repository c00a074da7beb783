import { plainText } from '@pooled-staking/core';
import { Link } from 'gatsby';
import { rich, t } from '../texts/texts';
import { Panel, PanelAction } from './panel';

/** As many letters as are shown of an id that is none. */
const longestId = 100;

/** Shown where the address names a pool that this site does not know. */
export function UnknownPool({ id }: { readonly id: string }) {
  return (
    <Panel title={t('network.unknownPoolTitle')}>
      <p>{rich('network.unknownPoolText', { id: () => <code>{plainText(id, longestId)}</code> })}</p>
      <PanelAction>
        <Link className="button" to="/">
          {t('frame.goToFirstPage')}
        </Link>
      </PanelAction>
    </Panel>
  );
}
