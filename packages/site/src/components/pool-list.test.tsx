import { expect, it, jest } from '@jest/globals';
import { networkByChainId } from '@pooled-staking/core';
import type { ComponentProps } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { PoolList } from './pool-list';

jest.mock('gatsby', () => ({
  Link: ({ to, ...rest }: ComponentProps<'a'> & { to: string }) => <a {...rest} href={to} />,
}));

it('offers every pool of a network that has several, by its address', () => {
  const ethereum = networkByChainId(1);
  const pools = ['one', 'two', 'three'].map((name) => ({
    ...networkByChainId(1).pools[0],
    id: `eip155:1:${name}`,
    name: `Pool ${name}`,
  }));
  const html = renderToStaticMarkup(
    <PoolList network={{ ...ethereum, pools: pools as unknown as typeof ethereum.pools }} hash="#part" />,
  );
  expect([...html.matchAll(/href="([^"]+)"[^>]*>([^<]+)/gu)].map(([, to, name]) => [to, name])).toEqual([
    ['/?pool=eip155:1:one#part', 'Pool one'],
    ['/?pool=eip155:1:two#part', 'Pool two'],
    ['/?pool=eip155:1:three#part', 'Pool three'],
  ]);
});
