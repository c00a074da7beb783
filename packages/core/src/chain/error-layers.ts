import type { Hex } from '../units';

type ErrorLayer = { code?: unknown; message?: unknown; data?: unknown; cause?: unknown; originalError?: unknown };

/** The layers that wallets and nodes wrap an error in, the outermost first. */
export function errorLayers(error: unknown): ErrorLayer[] {
  const layers: ErrorLayer[] = [];
  const queue: unknown[] = [error];
  while (queue.length > 0 && layers.length < 12) {
    const layer = queue.shift();
    if (typeof layer === 'object' && layer !== null && !layers.includes(layer)) {
      layers.push(layer);
      const { data, cause, originalError } = layer as ErrorLayer;
      queue.push(data, cause, originalError);
    }
  }
  return layers;
}

/** Revert data, as it is or in the words of Nethermind ("Reverted 0x..."). */
const dataPattern = /^(?:Reverted )?(0x[0-9a-fA-F]*)$/u;

/**
 * How nodes call a call that came to nothing. geth, Erigon: "execution reverted", "invalid opcode: INVALID", "stack
 * underflow (0 <=> 1)", "invalid jump destination", "write protection"; reth, anvil: "EVM error InvalidFEOpcode",
 * "OutOfGas"; Nethermind: "VM execution error", "Bad instruction fe"; Besu: "INVALID_OPERATION".
 */
const haltPattern =
  /revert|invalid ?(fe)? ?opcode|opcode ?not ?found|bad instruction|invalid_operation|(invalid|bad) ?jump|stack ?(under|over)flow|stack limit reached|out ?of ?gas|gas uint64 overflow|write protection|vm execution error/iu;

/**
 * The revert data inside an error of a node, however a wallet wrapped it; `undefined` when the error is no refused call.
 * A call that was refused without data (`0x`), as one that halts is, is known by the node's error code 3 or its words.
 */
export function revertDataOf(error: unknown): Hex | undefined {
  const layers = errorLayers(error);
  for (const { data } of layers) {
    const [, hex] = typeof data === 'string' ? (dataPattern.exec(data) ?? []) : [];
    if (hex !== undefined) {
      return hex as Hex;
    }
  }
  const isHalt = (text: unknown): boolean => typeof text === 'string' && haltPattern.test(text);
  return layers.some(({ code, message, data }) => code === 3 || isHalt(message) || isHalt(data)) ? '0x' : undefined;
}

/**
 * What an error says, in the words of its innermost layer that has any: for code that looks for a sign in them. For a
 * person there is `errorWordsOf`.
 */
export function errorMessageOf(error: unknown): string {
  const messages = errorLayers(error).flatMap(({ message }) =>
    typeof message === 'string' && message ? [message] : [],
  );
  return messages.at(-1) ?? String(error);
}

/** How deep the data of an error is looked through. */
const deepestData = 4;

function stringsOf(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null && depth < deepestData
    ? Object.values(value).flatMap((each) => stringsOf(each, depth + 1))
    : [];
}

/** Every text in which an error may say something: the words of its innermost layer first, its data last. */
export function textsOf(error: unknown): string[] {
  const layers = errorLayers(error);
  const messages = layers.flatMap(({ message }) => (typeof message === 'string' ? [message] : []));
  return [...messages.reverse(), ...layers.flatMap(({ data }) => stringsOf(data))];
}
