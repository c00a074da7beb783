import type { InstalledSnap } from './snap';
import { textsOf } from './texts';

type Node = { type?: string; props?: Record<string, unknown> };

function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) {
    node.forEach((each) => {
      walk(each, visit);
    });
  } else if (typeof node === 'object' && node !== null) {
    visit(node);
    walk((node as Node).props?.['children'], visit);
  }
}

/** The home page as a person sees it: what stands there now, and what can be pressed and typed. */
export type HomePage = {
  texts(): string[];
  has(button: string): boolean;
  /** All that can be pressed, by name. */
  buttons(): string[];
  isDisabled(button: string): boolean;
  /** What is wrong with what stands in the fields. */
  errors(): string[];
  /** Where links lead. */
  links(): string[];
  /** The picture's SVG. */
  image(): string | undefined;
  press(name: string): Promise<void>;
  type(name: string, value: string): Promise<void>;
  /** Puts a value into a field of any kind: what is typed, one of a list, or a tick that is not there yet. */
  fill(name: string, value: string): Promise<void>;
};

/** Opens the home page of an installed Snap. */
export async function openHome({ simulation }: InstalledSnap): Promise<HomePage> {
  const answer = await simulation.onHomePage();
  const shown = () => answer.getInterface();
  const nodes = (): Node[] => {
    const all: Node[] = [];
    walk(shown().content, (node) => all.push(node));
    return all;
  };
  const propsOf = (type: string, prop: string): string[] =>
    nodes().flatMap(({ type: found, props }) => (found === type && props?.[prop] ? [props[prop] as string] : []));
  return {
    texts: () => textsOf(shown().content),
    has: (button) => nodes().some(({ type, props }) => type === 'Button' && props?.['name'] === button),
    buttons: () =>
      nodes().flatMap(({ type, props }) =>
        type === 'Button' && props?.['disabled'] !== true ? [String(props?.['name'])] : [],
      ),
    isDisabled: (button) =>
      nodes().some(({ type, props }) => type === 'Button' && props?.['name'] === button && props['disabled'] === true),
    errors: () => propsOf('Field', 'error'),
    links: () => propsOf('Link', 'href'),
    image: () => propsOf('Image', 'src')[0],
    press: async (name) => shown().clickElement(name),
    type: async (name, value) => shown().typeInField(name, value),
    fill: async (name, value) => {
      const found = nodes().find(({ type, props }) => type !== 'Button' && props?.['name'] === name);
      switch (found?.type) {
        case 'RadioGroup':
          return shown().selectFromRadioGroup(name, value);
        case 'Dropdown':
          return shown().selectInDropdown(name, value);
        case 'Checkbox':
          return shown().clickElement(name);
        default:
          return shown().typeInField(name, value);
      }
    },
  };
}
