import { createStakingClient, type VoteResult } from '@pooled-staking/api';
import {
  parseChoice,
  quoteVote,
  sendVote,
  toPlainChoice,
  typedDataOf,
  type Address,
  type Choice,
  type Governance,
  type Hex,
  type Proposal,
  type Seconds,
  type VoteData,
  type VoteTypedData,
} from '@pooled-staking/core';
import { isClosedToPages, readSnapStatus, type Session } from '@pooled-staking/react';
import { snapId } from '../config';
import { governance, present } from './reads';

/** A vote that was taken. */
export type TakenVote = { readonly choice: Choice; readonly at: Seconds; readonly receipt: string };

async function sign({ wallet, account }: Session, data: VoteTypedData): Promise<Hex> {
  const params = [account, JSON.stringify(data)];
  return (await wallet.provider.request({ method: 'eth_signTypedData_v4', params })) as Hex;
}

/** Has the page's own vote signed in the wallet and hands it to the sequencer. The proposal is read again right before. */
async function voteHere(at: Governance, session: Session, id: string, choice: Choice, reason: string): Promise<string> {
  const account = session.account as Address;
  const { data } = await quoteVote(at, { account, proposal: id, choice, reason }, present());
  const signature = await sign(session, typedDataOf(data));
  return (await sendVote(at, data, signature)).id;
}

/** Signs and sends what the Snap has prepared, where the wallet does not sign for it. */
async function finish(
  at: Governance,
  session: Session,
  prepared: Extract<VoteResult, { status: 'prepared' }>,
): Promise<string> {
  const typedData = prepared.typedData as VoteTypedData;
  const { domain, types, message } = typedData;
  const data: VoteData = { domain, types: { Vote: types.Vote }, message };
  const signature = await sign(session, typedData);
  const servers = { ...at.servers, sequencer: prepared.sequencer };
  return (await sendVote({ ...at, servers }, data, signature)).id;
}

/**
 * Votes on a proposal: through the Snap where it answers, which shows the vote in its own dialog, else by the page itself. The
 * choice is checked before anybody is asked.
 * @throws StakingError as `parseChoice`, `quoteVote` and `sendVote` of core do, the Snap's errors, and what the wallet refuses.
 */
export async function castVote(
  session: Session,
  proposal: Proposal,
  given: unknown,
  reason: string,
): Promise<TakenVote> {
  const at = governance();
  const choice = parseChoice(proposal, given);
  const { id } = proposal;
  const here = async (): Promise<string> => voteHere(at, session, id, choice, reason);
  const snap = async (): Promise<string> => {
    const client = createStakingClient(async (args) => session.wallet.provider.request(args), snapId);
    const { account } = session;
    const result = await client.vote({ account, proposal: id, choice: toPlainChoice(choice), reason });
    return result.status === 'prepared' ? finish(at, session, result) : result.id;
  };
  const { status } = await readSnapStatus(session, snapId).catch(() => ({ status: 'unsupported' }));
  const receipt =
    status === 'installed'
      ? await snap().catch(async (error: unknown) => {
          if (isClosedToPages(error)) {
            return here();
          }
          throw error;
        })
      : await here();
  return { choice, at: present(), receipt };
}
