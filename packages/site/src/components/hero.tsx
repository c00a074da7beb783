import { Eth } from './amounts';
import { LedgerLine } from './ledger-line';
import { WalletChooser } from './wallet-chooser';
import './hero.css';

const entries = [
  {
    title: 'What it earns',
    text: 'The pool runs Ethereum validators and pays their rewards to everybody in it, after its fee. Rates on this site are worked out from the reports that the pool has really made, and say which.',
  },
  {
    title: 'Getting out',
    text: 'Unstake at any time. Your ETH leaves in the order of requests: often within a few days, longer when validators have to stop first. You see where you stand, and claim when it is ready.',
  },
  {
    title: 'What can go wrong',
    text: 'Validators can be fined, and then everybody in the pool loses a little. Contracts can have faults. Each network fee is yours to pay. Only stake what you can leave alone for a while.',
  },
] as const;

const milliEth = 10n ** 15n;

/** What the site makes of an account, with round figures. */
function Specimen() {
  return (
    <figure className="specimen">
      <figcaption>An example: 10 ETH at 3&nbsp;% APR, 4 ETH taken out after the first of two years</figcaption>
      <dl className="lines">
        <LedgerLine label="Staked now">
          <Eth wei={6_480n * milliEth} />
        </LedgerLine>
        <LedgerLine label="Paid out">
          <Eth wei={4_000n * milliEth} isSigned />
        </LedgerLine>
        <LedgerLine label="Put in">
          <Eth wei={-10_000n * milliEth} />
        </LedgerLine>
        <LedgerLine label="Rewards so far" kind="total">
          <Eth wei={480n * milliEth} isSigned />
        </LedgerLine>
      </dl>
    </figure>
  );
}

/** What the site is, and the way in: shown while no wallet is connected. */
export function Hero() {
  return (
    <div className="hero">
      <div className="hero-top">
        <div className="hero-lead">
          <h1>
            Stake any amount of ETH. <em>See the books add up.</em>
          </h1>
          <p className="hero-text">
            Put ETH to work in a staking pool from your own wallet, with no 32 ETH needed. Every stake, reward and
            payout is read from the chain and added up to the last digit. If the sum does not come out even, you are
            told.
          </p>
          <WalletChooser />
        </div>
        <Specimen />
      </div>
      <ol className="hero-entries">
        {entries.map(({ title, text }) => (
          <li key={title}>
            <h2>{title}</h2>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}
