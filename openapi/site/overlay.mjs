// Applies a translation: an OpenAPI Overlay that contains all texts of a contract in another language, and the examples that
// name the language, and nothing else. The engine is openapi-format. src/bin/htap/overlay.rs does the same for `htap spec`.

import { createHash } from 'node:crypto';
import { paths } from 'jsonpathly';
import { openapiOverlay } from 'openapi-format';
import { bare, follow, texts } from './contract.mjs';

const CHINESE = /\p{Script=Han}/u;

/** The languages of contract and overlay. Tools send an example, so the example of `X-Language` is the reader's language. */
const [ENGLISH, TRANSLATED] = ['en-us', 'zh-cn'];

/** Returns the contract with the overlay applied, and a message for each problem of the overlay. */
export async function translate(contract, overlay) {
  const problems = [];
  const translated = new Map();
  const isText = new Set([...texts(contract.root)].map(({ keys, key }) => name(keys, key)));
  const isLanguage = new Set([...languages(contract.root)].map((keys) => name(keys, 'example')));
  (overlay.root.actions ?? []).forEach((action, index) => {
    const problem = (field, what) => problems.push(`${overlay.at(['actions', index, ...field])}: ${what}`);
    const places = matches(contract.root, action.target);
    if (places.length === 0) {
      problem(['target'], `\`${action.target}\` matches nothing in ${contract.file}; correct it, or remove the action`);
      return;
    }
    // An update of a list appends to it, and an update of a scalar has no meaning, so tools differ.
    if (places.some((keys) => !isObject(follow(contract.root, keys)))) {
      problem(['target'], `\`${action.target}\` selects a list or a value; select an object, or an element of the list, because tools differ on lists`);
      return;
    }
    if (!action.update || action.remove) {
      problem([], 'this action translates nothing; remove it');
      return;
    }
    const wanted = fingerprint(places.map((keys) => follow(contract.root, keys)), Object.keys(action.update));
    if (action['x-english'] !== wanted) {
      const place = contract.at([...places[0], Object.keys(action.update)[0]]);
      problem(['x-english'], `stale: the English at ${place} has changed; update the translation, then write \`x-english: ${wanted}\``);
    }
    for (const [key, text] of Object.entries(action.update)) {
      for (const keys of places) {
        const place = name(keys, key);
        if (isLanguage.has(place)) {
          if (text !== TRANSLATED) problem(['update', key], `\`${key}\` of \`${action.target}\` is ${text}; write ${TRANSLATED}`);
        } else if (!isText.has(place)) problem(['update', key], `\`${key}\` of \`${action.target}\` is not a text; an overlay may only translate texts`);
        if (translated.has(place)) problem(['update', key], `\`${key}\` of \`${action.target}\` is translated twice; keep one`);
        translated.set(place, text);
      }
      if (text !== TRANSLATED && !CHINESE.test(text)) problem(['update', key], `\`${key}\` of \`${action.target}\` has no Chinese characters; translate it`);
    }
  });
  for (const { keys, key, text } of texts(contract.root)) {
    const translation = translated.get(name(keys, key));
    if (translation === undefined) {
      problems.push(`${contract.at([...keys, key])}: no Chinese for this \`${key}\`; add it to ${overlay.file}`);
      continue;
    }
    const missing = literals(text).filter((literal) => !translation.includes(literal));
    if (missing.length > 0) problems.push(`${contract.at([...keys, key])}: ${overlay.file} omits ${missing.join(', ')} in the Chinese of this \`${key}\``);
  }
  for (const keys of languages(contract.root)) {
    if (!translated.has(name(keys, 'example'))) problems.push(`${contract.at([...keys, 'example'])}: this example is sent, and asks for English; set it to ${TRANSLATED} in ${overlay.file}`);
  }
  const { data: root } = await openapiOverlay(structuredClone(contract.root), { overlaySet: overlay.root });
  if (structure(root) !== structure(contract.root)) {
    problems.push(`${overlay.file}:1: changes more than texts; remove every action that is not a translation`);
  }
  return { root, problems };
}

/** A contract without what a translation changes. */
export function structure(root) {
  const copy = bare(root);
  for (const keys of languages(copy)) follow(copy, keys).example = null;
  return JSON.stringify(copy);
}

/** The paths of objects whose example names the language of the reader. */
function* languages(value, keys = []) {
  for (const [key, child] of Object.entries(value)) {
    if (key === 'example' && [ENGLISH, TRANSLATED].includes(child)) yield keys;
    else if (child && typeof child === 'object') yield* languages(child, [...keys, Array.isArray(value) ? Number(key) : key]);
  }
}

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** The fingerprint of the translated English. Eight digits are enough to detect a change. */
function fingerprint(nodes, fields) {
  const english = nodes.map((node) => Object.fromEntries(fields.map((field) => [field, node[field]])));
  return createHash('sha256').update(JSON.stringify(english)).digest('hex').slice(0, 8);
}

/** The paths of the matching nodes, as lists of keys. */
function matches(root, target) {
  return paths(root, target).map((path) =>
    [...path.matchAll(/\[(?:(\d+)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/g)].map(([, index, single, double]) =>
      index === undefined ? (single ?? double).replace(/\\(.)/g, '$1') : Number(index),
    ),
  );
}

/** Code in a text, which a translation must not change. */
function literals(text) {
  return text.match(/`[^`\n]+`/g) ?? [];
}

const name = (keys, key) => JSON.stringify([...keys, key]);
