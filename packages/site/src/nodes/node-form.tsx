import { chainOfNode, isServerUrl, type Network } from '@pooled-staking/core';
import { useOwnNode } from '@pooled-staking/react';
import { useId, useState, type FormEvent } from 'react';
import { t } from '../texts/texts';
import './node-form.css';

/** Why a node cannot be used, in words; `null` where it can. It is asked for its chain. */
async function faultOf(network: Network, url: string): Promise<string | null> {
  if (!isServerUrl(url)) {
    return t('node.noUrl');
  }
  const chain = await chainOfNode(async (address, options) => fetch(address, options), url);
  if (chain === network.chainId) {
    return null;
  }
  return chain === null ? t('node.silent') : t('node.otherChain', { chain: String(chain), network: network.name });
}

type NodeFormProps = {
  readonly network: Network;
  /** Called once a node is kept or forgotten. */
  readonly onDone?: () => void;
};

/** Asks for the address of a network's node, and tries it before it is kept. An empty one is forgotten. */
export function NodeForm({ network, onDone }: NodeFormProps) {
  const id = useId();
  const [own, setOwn] = useOwnNode(network);
  const [text, setText] = useState(own ?? '');
  const [fault, setFault] = useState<string | null>(null);
  const [isTrying, setIsTrying] = useState(false);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const url = text.trim();
    setFault(null);
    if (url === '' && own !== null) {
      setOwn(null);
      onDone?.();
      return;
    }
    setIsTrying(true);
    void faultOf(network, url).then((found) => {
      setIsTrying(false);
      setFault(found);
      if (found === null) {
        setOwn(url);
        onDone?.();
      }
    });
  };

  return (
    <form className="node-form" onSubmit={submit} noValidate>
      <label htmlFor={id}>{t('node.label', { network: network.name })}</label>
      <div className="node-row">
        <input
          id={id}
          className="text-input"
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          placeholder={network.publicNodes?.[0]}
          value={text}
          aria-invalid={fault !== null}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            setText(event.target.value);
          }}
        />
        <button type="submit" className="button button-quiet" disabled={isTrying}>
          {t(isTrying ? 'node.trying' : 'node.use')}
        </button>
      </div>
      <p
        id={`${id}-hint`}
        className={fault === null ? 'muted' : 'field-fault'}
        role={fault === null ? undefined : 'alert'}
      >
        {fault ?? t(own === null ? 'node.hint' : 'node.hintOwn')}
      </p>
    </form>
  );
}
