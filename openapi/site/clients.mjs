// How each generated client behaves: tables from the recorded outcomes of `tests/interop/atlas`.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escape, heading, inline } from './markdown.mjs';
import { table } from './tables.mjs';

/** Reads the recorded outcomes: for each row its condition, cure, description in both languages, and outcome by client. */
export function outcomes(folder, targets) {
  const rows = (file) => {
    const [date, head, ...lines] = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
    const columns = head.split('\t');
    return {
      date: date.match(/\d{4}-\d\d-\d\d/)[0],
      rows: lines.map((line) => {
        const { condition, en, zh, ...cells } = Object.fromEntries(line.split('\t').map((cell, index) => [columns[index], cell]));
        const [name, ...cure] = condition.split(', ');
        return { name, cure: cure.join(', '), 'en-us': en, 'zh-cn': zh, cells };
      }),
    };
  };
  const atlas = { ...rows('outcomes.tsv'), cures: rows('cures.tsv').rows, limits: rows('limits.tsv').rows };
  const isMissing = ({ folder: client }) => [atlas.rows, atlas.cures, atlas.limits].some((list) => list.some(({ cells }) => !(client in cells)));
  const problems = clients(targets).filter(isMissing).map((target) => `tests/interop/atlas/outcomes.tsv:2: no outcome of ${target.folder}; add a probe, and run tests/interop/atlas/run --record, also with --cures and --limits`);
  return { atlas, problems };
}

/** An outcome in its parts, see the README of the atlas. */
function parsed(outcome = 'not run') {
  const [text, requests = '1'] = outcome.split(' ×');
  const [kind, ...rest] = text.replace(',', '').split(' ');
  if (kind === 'ok') return { kind, status: rest[0], name: rest[1], id: rest[2], requests, more: rest.slice(3).join(' ') };
  if (kind === 'error') return { kind, type: rest[0], status: rest[1], code: rest[2], id: rest[3], requests };
  return { kind, text, requests };
}

