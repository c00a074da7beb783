/**
 * Whether the embedded database (PGlite 0.2.13) can be gone on with. There Ponder 0.16.6 writes rows and the checkpoint that goes
 * with them as transactions of their own, so that an end in between leaves rows without it; while old blocks are read it keeps
 * nothing to take them back with. So a mark lies beside the folder while the database is open, and one whose mark nobody took
 * away is not read again.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OptionError } from './options';

type Mark = {
  /** Process that has it open. */
  readonly pid: number;
  /** PostgreSQL's own record of the database before it was opened, which every opening writes anew. */
  readonly record: string;
};

const markOf = (folder: string): string => `${folder}.open`;

/** Empty where there is no database yet. */
function readRecord(folder: string): string {
  const file = join(folder, 'global', 'pg_control');
  return existsSync(file) ? readFileSync(file).toString('base64') : '';
}

/** The mark of whoever opened it last; a damaged one tells of nobody, and of another database than any. */
function readMark(folder: string): Mark | null {
  const file = markOf(folder);
  if (!existsSync(file)) {
    return null;
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Mark;
  } catch {
    return { pid: 0, record: 'damaged' };
  }
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Marks the database in a folder as open, and empties the folder where the books in it ended halfway. Returns whether it did.
 * @throws OptionError when books that run have the folder.
 */
export function openDatabase(folder: string): boolean {
  const mark = readMark(folder);
  if (mark && isRunning(mark.pid)) {
    throw new OptionError(
      `Other books run in ${folder} (process ${mark.pid}). Give another --folder; if that process is none of books, delete ${markOf(folder)}.`,
    );
  }
  const isTorn = mark !== null && mark.record !== readRecord(folder);
  if (isTorn) {
    rmSync(folder, { recursive: true, force: true });
  }
  const next: Mark = { pid: process.pid, record: readRecord(folder) };
  writeFileSync(markOf(folder), JSON.stringify(next));
  return isTorn;
}

/** Takes the mark away: the database was closed as it should be, with all that was begun. */
export function closeDatabase(folder: string): void {
  rmSync(markOf(folder), { force: true });
}
