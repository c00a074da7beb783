import { RequestsSpentError, type Request } from './request';

/** A request that counts what it sends. */
export type CountedRequest = {
  readonly request: Request;
  /** How many more may be sent. */
  readonly left: () => number;
};

/** Lets through so many requests; what comes after them is not sent, and rejects with RequestsSpentError. */
export function limitRequests(request: Request, most: number): CountedRequest {
  let left = most;
  return {
    request: async (args) => {
      if (left <= 0) {
        throw new RequestsSpentError('All requests of this look are spent.');
      }
      left -= 1;
      return request(args);
    },
    left: () => left,
  };
}
