import { Suspense, useState } from 'react';
import { useHashText } from '../accounts/account-address';
import { lazily } from '../components/lazily';

const GovernancePages = lazily(
  async () => (await import(/* webpackChunkName: "governance" */ './governance-pages')).GovernancePages,
);

/** Where the link that skips the header leads: a place of the page, and no proposal. */
const skipTarget = 'main';

/** Nothing longer names a proposal. */
const longestId = 100;

/** What the address of the page about proposals leads to. */
export function GovernanceRoute() {
  const text = useHashText();
  const [id, setId] = useState('');
  if (text === null) {
    return null;
  }
  if (text !== skipTarget && text.slice(0, longestId) !== id) {
    setId(text.slice(0, longestId));
  }
  return (
    <Suspense fallback={null}>
      <GovernancePages id={id} />
    </Suspense>
  );
}
