// Reads a contract or an overlay: its values, their lines, and its texts.

import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';

/** Keys that hold text for readers, anywhere. */
const EVERYWHERE = ['summary', 'description'];

/** Keys that hold text in the tables of the extensions. */
const IN_TABLES = ['meaning', 'action'];

/** Values that callers send and receive are data, whatever their keys are. */
const CODE = ['example', 'value', 'default', 'enum'];

/** Reads YAML. Messages refer to it as `file`. */
export function read(file, path) {
  const text = readFileSync(path, 'utf8');
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const [error] = document.errors;
  if (error) throw new Error(`${file}:${error.linePos[0].line}: not valid YAML: ${error.message.split('\n')[0]}`);

  /** The line of the value at a path, or of the nearest value that contains the path. */
  function line(keys) {
    for (let end = keys.length; end > 0; end--) {
      const parent = document.getIn(keys.slice(0, end - 1), true);
      const pair = parent?.items?.find((item) => item.key && String(item.key.value) === String(keys[end - 1]));
      const node = pair?.key ?? document.getIn(keys.slice(0, end), true);
      if (node?.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  }
  return { file, text, root: document.toJS(), at: (keys) => `${file}:${line(keys)}` };
}

/** Every text of a contract: the path of its object, its own key, and the text. */
export function* texts(value, keys = []) {
  const table = keys.length > 0 && String(keys[0]).startsWith('x-');
  for (const [key, child] of Object.entries(value)) {
    if (typeof child === 'string' && (EVERYWHERE.includes(key) || (table && IN_TABLES.includes(key)))) {
      yield { keys, key, text: child };
    } else if (child && typeof child === 'object' && !CODE.includes(key)) {
      yield* texts(child, [...keys, Array.isArray(value) ? Number(key) : key]);
    }
  }
}

/** The value at the end of a path. */
export function follow(root, keys) {
  return keys.reduce((value, key) => value?.[key], root);
}

/** The contract without its texts. Code is generated from the rest. */
export function bare(root) {
  const copy = structuredClone(root);
  for (const { keys, key } of texts(root)) delete follow(copy, keys)[key];
  return copy;
}
