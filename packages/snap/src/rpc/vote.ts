import { limits, type VoteParams, type VoteResult } from '@pooled-staking/api';
import { fromPlainChoice, quoteVote, sendVote, toIsoTime, typedDataOf } from '@pooled-staking/core';
import { governanceOf } from '../governance/governance';
import { rememberProposals } from '../governance/known';
import type { Wallet } from '../wallet/wallet';
import { parseAccount } from './account';
import { RefusedError } from './errors';
import { VoteDialog } from './views/vote-dialog';

/**
 * Asks the person to approve a vote, has it signed in the wallet and sends it; where the wallet does not sign for the Snap,
 * the page gets it. The proposal is read again after the dialog: it may have ended meanwhile, and the vote is of its time.
 */
export async function vote(wallet: Wallet, params: VoteParams, origin: string): Promise<VoteResult> {
  const account = parseAccount(params.account);
  const { proposal: id, reason = '' } = params;
  const wanted = { account, proposal: id, choice: fromPlainChoice(params.choice), reason };
  const governance = await governanceOf(wallet);
  const quote = async (): ReturnType<typeof quoteVote> => quoteVote(governance, wanted, Math.floor(Date.now() / 1_000));
  const first = await quote();
  await rememberProposals(wallet, [first.proposal]);
  const { locale } = await wallet.readPreferences();
  const texts = await wallet.readTexts(locale);
  if (!(await wallet.confirm(VoteDialog({ origin, account, quote: first, texts })))) {
    throw new RefusedError('The person refused.');
  }
  const { data } = await quote();
  const typedData = typedDataOf(data);
  const signature = await wallet.signTypedData(account, typedData);
  if (signature === null) {
    const validUntil = toIsoTime(Math.min(data.message.timestamp + limits.validSeconds, first.proposal.end));
    const { domain, types, primaryType, message } = typedData;
    const choice = Array.isArray(message.choice)
      ? [...(message.choice as number[])]
      : (message.choice as number | string);
    return {
      status: 'prepared',
      typedData: {
        domain: { ...domain },
        types: { EIP712Domain: [...types.EIP712Domain], Vote: [...types.Vote] },
        primaryType,
        message: { ...message, choice },
      },
      sequencer: governance.servers.sequencer,
      validUntil,
    };
  }
  return { status: 'submitted', ...(await sendVote(governance, data, signature)) };
}
