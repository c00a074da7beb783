import { navigate } from 'gatsby';
import { useEffect } from 'react';

/** Goes on to another address of the site, so that the way back leads past this one. */
export function Redirect({ to }: { readonly to: string }) {
  useEffect(() => {
    navigate(to, { replace: true });
  }, [to]);
  return null;
}
