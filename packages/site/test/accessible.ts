import { appendFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** A file for what axe cannot decide by itself: a person reads it. */
const undecided = process.env['AXE_UNDECIDED'];

/** The rules of WCAG 2.2 up to level AA, and what axe's authors hold to be good practice. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Expects that axe finds nothing wrong with the page as it is. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const { violations, incomplete } = await new AxeBuilder({ page }).withTags(rules).analyze();
  const told = (found: typeof violations): readonly string[] =>
    found.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, any }) => `${id}: ${help}: ${target.join(' ')} ${any[0]?.message ?? ''}`),
    );
  if (undecided) {
    appendFileSync(
      undecided,
      told(incomplete)
        .map((line) => `${what}: ${line}\n`)
        .join(''),
    );
  }
  expect(told(violations), what).toEqual([]);
}
