import { Changes } from './changes';
import { ExitTimes } from './exit-times';
import { Penalties } from './penalties';
import { PoolBooks } from './pool-books';
import { PoolFacts } from './pool-facts';
import { RateHistory } from './rate-history';
import { Validators } from './validators';
import './facts.css';

/** The pool's figures of now, and its life. */
export function FactsPage() {
  return (
    <div className="facts">
      <PoolFacts />
      <ExitTimes />
      <RateHistory />
      <Penalties />
      <Changes />
      <Validators />
      <PoolBooks />
    </div>
  );
}

/** What the chain tells of the pool's life, as far as its protocol does: each part reads for itself, and waits for no other. */
export function PoolLife() {
  return (
    <div className="facts">
      <RateHistory />
      <ExitTimes />
      <Penalties />
      <Changes />
      <Validators />
      <PoolBooks />
    </div>
  );
}
