// Renders a schema as a list of fields.

import { escape, inline } from './markdown.mjs';
import { nameOf, resolved } from './names.mjs';

/** The fields of an object, each with the fields below it. */
export function fields({ contract, words, names }, schema, above = [nameOf(schema)]) {
  const { properties = {}, required = [] } = whole(contract, schema);
  const rows = Object.entries(properties).map(([name, property]) => {
    const { items, ...own } = whole(contract, property);
    const inner = items ?? property;
    const seen = nameOf(inner) ?? nameOf(inner.allOf?.[0]);
    const nested = !above.includes(seen) && whole(contract, inner).properties ? fields({ contract, words, names }, inner, [...above, seen]) : '';
    const flag = required.includes(name) ? ` <strong>${escape(words.required)}</strong>` : '';
    return `<li><code class="field">${escape(name)}</code> <span class="type">${type(contract, property, words)}</span>${flag}<div>${inline(own.description ?? whole(contract, inner).description ?? '', { names })}${limits(contract, property, words)}</div>${nested}</li>`;
  });
  return `<ul class="fields">${rows.join('\n')}</ul>`;
}

/** A schema with what it refers to. A text beside the reference, in `allOf`, takes precedence. */
export function whole(contract, schema) {
  const { allOf = [], ...own } = resolved(contract, schema) ?? {};
  return Object.assign({}, ...allOf.map((part) => whole(contract, part)), own);
}

/** The type of a schema, in the words of OpenAPI. */
export function type(contract, schema, words) {
  const { type: name, items, nullable } = whole(contract, schema);
  const own = items ? words.list_of.replace('{type}', type(contract, items, words)) : name;
  return nullable ? `${own} | null` : own;
}

/** The values and limits of a schema. */
export function limits(contract, schema, words) {
  const { items, ...own } = whole(contract, schema);
  const { enum: values, minimum, maximum, minLength, maxLength, pattern, default: usual } = { ...(items && whole(contract, items)), ...own };
  const shown = [];
  const between = (from, to) => (from === undefined ? `≤ ${to}` : to === undefined ? `≥ ${from}` : `${from}–${to}`);
  if (values) shown.push(words.values + values.map((value) => `<code>${escape(String(value))}</code>`).join(words.comma));
  if (pattern) shown.push(`${words.pattern}<code>${escape(pattern)}</code>`);
  if ((minimum ?? maximum) !== undefined) shown.push(words.range + between(minimum, maximum));
  if ((minLength ?? maxLength) !== undefined) shown.push(words.length + between(minLength, maxLength));
  if (usual !== undefined) shown.push(`${words.usual}<code>${escape(String(usual))}</code>`);
  return shown.length ? ` <span class="limits">${shown.join(words.semicolon)}</span>` : '';
}
