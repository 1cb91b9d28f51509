// The list `x-extensions` must document each key that begins with `x-`.

import { isExample, isExtension, rows } from './contract.mjs';

/** `must` is `be documented` or `be used`. */
export default function extension(root, { must }) {
  return must === 'be documented' ? undocumented(root) : unused(root);
}

function undocumented(root) {
  const names = rows(root['x-extensions']).filter((row) => row.description).map((row) => row.name);
  const missing = [...uses(root, [])].filter(({ key }) => !names.includes(key));
  return missing.map(({ key, path }) => {
    return { path, message: `The extension \`${key}\` is not documented; describe it in \`x-extensions\`.` };
  });
}

function unused(root) {
  const keys = new Set([...uses(root, [])].map(({ key }) => key));
  const listed = rows(root['x-extensions']).map((row, index) => ({ name: row.name, path: ['x-extensions', index] }));
  return listed.filter(({ name }) => !keys.has(name)).map(({ name, path }) => {
    return { path, message: `\`x-extensions\` documents \`${name}\`, which this file does not use; remove the row.` };
  });
}

function* uses(value, path) {
  if (value === null || typeof value !== 'object') return;
  for (const [key, child] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    if (isExtension(key, path)) yield { key, path: place };
    else if (!isExample(key, path)) yield* uses(child, place);
  }
}
