import { keys, type BooksStore, type Tables } from './rows';

/** Books in memory, for the rules alone. */
export class MemoryBooks implements BooksStore {
  readonly #tables = new Map<keyof Tables, Map<string, unknown>>();

  #table(name: keyof Tables): Map<string, unknown> {
    const table = this.#tables.get(name) ?? new Map<string, unknown>();
    this.#tables.set(name, table);
    return table;
  }

  #key(name: keyof Tables, row: object): string {
    return keys[name].map((key) => String((row as Record<string, unknown>)[key])).join(':');
  }

  readonly find: BooksStore['find'] = async (name, key) =>
    Promise.resolve((this.#table(name).get(this.#key(name, key)) ?? null) as never);

  readonly insert: BooksStore['insert'] = async (name, row) => {
    const key = this.#key(name, row);
    if (this.#table(name).has(key)) {
      return Promise.reject(new Error(`${name} ${key} is there already.`));
    }
    return Promise.resolve(this.#table(name).set(key, row));
  };

  readonly update: BooksStore['update'] = async (name, row) => {
    const key = this.#key(name, row);
    if (!this.#table(name).has(key)) {
      return Promise.reject(new Error(`${name} ${key} is not there.`));
    }
    return Promise.resolve(this.#table(name).set(key, row));
  };

  rows<Name extends keyof Tables>(name: Name): Tables[Name][] {
    return [...this.#table(name).values()] as Tables[Name][];
  }
}
