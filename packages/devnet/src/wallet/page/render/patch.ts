import type { View, ViewElement } from './view';

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

type KeyedElement = Element & { viewKey?: string | undefined; shownValue?: string | undefined; shownStyle?: string };

function isSame(node: Node | undefined, view: View): boolean {
  if (typeof view === 'string') {
    return node instanceof Text;
  }
  return node instanceof Element && node.localName === view.tag && (node as KeyedElement).viewKey === view.key;
}

function create(view: View, isSvg: boolean): Node {
  if (typeof view === 'string') {
    return document.createTextNode(view);
  }
  const element: KeyedElement =
    isSvg || view.tag === 'svg' ? document.createElementNS(SVG_NAMESPACE, view.tag) : document.createElement(view.tag);
  element.viewKey = view.key;
  update(element, view);
  return element;
}

function isFocused(element: Element): boolean {
  const root = element.getRootNode();
  return (root instanceof ShadowRoot || root instanceof Document) && root.activeElement === element;
}

/** Form fields show a property, not an attribute. What a person is writing at this moment is left alone. */
function updateField(element: KeyedElement, view: ViewElement): void {
  if (element instanceof HTMLInputElement && (element.type === 'checkbox' || element.type === 'radio')) {
    element.checked = 'checked' in view.attributes;
    return;
  }
  const value = view.attributes['value'];
  if (value !== undefined && (element instanceof HTMLInputElement || element instanceof HTMLSelectElement)) {
    const shown: KeyedElement = element;
    if (value !== shown.shownValue && !isFocused(element)) {
      element.value = value;
    }
    shown.shownValue = element.value;
  }
}

/** Set as rules, not as an attribute: that is what a page's Content-Security-Policy leaves to its scripts. */
function showStyle(element: KeyedElement, rules: string): void {
  if (element.shownStyle !== rules && (element instanceof HTMLElement || element instanceof SVGElement)) {
    const styled: KeyedElement & ElementCSSInlineStyle = element;
    styled.style.cssText = rules;
    styled.shownStyle = rules;
  }
}

function update(element: KeyedElement, view: ViewElement): void {
  for (const { name } of [...element.attributes]) {
    // A person opens and closes these.
    if (!(name in view.attributes) && !(name === 'open' && element instanceof HTMLDetailsElement)) {
      element.removeAttribute(name);
    }
  }
  for (const [name, value] of Object.entries(view.attributes)) {
    if (name === 'style') {
      showStyle(element, value);
    } else if (element.getAttribute(name) !== value) {
      element.setAttribute(name, value);
    }
  }
  patch(element, view.children);
  updateField(element, view);
}

/**
 * Makes the children of a node those of the views, keeping what is there already, and with it focus, scroll position
 * and what is being written. Text becomes text nodes: nothing of it is ever read as HTML.
 */
export function patch(parent: ParentNode & Node, views: readonly View[]): void {
  const isSvg = parent instanceof SVGElement;
  views.forEach((view, index) => {
    const present = parent.childNodes[index];
    if (present === undefined) {
      parent.appendChild(create(view, isSvg));
    } else if (!isSame(present, view)) {
      parent.replaceChild(create(view, isSvg), present);
    } else if (typeof view === 'string') {
      if (present.nodeValue !== view) {
        present.nodeValue = view;
      }
    } else {
      update(present as KeyedElement, view);
    }
  });
  while (parent.childNodes.length > views.length) {
    parent.lastChild?.remove();
  }
}
