/** The names of this computer's own address, as they stand in URLs. */
export const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** True for the URL of a server on this computer. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && loopbackHosts.includes(new URL(url).hostname);
}
