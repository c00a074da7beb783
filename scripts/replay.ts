/**
 * Replays traces and says what was compared. Exit code 0: every figure as recorded; 1: some differ, or there was nothing
 * to compare; 2: a file is missing or no trace.
 */
import { replayTrace } from '../packages/core/test/replay-trace';
import { readTraceFile, TraceFormatError, type Trace } from '../packages/core/test/trace';

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

/** Ends with words on a file that cannot be replayed. */
function refuse(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(2);
}

function read(file: string): Trace {
  try {
    return readTraceFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      refuse(`There is no file ${file}.`);
    }
    if (error instanceof TraceFormatError || code !== undefined) {
      refuse(`${file} is not a trace that can be replayed: ${(error as Error).message}.`);
    }
    throw error;
  }
}

const files = process.argv.slice(2);
if (files.length === 0) {
  refuse('Say which trace to replay: npm run --silent replay -- FILE (fox-trace-1, .json or .json.gz).');
}
const traces = files.map((file) => ({ file, trace: read(file) }));
for (const { file, trace } of traces) {
  const { states, figures, differences } = await replayTrace(trace);
  for (const { step, user, field, expected, got } of differences) {
    say(`step ${step}, ${user}, ${field}: expected ${expected}, got ${got}`);
  }
  say(`${file}: ${figures} figures compared at ${states} states, ${differences.length} differences`);
  if (figures === 0 || differences.length > 0) {
    process.exitCode = 1;
  }
}
