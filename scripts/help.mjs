/** What a script says of itself: the comment that it begins with. */
import { readFileSync } from 'node:fs';

/** Answers `--help` with the comment at the head of a script, and ends; does nothing where nobody asks for it. */
export function answerHelp(file) {
  if (!process.argv.slice(2).some((given) => given === '--help' || given === '-h')) {
    return;
  }
  const [, comment = ''] = /^\/\*\*(.*?)\*\//su.exec(readFileSync(file, 'utf8')) ?? [];
  const lines = comment.split('\n').map((line) => line.replace(/^ \* ?/u, '').trimEnd());
  process.stdout.write(`${lines.join('\n').trim()}\n`);
  process.exit(0);
}
