/** What is to be on the screen, as plain data: made by pure functions, put into the page by `patch`. */
export type ViewElement = {
  tag: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly View[];
  /** Two elements of different keys are different things, even at the same place. */
  key?: string | undefined;
};

export type View = string | ViewElement;

export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

export type Children = readonly (View | Children | null | undefined | false)[];

function flatten(children: Children): View[] {
  return children.flatMap((child) => {
    if (child === null || child === undefined || child === false) {
      return [];
    }
    return Array.isArray(child) ? flatten(child as Children) : [child as View];
  });
}

/**
 * Describes an element. Attributes that are null, undefined or false are left out, true ones are empty; `key` tells
 * elements apart.
 */
export function h(tag: string, attributes: Attributes = {}, ...children: Children): ViewElement {
  const { key, ...others } = attributes;
  const kept = Object.entries(others).flatMap(([name, value]): [string, string][] =>
    value === null || value === undefined || value === false ? [] : [[name, value === true ? '' : String(value)]],
  );
  return {
    tag,
    attributes: Object.fromEntries(kept),
    children: flatten(children),
    ...(key === undefined || key === null ? {} : { key: String(key) }),
  };
}

/** The text of a view without its elements. */
export function textOf(view: View): string {
  return typeof view === 'string' ? view : view.children.map(textOf).join('');
}

/** The first element that fulfils the condition, in document order. */
export function findView(view: View, matches: (element: ViewElement) => boolean): ViewElement | undefined {
  if (typeof view === 'string') {
    return undefined;
  }
  if (matches(view)) {
    return view;
  }
  for (const child of view.children) {
    const found = findView(child, matches);
    if (found) {
      return found;
    }
  }
  return undefined;
}