const hasName = ({ kind, name }) => kind === 'ok' && /^["\d]/.test(name);
const isSilent = (outcome) => outcome.kind === 'ok' && !hasName(outcome);
const hasStatus = ({ status }) => /^[1-9]/.test(status ?? '');

const SENT = ['error-403', 'error-new-member', 'error-418', 'error-494', 'throttled', 'unavailable']; // errors with a code
const ERRORS = [...SENT, 'html-502', 'empty-503'];
const EMPTY = ['empty-200', 'html-200', 'no-content', 'list-null', 'list-missing', 'text-plain', 'no-content-type', 'error-418', 'empty-503'];

/** What a caller can need, each with its test of a client. `words.yaml` has the texts. */
const NEEDS = {
  status: (at) => ERRORS.every((name) => at(name).kind === 'error' && hasStatus(at(name))),
  code: (at) => SENT.every((name) => at(name).code?.includes('.')),
  request_id: (at) => SENT.every((name) => at(name).id === 'id'),
  list: (at) => EMPTY.every((name) => !isSilent(at(name))),
  members: (at) => hasName(at('new-member')) && at('error-new-member').code?.includes('.'),
  required: (at) => ['member-missing', 'list-missing', 'list-null'].every((name) => at(name).kind === 'error'),
  digits: (at) => ['"3.10"'].includes(at('name-number-zero').name),
  engines: (at) => hasName(at('engine-new')),
  once: (at) => ['throttled', 'throttled-date', 'unavailable', 'closed'].every((name) => at(name).requests === '1'),
  limit: (at, limits) => limits.every((limit) => /^\d/.test(limit)),
  proxy: (at) => at('https-proxy').text === 'tunnel',
};

/** Which clients do what a caller can need, in the default way of calling. */
export function clientNeeds({ atlas, targets, words }) {
  const all = clients(targets);
  const groups = languagesOf(all);
  const rows = Object.entries(NEEDS).map(([need, has]) => {
    const found = all.filter(({ folder }) => {
      const at = (name) => parsed(atlas.rows.find((row) => row.name === name).cells[folder]);
      return has(at, atlas.limits.map(({ cells }) => cells[folder]));
    });
    const named = groups.map((group) => found.filter(({ language }) => language === group).map(({ generator }) => escape(generator)));
    return { cells: [inline(words.clients.needs[need]), ...named.map((names) => names.join(words.comma) || escape(words.clients.no_client))] };
  });
  return table([words.clients.need, ...groups], rows, 'client-needs');
}

/** For each client what changes with a cure. */
export function clientCures(site) {
  const { atlas, targets, words, language } = site;
  return clients(targets)
    .map((target) => {
      const rows = atlas.cures
        .filter(({ cells }) => cells[target.folder] !== 'not run')
        .sort((a, b) => (a.cure < b.cure ? -1 : a.cure > b.cure ? 1 : 0))
        .map((row) => {
          const before = atlas.rows.find(({ name }) => name === row.name)?.cells[target.folder];
          return { cells: [`<code>${escape(row.cure)}</code>`, inline(row[language]), before ? shown(before, words) : '', shown(row.cells[target.folder], words)] };
        });
      const { cure, condition, without, with: withCure } = words.clients;
      return `${heading(3, target.folder, titled(target))}\n${table([cure, condition, without, withCure], rows, `cures-${target.folder}`)}`;
    })
    .join('\n');
}

/** For each programming language what its clients report under every condition. */
export function clientOutcomes({ atlas, targets, words, language }) {
  const all = clients(targets);
  return languagesOf(all)
    .map((name) => {
      const shownHere = all.filter((target) => target.language === name);
      const rows = atlas.rows.map((row) => ({
        cells: [inline(row[language]), ...shownHere.map(({ folder }) => (row.name.startsWith('request: ') ? sent(row.cells[folder], words.clients) : shown(row.cells[folder], words)))],
      }));
      const limits = atlas.limits.map((row) => ({
        cells: [`${inline(row[language])}${words.clients.longest}`, ...shownHere.map(({ folder }) => escape(row.cells[folder].replace(/^more than /, '> ')))],
      }));
      const columns = shownHere.map(({ generator, version }) => `${generator} ${version}`);
      return `${heading(3, `outcomes-${name.toLowerCase()}`, escape(name))}\n${table([words.clients.condition, ...columns], [...rows, ...limits], `outcomes-of-${name.toLowerCase()}`)}`;
    })
    .join('\n');
}

/** The day on which the outcomes were recorded. */
export const clientDate = ({ atlas, words }) => `<p>${escape(words.clients.recorded.replace('{date}', atlas.date))}</p>`;

const clients = (targets) => targets.filter((target) => target.row);
const languagesOf = (targets) => [...new Set(targets.map(({ language }) => language))].sort();
const titled = ({ generator, language }) => escape(`${generator} (${language})`);

/** What a request contained: a value, or a header with its value or `not sent`. */
const sent = (value, words) => value.replace(/^(.*?) ?(not sent)?$/, (all, text, isMissing) => [text && `<code>${escape(text)}</code>`, isMissing && escape(words.not_sent)].filter(Boolean).join(' '));

function shown(outcome, { clients: words }) {
  const { kind, text, name, type, status, code, id, requests, more } = parsed(outcome);
  const some = (value) => (value && value !== '-' && value !== '0' ? [`<code>${escape(value)}</code>`] : []);
  const parts = [];
  if (kind === 'ok' && !/^["\d]/.test(name)) parts.push(`<strong>${escape(words.nothing)}</strong> <code>${escape(name)}</code>`);
  else if (kind === 'ok') parts.push(`<code>${escape(name)}</code>`, ...(more ? [sent(more, words)] : []));
  else if (kind === 'error') parts.push(type === 'check' ? escape(words.check) : `<code>${escape(type)}</code>`, ...(some(status).length ? some(status) : [escape(words.no_status)]), ...some(code));
  else parts.push(escape(words[text] ?? text));
  if (id && id !== '-') parts.push(escape(words.request_id));
  if (requests !== '1') parts.push(escape(words.requests.replace('{count}', requests)));
  return parts.join(words.comma);
}
