import type { Session } from '../wallet/session';

/** How long a wallet has to say what it can do, in milliseconds: some never answer a method that they do not know. */
const patience = 5_000;

/** What each wallet has said, by account and network. */
const known = new WeakMap<object, Map<string, Promise<boolean>>>();

const keyOf = ({ account, chainId }: Session): string => `${chainId}:${account.toLowerCase()}`;

function answersOf({ wallet: { provider } }: Session): Map<string, Promise<boolean>> {
  const answers = known.get(provider) ?? new Map<string, Promise<boolean>>();
  known.set(provider, answers);
  return answers;
}

/** Whether an answer to `wallet_getCapabilities` (EIP-5792) offers all or nothing on a network; 0 stands for every one. */
function offersAtomic(answer: unknown, chainId: number): boolean {
  const chains = Object.entries((answer ?? {}) as Readonly<Record<string, unknown>>);
  return chains.some(([id, capabilities]) => {
    const { atomic } = (capabilities ?? {}) as { readonly atomic?: { readonly status?: unknown } | null };
    return [chainId, 0].includes(Number(id)) && (atomic?.status === 'supported' || atomic?.status === 'ready');
  });
}

async function ask({ wallet: { provider }, account, chainId }: Session): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      resolve(null);
    }, patience);
  });
  try {
    const params = [account, [`0x${chainId.toString(16)}`]];
    return offersAtomic(
      await Promise.race([provider.request({ method: 'wallet_getCapabilities', params }), silence]),
      chainId,
    );
  } catch {
    // A wallet that does not know the method, or that tells nothing, sends one after the other.
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Whether the wallet carries out several calls of the account in one transaction, or would after it has asked the person to
 * make the account a smart one. Asked once for each account and network.
 */
export async function sendsTogether(session: Session): Promise<boolean> {
  const answers = answersOf(session);
  const answer = answers.get(keyOf(session)) ?? ask(session);
  answers.set(keyOf(session), answer);
  return answer;
}

/** Notes that the wallet has refused to, so that it is not tried again. */
export function noteNotTogether(session: Session): void {
  answersOf(session).set(keyOf(session), Promise.resolve(false));
}
