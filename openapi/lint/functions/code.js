// Code blocks in descriptions need a label. Descriptions become Rust documentation, which compiles unlabelled code.

import { inData } from './contract.mjs';

export default function code(text, _, { path }) {
  if (typeof text !== 'string' || inData(path)) return [];
  const found = [];
  let open = null;
  for (const line of text.split('\n')) {
    const [, fence, label] = /^\s*(`{3,}(?=[^`]*$)|~{3,})\s*(.*)$/.exec(line) ?? [];
    if (open) {
      const closes = fence?.[0] === open[0] && fence.length >= open.length && label === '';
      if (closes) open = null;
    } else if (fence) {
      open = fence;
      if (label === '') found.push(`The fence “${fence}” has no label; open it with ${fence}json or ${fence}text.`);
    } else if (/^( {4}|\t)/.test(line)) {
      found.push(`“${line.trim()}” is indented like code; remove the indentation, or put it between labelled fences.`);
    }
  }
  if (open) found.push(`A code fence is never closed; add a line “${open}” after the code.`);
  return found.map((message) => ({ message }));
}
