import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { closeDatabase, openDatabase } from '../src/embedded-database';

describe('the embedded database of the books', () => {
  const parent = mkdtempSync(join(tmpdir(), 'books-'));
  const folder = join(parent, '1');
  const record = join(folder, 'global', 'pg_control');
  const mark = `${folder}.open`;
  /** What the database itself does when it is opened or written. */
  const write = (state: string): void => {
    mkdirSync(join(folder, 'global'), { recursive: true });
    writeFileSync(record, state);
  };
  /** The mark of a process that has ended: no process has this number. */
  const endedWith = (before: string): void => {
    writeFileSync(mark, JSON.stringify({ pid: 2 ** 30, record: Buffer.from(before).toString('base64') }));
  };

  beforeEach(() => {
    write('closed');
  });

  afterEach(() => {
    rmSync(parent, { recursive: true });
    mkdirSync(parent);
  });

  it('is gone on with when it was closed', () => {
    expect(openDatabase(folder)).toBe(false);
    write('open');
    closeDatabase(folder);
    expect(openDatabase(folder)).toBe(false);
    expect(existsSync(record)).toBe(true);
  });

  it('begins anew when its process ended and left it open', () => {
    endedWith('closed');
    write('open');
    expect(openDatabase(folder)).toBe(true);
    expect(existsSync(folder)).toBe(false);
  });

  it('begins anew when it died in its first moments', () => {
    endedWith('');
    expect(openDatabase(folder)).toBe(true);
  });

  it('is gone on with when its process ended before it was opened', () => {
    endedWith('closed');
    expect(openDatabase(folder)).toBe(false);
    expect(existsSync(record)).toBe(true);
  });

  it('begins anew where the mark is damaged', () => {
    writeFileSync(mark, '{"pid":');
    expect(openDatabase(folder)).toBe(true);
  });

  it('is left alone while books that run have it', () => {
    openDatabase(folder);
    expect(() => openDatabase(folder)).toThrow(`Other books run in ${folder} (process ${process.pid}).`);
    expect(existsSync(record)).toBe(true);
  });
});
