import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Where each page may ask beside its own server; the chain itself is read through the wallet. */
const anyNode = ['https:', 'http://127.0.0.1:*', 'http://localhost:*'];

/**
 * The pages that read without a wallet: there a person may name any node. Nothing can be sent from them, and others lead to them
 * by loading them anew, under this policy of theirs.
 */
const readOnlyPages = ['account/index.html', 'sequencers/index.html'];

/** What a page may load and run. */
const policy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  // Hashes count for style attributes too, and for nothing that is not among them.
  'style-src': ["'self'", "'unsafe-hashes'"],
  // Wallets announce themselves with an icon in a data URI.
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

/** Answered with every file, where the host takes a `_headers` file; no page can say these of itself. */
const headers = {
  'Content-Security-Policy': "frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const groups = (html, pattern) => [...html.matchAll(pattern)].map(([, text]) => text).filter(Boolean);
const unescaped = (text) => text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');

/**
 * The policy of one page: everything inline in it by its hash, and nothing else that is inline.
 * @param hosts where it may ask.
 */
function policyOf(html, hosts) {
  const scripts = groups(html, /<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/gu);
  const sheets = groups(html, /<style[^>]*>([^]*?)<\/style>/gu);
  const attributes = groups(html, /<[^>]*\sstyle="([^"]*)"/gu).map(unescaped);
  const inline = { 'script-src': scripts, 'style-src': [...sheets, ...attributes] };
  return Object.entries({ ...policy, 'connect-src': ["'self'", ...hosts] })
    .map(([name, sources]) => [name, ...sources, ...new Set((inline[name] ?? []).map(hashOf))].join(' '))
    .join('; ');
}

const charset = /<meta charset="[^"]*"\s*\/?>/iu;
const written = /<meta http-equiv="Content-Security-Policy"[^>]*>/giu;

/** Puts its policy into a page, before all that it rules. A page that an earlier build left has it anew. */
function withPolicy(html, file, hosts) {
  const bare = html.replaceAll(written, '');
  if (!charset.test(bare)) {
    throw new Error(`${file} names no character set, and so has no place for its Content-Security-Policy.`);
  }
  return bare.replace(
    charset,
    (tag) => `${tag}<meta http-equiv="Content-Security-Policy" content="${policyOf(bare, hosts)}"/>`,
  );
}

/**
 * A finished page with other markup or styles than it was built with, and a script before all others: its policy anew, with the
 * same hosts.
 */
export function withChanges(html, file, firstScript, change) {
  const [, hosts] = /connect-src 'self' ?([^;"]*)/u.exec(html.match(written)?.[0] ?? '') ?? [];
  if (hosts === undefined) {
    throw new Error(`${file} has no Content-Security-Policy: it is not a page of a finished build.`);
  }
  const changed = change(html).replace(charset, (tag) => `${tag}<script>${firstScript}</script>`);
  return withPolicy(changed, file, hosts.split(' ').filter(Boolean));
}

/** Gatsby also keeps parts of pages, which no browser is sent to. */
export const isPage = (html) => /<head[\s>]/iu.test(html);

/** The page that asks servers of proposals and takes votes to one: no other page may. Others lead to it by loading it anew. */
const governancePage = 'governance/index.html';

/** Where a page may ask beside its own server. */
function hostsOf(page, hosts, governance) {
  if (readOnlyPages.includes(page)) {
    return anyNode;
  }
  return page === governancePage ? [...hosts, ...governance] : hosts;
}

/**
 * Gives every built page its policy, and hosts the headers that go with it.
 * @param hosts origins that all pages may ask: gateways of public files, and nodes and books of whoever serves the site.
 * @param governance origins of the servers of proposals and votes.
 */
export function writePolicies(folder, hosts, governance) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const { parentPath, name } of entries.filter((entry) => entry.isFile() && entry.name.endsWith('.html'))) {
    const file = join(parentPath, name);
    const html = readFileSync(file, 'utf8');
    if (isPage(html)) {
      const page = relative(folder, file).replaceAll('\\', '/');
      writeFileSync(file, withPolicy(html, file, hostsOf(page, hosts, governance)));
    }
  }
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`);
  writeFileSync(join(folder, '_headers'), `/*\n${lines.join('')}`);
}
