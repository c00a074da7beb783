import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { t } from '../texts/texts';
import { Panel, PanelAction } from './panel';

/** In place of a part that did not come: only the whole page can be tried again, since a browser keeps a failed file failed. */
function PartMissing() {
  return (
    <Panel title={t('frame.partMissingTitle')}>
      <p>{t('frame.partMissingText')}</p>
      <PanelAction>
        <button
          type="button"
          className="button"
          onClick={() => {
            window.location.reload();
          }}
        >
          {t('frame.reload')}
        </button>
      </PanelAction>
    </Panel>
  );
}

/** A part of the page that comes as a file of its own once it is shown; it may be missing after a new version was put up. */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await load().catch((): ComponentType<Props> => PartMissing) }));
}
