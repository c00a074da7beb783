import type { Page } from '@playwright/test';

/**
 * What of a page breaks the list in `docs/design.md` and can be measured: what stands outside the window, what is cut, what runs into
 * something else, and more than one main action in a part. Empty where all is well. A line for each names the words that it is about.
 */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const faults = new Set<string>();
    const width = document.documentElement.clientWidth;
    const named = (element: Element): string => {
      const words = (element.textContent || '').trim().replace(/\s+/gu, ' ').slice(0, 60);
      return `${element.tagName.toLowerCase()}.${String(element.getAttribute('class'))} "${words}"`;
    };
    const ancestors = (element: Element): Element[] =>
      element.parentElement ? [element.parentElement, ...ancestors(element.parentElement)] : [];
    const styleOf = (element: Element): CSSStyleDeclaration => getComputedStyle(element);
    /** Said to screen readers alone, or not at all. */
    const isUnseen = (element: Element): boolean =>
      !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ||
      [element, ...ancestors(element)].some(
        (each) => styleOf(each).clipPath !== 'none' || each.matches('.skip, #gatsby-announcer, select, option'),
      );
    const scrolls = (element: Element): boolean => /auto|scroll/u.test(styleOf(element).overflowX);
    const hides = (element: Element): boolean => /hidden|clip/u.test(styleOf(element).overflow);

    if (document.documentElement.scrollWidth > width) {
      faults.add(`The page is ${document.documentElement.scrollWidth} px wide, in a window of ${width} px.`);
    }
    type Words = { readonly element: Element; readonly block: Element; readonly rect: DOMRect };
    const words: Words[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || node.textContent?.trim() === '' || element.closest('script, style, noscript, svg, title')) {
        continue;
      }
      if (isUnseen(element)) {
        continue;
      }
      const block = [element, ...ancestors(element)].find((each) => styleOf(each).display !== 'inline') ?? element;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width > 0) {
          words.push({ element, block, rect });
        }
      }
    }
    const probe = document.body.appendChild(document.createElement('div'));
    const scale = ['down', 'table', '0', '1', '2', '3', '4'].map((step) => {
      probe.style.fontSize = `var(--step-${step})`;
      return parseFloat(styleOf(probe).fontSize);
    });
    probe.remove();
    /** Units and addresses stand beside text of the scale, smaller; the unit of a page's one amount is small beside it. */
    const sizes = scale.flatMap((size) => [size, size * 0.8, size * 0.875, size * 0.4]);
    for (const { element } of words) {
      const size = parseFloat(styleOf(element).fontSize);
      if (!sizes.some((each) => Math.abs(each - size) < 0.1)) {
        faults.add(`Of a size of its own, ${size} px: ${named(element)}`);
      }
    }
    for (const { element, rect } of words) {
      if ((rect.right > width + 1 || rect.left < -1) && !ancestors(element).some(scrolls)) {
        faults.add(`Outside the window: ${named(element)}`);
      }
      const box = [element, ...ancestors(element)].find((each) => {
        const { backgroundColor, borderLeftWidth, display } = styleOf(each);
        const isDrawn = backgroundColor !== 'rgba(0, 0, 0, 0)' || borderLeftWidth !== '0px';
        return display !== 'inline' && isDrawn;
      });
      const frame = box?.getBoundingClientRect();
      if (frame && box !== document.body && (rect.right > frame.right + 1 || rect.left < frame.left - 1)) {
        faults.add(`Stands out of its box: ${named(element)}`);
      }
    }
    for (const element of document.querySelectorAll('body *')) {
      const isCut = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
      if (hides(element) && isCut && element.clientWidth > 1 && !isUnseen(element) && element.textContent !== '') {
        faults.add(`Cut: ${named(element)}`);
      }
    }
    // What is stuck to the window's edges passes over the rest by design.
    const isFixed = ({ element }: Words): boolean =>
      [element, ...ancestors(element)].some((each) => /sticky|fixed/u.test(styleOf(each).position));
    const flowing = words.filter((each) => !isFixed(each)).sort((a, b) => a.rect.top - b.rect.top);
    flowing.forEach((one, index) => {
      for (const other of flowing.slice(index + 1)) {
        if (other.rect.top >= one.rect.bottom) {
          break;
        }
        const height = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
        const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
        // The boxes of letters of neighbouring lines touch.
        if (one.block !== other.block && across > 3 && height > Math.min(one.rect.height, other.rect.height) / 2) {
          faults.add(`One over the other: ${named(one.element)} and ${named(other.element)}`);
        }
      }
    });
    const main = [...document.querySelectorAll('main .button:not(.button-quiet, .button-small, .button-text)')];
    const loud = main.filter((each) => !isUnseen(each));
    if (loud.length > 1) {
      faults.add(`More than one main action: ${loud.map(named).join(', ')}`);
    }
    return [...faults];
  });
}
