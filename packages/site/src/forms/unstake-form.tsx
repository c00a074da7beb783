import { useState, type FormEvent } from 'react';
import { cutWei, exactEth, shownEth } from '../amounts/eth';
import { Eth } from '../components/amounts';
import { usePosition } from '../data/position';
import { useTransactions } from '../transactions/transactions';
import { useSession } from '../wallet/session';
import { AmountField, type Part } from './amount-field';
import { checkUnstake } from './check-amount';
import { useClearWhenSent } from './use-clear-when-sent';
import './form.css';

/** The form that unstakes. Max stands for all of it, whatever it is worth when the transaction is mined. */
export function UnstakeForm() {
  const session = useSession();
  const { data: position } = usePosition();
  const { isAsking, start } = useTransactions();
  const [text, setText] = useState('');
  const [isAll, setIsAll] = useState(false);
  const [isTried, setIsTried] = useState(false);
  const watch = useClearWhenSent(() => {
    setText('');
    setIsAll(false);
    setIsTried(false);
  });

  const staked = position ? BigInt(position.assets) : null;
  if (staked === 0n) {
    return <p className="empty">Nothing is staked, so there is nothing to unstake.</p>;
  }
  const shown = isAll && staked !== null ? exactEth(staked) : text;
  const checked = checkUnstake(shown, staked ?? 0n);
  const message = staked !== null && !checked.ok && (isTried || !checked.isEmpty) ? checked.message : null;

  const choosePart = (part: Part): void => {
    setIsAll(part === 'max');
    if (part !== 'max' && staked !== null) {
      setText(exactEth(cutWei((staked * BigInt(part)) / 100n)));
    }
  };

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsTried(true);
    if (checked.ok && position && staked !== null && !isAsking) {
      const isWhole = isAll || checked.wei === staked;
      const amount = isWhole ? 'max' : checked.wei.toString();
      const title = isWhole ? `Unstake all, ${shownEth(staked)} ETH` : `Unstake ${shownEth(checked.wei)} ETH`;
      watch(start(session, position.pool, { kind: 'unstake', amount, title }));
    }
  };

  return (
    <form className="form" onSubmit={submit} noValidate>
      <AmountField
        label="Amount to unstake"
        text={shown}
        onText={(entered) => {
          setIsAll(false);
          setText(entered);
        }}
        available={
          staked === null ? null : (
            <>
              Staked: <Eth wei={staked} />
            </>
          )
        }
        message={message}
        onPart={staked === null ? null : choosePart}
      />
      <p className="outlook">
        {isAll ? 'All of it leaves, with what it earns until then. ' : ''}Exits are served in the order of requests and
        earn until it is their turn. You claim the ETH afterwards.
      </p>
      <button type="submit" className="button button-large button-wide" disabled={isAsking || staked === null}>
        {isAsking ? 'Waiting for your answer…' : 'Unstake'}
      </button>
    </form>
  );
}
