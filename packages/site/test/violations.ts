import type { Page } from '@playwright/test';

/** Collects what a page does against its Content-Security-Policy, and what the browser says of it. */
export async function violationsIn(page: Page): Promise<string[]> {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/content security policy/iu.test(message.text())) {
      violations.push(message.text());
    }
  });
  await page.exposeFunction('noteViolation', (text: string) => violations.push(text));
  await page.addInitScript(() => {
    const note = (globalThis as unknown as { noteViolation: (text: string) => void }).noteViolation;
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      note(`${violatedDirective}: ${blockedURI} ${sample}`);
    });
  });
  return violations;
}
