/**
 * Compiles and runs the top level of a Snap's bundle in a fresh process, as a wallet does each time that it wakes the Snap,
 * and prints both times in milliseconds. Arguments: the bundle's file.
 */
import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';

const [file = ''] = process.argv.slice(2);
const source = readFileSync(file, 'utf8');
const names = ['module', 'exports', 'snap', 'ethereum', 'fetch'];
const never = { request: () => Promise.reject(new Error('Nothing is asked while a bundle loads.')) };

const start = performance.now();
const run = compileFunction(source, names, { filename: file });
const compiled = performance.now();
const module = { exports: {} };
run.call(undefined, module, module.exports, never, never, never.request);
const done = performance.now();
if (typeof module.exports.onRpcRequest !== 'function') {
  throw new Error(`${file} exports no onRpcRequest.`);
}
console.log(JSON.stringify({ compileMs: compiled - start, runMs: done - compiled }));
