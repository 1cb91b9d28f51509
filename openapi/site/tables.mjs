// Renders the contract's tables as HTML.

import { escape, heading, inline } from './markdown.mjs';

export function errorCodes(site) {
  const { edition, english, words } = site;
  const rows = edition['taurusdb-htap']['x-error-codes'].flatMap((row, index) => {
    const original = english['taurusdb-htap']['x-error-codes'][index];
    const cells = (message, part) => [`<code>${row.code}</code>`, row.status, message, ...advice(part, site)];
    return [
      { id: `${row.code}-${row.status}`, also: [original.meaning, original.action], cells: cells(row.message, row) },
      ...(row.details ?? []).map((detail, number) => {
        const { meaning, action } = original.details[number];
        return { also: [meaning, action], cells: cells(words.contains.replace('{text}', detail.contains), detail) };
      }),
    ];
  });
  return table([words.code, words.status, words.message, words.meaning, words.action, words.waiting_helps], rows, 'errors');
}

export function statusCodes(site) {
  const { edition, english, words } = site;
  const seen = new Set();
  const rows = edition['taurusdb-htap']['x-status-codes'].map((row, index) => {
    const name = `${escape(row.name)}${row.operation ? inline(words.operation.replace('{operation}', `\`${row.operation}\``), site) : ''}`;
    const { meaning, action } = english['taurusdb-htap']['x-status-codes'][index];
    const id = seen.has(row.status) ? undefined : `status-${row.status}`;
    seen.add(row.status);
    return { id, also: [meaning, action], cells: [`<code>${row.status}</code>`, name, ...advice(row, site)] };
  });
  return table([words.status, words.name, words.meaning, words.action, words.waiting_helps], rows, 'statuses');
}

export function regions({ edition, words }) {
  const service = edition['taurusdb-htap'];
  const hosts = (list) => Object.fromEntries(list.map(({ region, url }) => [region, url]));
  const iam = hosts(service['x-iam-endpoints']);
  const sts = hosts(service['x-sts-endpoints']);
  const host = (url, otherwise = words.global) => (url ? `<code>${url.replaceAll(/\/\/|\./g, '$&<wbr>')}</code>` : otherwise);
  const rows = service.servers
    .filter((server) => server['x-region'])
    .map((server) => {
      const region = server['x-region'];
      const name = server['x-region-name'] ? server.description : words.unpublished;
      return { cells: [`<code>${region}</code>`, name, host(server.url), host(iam[region]), host(sts[region], words.none_known)] };
    });
  const rules = service['x-endpoint-rules'].map(({ region_prefix: prefix, service: url, iam: iamUrl }) => ({
    cells: [prefix ? words.rule.replace('{prefix}', prefix) : words.any, words.derived, host(url), host(iamUrl), words.none_known],
  }));
  return table([words.region, words.name, words.service, words.iam, words.sts], [...rows, ...rules], 'regions');
}

/**
 * The code that a caller writes with each generator, from the programs that the tests run. The commands precede each
 * program, because some programs compile only with the options in the commands.
 */
export function languages({ targets, words }) {
  const made = targets.filter((target) => target.row);
  const rows = made.map(({ language, generator, version, call, row, error }) => ({
    cells: [escape(language), escape(`${generator} ${version}`), code(row), errorType(error, words), code(call)],
  }));
  const programs = made.map(
    ({ language, generator, commands, program }) =>
      `<details><summary>${escape(language)}: ${escape(generator)}</summary>${plain(commands)}${plain(program)}</details>`,
  );
  const title = heading(2, 'programs', escape(words.programs));
  return `${table([words.language, words.generator, words.row, words.error, words.call], rows, 'generators')}\n${title}\n${programs.join('\n')}`;
}

const code = (text) => `<code>${escape(text)}</code>`;

/** A type, or a type with the one that it contains, as `targets.yaml` writes it. */
function errorType(text, words) {
  const [outer, inner] = text.split(/ \(contains |\)$/);
  return code(outer) + (inner ? words.inner.replace('{type}', code(inner)) : '');
}
const plain = (text) => `<pre class="plain" tabindex="0">${code(text.trimEnd())}</pre>`;

function advice({ meaning, action, waiting_helps: helps }, site) {
  return [inline(meaning, site), inline(action, site), helps ? site.words.yes : site.words.no];
}

/** `also` are texts that the search finds, but that the row does not show: those of the contract's own language. */
export function table(columns, rows, name) {
  const head = columns.map((column) => `<th scope="col">${escape(column)}</th>`).join('');
  const body = rows.map(({ id, also = [], cells: [first, ...cells] }) => {
    const found = also.join(' ').toLowerCase();
    const isShown = cells.join(' ').toLowerCase().includes(also[0]?.toLowerCase() ?? '');
    const attributes = `${id ? ` id="${id}"` : ''}${isShown ? '' : ` data-also="${escape(found)}"`}`;
    return `<tr${attributes}><th scope="row">${first}</th>${cells.map((cell, index) => `<td data-label="${escape(columns[index + 1])}">${cell ?? ''}</td>`).join('')}</tr>`;
  });
  return `<div class="wide" role="group" tabindex="0"><table id="${name}" class="cards"><thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody></table></div>`;
}
