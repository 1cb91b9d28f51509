// A description must consist of sentences.

import { inData } from './contract.mjs';

export default function sentence(text, _, { path }) {
  if (typeof text !== 'string' || inData(path) || isLabel(path)) return [];
  const lines = text.trim().split('\n');
  const last = lines.at(-1).trim();
  if (last === '') return [{ message: 'The description is empty; write one, or remove the key.' }];
  // A code span may begin a sentence in lower case. Markers of headings, lists and quotations may precede a sentence.
  if (/^[-*#>\d.("'\s]*[a-z]/.test(lines[0])) {
    return [{ message: `The description begins with a lower-case letter, ${quote(lines[0])}; make it a sentence.` }];
  }
  const endsWell = /[.?!][`*_)"'”\]]*$/.test(last) || /^(`{3,}|~{3,}|\|)/.test(last);
  return endsWell ? [] : [{ message: `The description ends without a period, ${quote(last)}; make it a sentence.` }];
}

const quote = (line) => `“${line.length > 40 ? `${line.slice(0, 40)}…` : line}”`;

/** The text of a link and the name of a server are labels. */
function isLabel(path) {
  return path.at(-2) === 'externalDocs' || path.at(-3) === 'servers';
}
