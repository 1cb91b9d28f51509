// Renders the contract's tables as HTML.

import markdown from 'markdown-it';

const renderer = markdown();
const escape = renderer.utils.escapeHtml;

export function errorCodes({ edition, words }) {
  const rows = edition['taurusdb-htap']['x-error-codes'].flatMap((row) => [
    { id: `${row.code}-${row.status}`, cells: [`<code>${row.code}</code>`, row.status, row.message, ...advice(row, words)] },
    ...(row.details ?? []).map((detail) => ({
      cells: [`<code>${row.code}</code>`, row.status, words.contains.replace('{text}', detail.contains), ...advice(detail, words)],
    })),
  ]);
  return table([words.code, words.status, words.message, words.meaning, words.action, words.waiting_helps], rows, 'error-codes');
}

export function statusCodes({ edition, words }) {
  const rows = edition['taurusdb-htap']['x-status-codes'].map((row) => {
    const name = row.operation ? `${row.name}, ${words.operation.replace('{operation}', row.operation)}` : row.name;
    return { id: row.operation ? undefined : `status-${row.status}`, cells: [`<code>${row.status}</code>`, name, ...advice(row, words)] };
  });
  return table([words.status, words.name, words.meaning, words.action, words.waiting_helps], rows, 'status-codes');
}

export function regions({ edition, words }) {
  const service = edition['taurusdb-htap'];
  const hosts = (list) => Object.fromEntries(list.map(({ region, url }) => [region, url]));
  const iam = hosts(service['x-iam-endpoints']);
  const sts = hosts(service['x-sts-endpoints']);
  const host = (url, otherwise = words.global) => (url ? `<code>${url}</code>` : otherwise);
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
    cells: [escape(language), escape(`${generator} ${version}`), code(row), code(error), code(call)],
  }));
  const programs = made.map(
    ({ language, generator, commands, program }) =>
      `<details><summary>${escape(language)}: ${escape(generator)}</summary>${plain(commands)}${plain(program)}</details>`,
  );
  const heading = `<h2>${escape(words.programs)}</h2>`;
  return `${table([words.pages.languages, words.generator, words.row, words.error, words.call], rows, 'generators')}\n${heading}\n${programs.join('\n')}`;
}

const code = (text) => `<code>${escape(text)}</code>`;
const plain = (text) => `<pre class="plain" tabindex="0">${code(text.trimEnd())}</pre>`;

function advice({ meaning, action, waiting_helps: helps }, words) {
  return [renderer.renderInline(meaning), renderer.renderInline(action), helps ? words.yes : words.no];
}

function table(columns, rows, name) {
  const head = columns.map((column) => `<th scope="col">${escape(column)}</th>`).join('');
  const body = rows.map(({ id, cells: [first, ...cells] }) => {
    const anchor = id ? ` id="${id}"` : '';
    return `<tr${anchor}><th scope="row">${first}</th>${cells.map((cell) => `<td>${cell ?? ''}</td>`).join('')}</tr>`;
  });
  return `<div class="wide" role="group" tabindex="0"><table id="${name}"><thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody></table></div>`;
}
