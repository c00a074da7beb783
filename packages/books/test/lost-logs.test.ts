import { describe, expect, it } from '@jest/globals';
import { decodeEvent } from '@pooled-staking/core';
import { reportRuns, runsOf } from '../../core/test/long';
import { loadTrace, traceNames, type TraceState } from '../../core/test/trace';
import { faultsOf, logsOf } from './recorded';

/** Of so many logs one is left out in turn. */
const every = runsOf(1, 30);

describe.each(traceNames)('a node that leaves a log of %s out', (name) => {
  it('is noticed, whichever it is', async () => {
    const trace = loadTrace(name);
    const state = trace.steps.findLast((step) => step.state !== null)?.state as TraceState;
    const logs = logsOf(trace);
    const unnoticed: string[] = [];
    let left = 0;
    for (let index = 0; index < logs.length; index += every) {
      const event = decodeEvent(logs[index]?.log ?? ({} as never));
      if (event) {
        left += 1;
        const { firstFault, wrong } = await faultsOf(
          logs.filter((_, other) => other !== index),
          state,
        );
        if (firstFault === null && wrong.length === 0) {
          unnoticed.push(`${event.name} in ${event.log.blockNumber}`);
        }
      }
    }
    expect(unnoticed).toEqual([]);
    expect(left).toBeGreaterThan(3);
    reportRuns(`Logs left out of the books of ${name}, one at a time`, { logs: left });
  });
});

describe('a fault', () => {
  it.each(['Deposited', 'ExitQueueEntered'])('is laid to the block in which it shows: a lost %s', async (lost) => {
    const trace = loadTrace('fox-v2-a');
    const state = trace.steps.findLast((step) => step.state !== null)?.state as TraceState;
    const logs = logsOf(trace);
    // The third one: before it, a pool is too young for a price.
    const at = logs.flatMap(({ log }, index) => (decodeEvent(log)?.name === lost ? [index] : []))[2] as number;
    const { firstFault } = await faultsOf(
      logs.filter((_, index) => index !== at),
      state,
    );
    expect(firstFault).toBeGreaterThanOrEqual(logs[at]?.log.blockNumber ?? Infinity);
    expect((await faultsOf(logs, state)).firstFault).toBeNull();
  });
});
