/**
 * The simulation of the wallet, in which the tests install the Snap hundreds of times. It is loaded once for all files that
 * a process of Jest runs: the tests take what they need from here (`snapsEnvironment`) and not from the package, which
 * would be loaded anew for each of them.
 */

// As newer versions of Node.js have it. Without it, the simulation's libraries encode the Snap's files in plain JavaScript
// at every installation.
Uint8Array.prototype.toBase64 ??= function toBase64({ alphabet = 'base64' } = {}) {
  const text = Buffer.from(this.buffer, this.byteOffset, this.byteLength).toString('base64');
  return alphabet === 'base64' ? text : text.replaceAll('+', '-').replaceAll('/', '_');
};
Uint8Array.fromBase64 ??= (text, { alphabet = 'base64' } = {}) => new Uint8Array(Buffer.from(text, alphabet));

const { TestEnvironment } = require('@metamask/snaps-jest');

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    // Jest's hundred lines are written for every kind of element that a piece of an interface could have been.
    Error.stackTraceLimit = 10;
  }
};
