import type { Network } from '@pooled-staking/core';
import { useState } from 'react';
import { t } from '../texts/texts';
import { NodeForm } from './node-form';

/** Which node reads a network, and the way to another. */
export function NodeInUse({ network, name }: { readonly network: Network; readonly name: string }) {
  const [isChanging, setIsChanging] = useState(false);
  return isChanging ? (
    <NodeForm
      network={network}
      onDone={() => {
        setIsChanging(false);
      }}
    />
  ) : (
    <p className="as-of">
      {t('node.readAt', { node: name })}{' '}
      <button
        type="button"
        className="button-text"
        onClick={() => {
          setIsChanging(true);
        }}
      >
        {t('node.change', { network: network.name })}
      </button>
    </p>
  );
}
