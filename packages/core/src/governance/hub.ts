import { plainText } from '../chain/plain-text';
import { StakingError } from '../errors';
import type { FileFault } from '../problems';
import { FileError } from '../web/fetch-text';
import type { PostJson } from '../web/post-json';
import { isFields, type Fields } from './proposal';
import type { GovernanceServers, GovernanceSpace } from './space';

/** Where proposals are read and votes are sent. */
export type Governance = {
  readonly space: GovernanceSpace;
  readonly servers: GovernanceServers;
  /** `null` where no server can be reached. */
  readonly post: PostJson | null;
};

/** More is no answer of a hub to what is asked here. */
export const governanceLimits = { milliseconds: 10_000, size: 4_000_000 };

function failed(server: string, fault: FileFault, said?: string, cause?: unknown): StakingError {
  const facts = { kind: 'governance-server-failed', server, fault, ...(said === undefined ? {} : { said }) } as const;
  return new StakingError('GOVERNANCE_UNAVAILABLE', facts, { cause });
}

/** A server's answer that makes no sense. */
export const oddAnswer = (server: string): StakingError => failed(server, 'malformed');

/**
 * Posts to a server and gives what it answers.
 * @throws StakingError GOVERNANCE_UNAVAILABLE.
 */
export async function ask(
  post: PostJson | null,
  server: string,
  body: unknown,
): Promise<{ readonly status: number; readonly fields: Fields }> {
  if (!post) {
    throw new StakingError('GOVERNANCE_UNAVAILABLE', { kind: 'no-server-access' });
  }
  const answer = await post(server, body).catch((error: unknown) => {
    throw error instanceof FileError
      ? failed(server, error.fault, error.said, error)
      : failed(server, 'unreachable', plainText(error instanceof Error ? error.message : String(error)), error);
  });
  let fields: unknown;
  try {
    fields = JSON.parse(answer.text);
  } catch {
    throw answer.status >= 400 ? failed(server, 'refused', String(answer.status)) : oddAnswer(server);
  }
  if (!isFields(fields)) {
    throw oddAnswer(server);
  }
  return { status: answer.status, fields };
}

/**
 * Asks the hub over GraphQL. Parts that the hub fails at are `null` in what it gives; a question that it does not take is
 * refused in its own words.
 * @throws StakingError GOVERNANCE_UNAVAILABLE.
 */
export async function query(
  { post, servers: { hub } }: Governance,
  text: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Fields> {
  const { status, fields } = await ask(post, hub, { query: text, variables });
  const { data, errors } = fields;
  if (isFields(data)) {
    return data;
  }
  const [first] = Array.isArray(errors) ? (errors as unknown[]) : [];
  const said = isFields(first) && typeof first['message'] === 'string' ? plainText(first['message']) : String(status);
  throw first === undefined && status < 400 ? oddAnswer(hub) : failed(hub, 'refused', said);
}
