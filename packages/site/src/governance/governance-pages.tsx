import { t } from '../texts/texts';
import { ProposalList } from './proposal-list';
import { ProposalPage } from './proposal-page';
import './governance.css';

/** All proposals, or the one that the address names. */
export function GovernancePages({ id }: { readonly id: string }) {
  return id === '' ? (
    <div className="governance">
      <h1>{t('governance.title')}</h1>
      <p>{t('governance.text')}</p>
      <ProposalList />
    </div>
  ) : (
    <ProposalPage key={id} id={id} />
  );
}
