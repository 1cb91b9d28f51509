// Renders the reference of a contract: every operation, with its errors in one table, its examples, and programs that call it.

import { loginOf, programTabs } from './parts.mjs';
import { frame } from './frame.mjs';
import { code, escape, heading, inline, rendered, anchors } from './markdown.mjs';
import { exampleOf, request, response, serverUrl, tokenHeaderOf } from './messages.mjs';
import { content, errorSchema, nameOf, operations, resolved, PAGES } from './names.mjs';
import { fields, limits, type, whole } from './schema.mjs';

/** The port of a sandbox, if the address of the page does not have `?sandbox=PORT`. */
const PORT = 8080;

export function reference(site, page) {
  const { words, edition, english } = site;
  const contract = edition[PAGES[page]];
  const list = operations(contract);
  const ids = anchors(english[PAGES[page]].info.description);
  const view = { ...site, contract, page, list, shown: new Set() };
  const groups = contract.tags.map(({ name, description }, index) => {
    const own = list.filter(({ tags }) => tags.includes(name));
    return `<section>\n${heading(2, `tag-${index + 1}`, escape(words.tags[name]))}\n${rendered(description, site)}\n${own.map((operation) => section(view, operation)).join('\n')}\n</section>`;
  });
  const error = errorSchema(contract, list[0]);
  const toc = list.map(({ id, summary }) => `<li><a href="#${id}">${escape(summary)}<br><code>${id}</code></a></li>`);
  const html = `<div class="reference">
<nav class="contents" aria-label="${escape(words.operations)}"><ul>
<li><a href="#overview">${escape(words.overview)}</a></li>
${toc.join('\n')}
<li><a href="#${nameOf(error)}">${escape(words.error_body)}</a></li>
<li><a href="#authentication">${escape(words.authentication)}</a></li>
<li><a href="#endpoints">${escape(words.endpoints)}</a></li>
</ul></nav>
<div>
<h1 id="overview">${escape(contract.info.title)} <small>${escape(contract.info.version)}</small></h1>
<p>${['yaml', 'json'].map((format) => `<a href="${PAGES[page]}.${format}" download><code>${PAGES[page]}.${format}</code></a>`).join(' · ')} · ${externalLink(contract.externalDocs)}</p>
<div class="prose">${rendered(contract.info.description, { ...site, ids })}</div>
${groups.join('\n')}
<section class="prose">
${heading(2, nameOf(error), escape(words.error_body))}
${rendered(whole(contract, error).description, site)}
${fields(view, error)}
</section>
<section class="prose">
${heading(2, 'authentication', escape(words.authentication))}
<ul class="fields">${Object.entries(contract.components.securitySchemes).map(([name, scheme]) => `<li id="${name}"><code class="field">${name}</code> <span class="type">${escape(words.in.header)} <code>${scheme.name}</code></span><div>${inline(scheme.description, site)}</div></li>`).join('\n')}</ul>
</section>
<section>
${heading(2, 'endpoints', escape(words.endpoints))}
<ul class="endpoints">${contract.servers.map((server) => `<li><code>${escape(server.url)}</code> ${inline(server.description, site)}</li>`).join('\n')}</ul>
</section>
</div>
</div>
<script type="application/json" id="settings">${json(settings(view))}</script>`;
  return frame(site, page, html, { styles: ['reference'], scripts: ['try-it'] });
}

function section(view, operation) {
  const { words, contract } = view;
  const body = content(contract, operation.requestBody);
  const success = operation.responses.find(({ status }) => status < 300);
  const errors = operation.responses.filter(({ status }) => status >= 400);
  const permissions = (operation['x-required-permissions'] ?? []).map(({ action }) => `<code>${escape(action)}</code>`);
  return `<section class="operation" id="${operation.id}" aria-labelledby="${operation.id}-title">
<div>
<h3 id="${operation.id}-title"><a class="anchor" href="#${operation.id}">${escape(operation.summary)}</a></h3>
<p class="line"><code class="id">${operation.id}</code> <code><b>${operation.method}</b> ${escape(operation.path)}</code> <button type="button" class="primary" data-try="${operation.id}" hidden>${escape(words.try)}</button></p>
<div class="try" data-form="${operation.id}" hidden></div>
${rendered(operation.description, view)}
<p class="facts"><b>${escape(words.authentication)}</b> ${authentication(view, operation)}${permissions.length ? ` · <b>${escape(words.permissions)}</b> ${permissions.join(words.comma)}` : ''}${operation.externalDocs ? ` · ${externalLink(operation.externalDocs)}` : ''}</p>
${parameters(view, operation)}
${body.schema ? `<h4>${escape(words.request_body)}</h4>\n${schema(view, body.schema)}` : ''}
<h4>${escape(words.response)} <code>${success.status}</code></h4>
<p>${inline(success.description, view)}</p>
${headers(view, success)}
${content(contract, success).schema ? schema(view, content(contract, success).schema) : ''}
</div>
<div class="examples">
${examples(view, operation, body, success, errors)}
</div>
<div class="failures">
<h4>${escape(words.errors)}</h4>
${errorTable(view, operation, errors)}
</div>
</section>`;
}

function authentication({ words }, { security }) {
  const ways = security.map((scheme) => Object.keys(scheme).map((name) => `<a href="#${name}"><code>${name}</code></a>`).join(' + ') || escape(words.none));
  return ways.length ? ways.join(` ${escape(words.or)} `) : escape(words.none);
}

function parameters(view, operation) {
  const { words, contract } = view;
  if (operation.parameters.length === 0) return '';
  const rows = operation.parameters.map(
    (parameter) =>
      `<li><code class="field">${escape(parameter.name)}</code> <span class="type">${escape(words.in[parameter.in])} · ${type(contract, parameter.schema, words)}</span>${parameter.required ? ` <strong>${escape(words.required)}</strong>` : ''}<div>${inline(parameter.description, view)}${limits(contract, parameter.schema, words)}</div></li>`,
  );
  return `<h4>${escape(words.parameters)}</h4>\n<ul class="fields">${rows.join('\n')}</ul>`;
}

function headers({ words, contract, names }, success) {
  const rows = Object.entries(success.headers ?? {}).map(([name, header]) => `<li><code class="field">${name}</code> <span class="type">${escape(words.header)}</span><div>${inline(resolved(contract, header).description, { names })}</div></li>`);
  return rows.length ? `<ul class="fields">${rows.join('\n')}</ul>` : '';
}

/** The fields of a body. A schema that several operations use is shown once. */
function schema(view, value) {
  const { words, contract, names } = view;
  const name = nameOf(value);
  if (view.shown.has(name)) return `<p>${escape(words.same)}<a href="#${name}"><code>${name}</code></a></p>`;
  view.shown.add(name);
  return `<div id="${name}"><p><code>${name}</code>${words.colon}${inline(whole(contract, value).description, { names })}</p>\n${fields(view, value)}</div>`;
}

/** One row for each status: the codes and messages of its examples, which unfold to the whole response, and whether waiting helps. */
function errorTable(view, operation, errors) {
  const { words, contract, english } = view;
  const advice = english['taurusdb-htap']['x-status-codes'];
  const shared = Object.keys(errors[0].headers ?? {}).filter((name) => errors.every((error) => error.headers?.[name]));
  const rows = errors.map((error) => {
    const codes = content(contract, error).examples.map((example) => {
      const { value, summary } = example;
      const [id, message] = [String(value.error_code ?? value.error?.code), value.error_msg ?? value.error?.message];
      const known = english['taurusdb-htap']['x-error-codes'].some((row) => row.code === id && String(row.status) === error.status);
      const advised = known ? ` <a href="errors.html#${id}-${error.status}">${escape(words.action)}</a>` : '';
      const whole = code(response(contract, error, example, reasonOf(view, error.status)), words);
      return `<details><summary><code>${escape(id)}</code> ${escape(message)}</summary><p>${inline(summary)}${escape(words.stop)}${advised}</p>${whole}</details>`;
    });
    const extra = Object.keys(error.headers ?? {}).filter((name) => !shared.includes(name)).map((name) => ` <span class="limits">${escape(words.header)} <code>${name}</code></span>`);
    const rules = advice.filter((row) => String(row.status) === error.status);
    const rule = rules.find((row) => row.operation === operation.id) ?? rules.find((row) => !row.operation);
    const status = rule ? `<a href="errors.html#status-${error.status}"><code>${error.status}</code></a>` : `<code>${error.status}</code>`;
    const cells = [[words.meaning, inline(error.description, view) + extra.join('')], [words.codes, codes.join('')], [words.waiting_helps, rule ? (rule.waiting_helps ? words.yes : words.no) : '']];
    return `<tr><th scope="row">${status}</th>${cells.map(([label, cell]) => `<td data-label="${escape(label)}">${cell}</td>`).join('')}</tr>`;
  });
  const head = [words.status, words.meaning, words.codes, words.waiting_helps].map((text) => `<th scope="col">${escape(text)}</th>`);
  const name = nameOf(errorSchema(contract, operation));
  return `<p>${escape(words.errors_have)}<a href="#${name}"><code>${name}</code></a>${shared.length ? `${words.errors_headers}${shared.map((header) => `<code>${header}</code>`).join(words.comma)}` : ''}${escape(words.stop)}</p>
<div class="wide" role="group" tabindex="0"><table class="errors"><thead><tr>${head.join('')}</tr></thead>\n<tbody>${rows.join('\n')}</tbody></table></div>`;
}

function examples(view, operation, body, success, [error]) {
  const { words, contract } = view;
  const titled = (title, example) => `<h4>${escape(title)}${example ? words.colon + inline(example.summary) : ''}</h4>`;
  const folded = (list, write) => list.map((example) => `<details><summary>${inline(example.summary)}</summary>${code(write(example), words)}</details>`).join('\n');
  const [first, ...others] = body.examples;
  const [answer, ...answers] = content(contract, success).examples;
  const [failure] = content(contract, error).examples;
  const asked = (example) => request(contract, operation, example);
  const answered = ({ status, ...rest }) => (example) => response(contract, { status, ...rest }, example, reasonOf(view, status));
  const programs = programTabs(view, operation.id);
  return `${titled(words.request, first)}
${code(asked(first), words)}
${folded(others, asked)}
${titled(words.response, answer)}
${code(answered(success)(answer), words)}
${folded(answers, answered(success))}
${titled(words.error_response, failure)}
${code(answered(error)(failure), words)}
${programs && `<h4>${escape(words.program)}</h4>\n${programs}`}`;
}

/** The reason phrase of a status, from the table of statuses. */
const reasonOf = ({ english }, status) => english['taurusdb-htap']['x-status-codes'].find((row) => String(row.status) === status && !row.operation)?.name;

function externalLink({ description, url }) {
  return `<a href="${escape(url)}">${escape(description)}</a>`;
}

/** What the script of "try it" needs. */
function settings({ words, contract, english, list }) {
  const forms = Object.fromEntries(list.map((operation) => {
    const body = content(contract, operation.requestBody).examples;
    const fieldsOf = operation.parameters.map((parameter) => ({
      name: parameter.name,
      in: parameter.in,
      required: parameter.required ?? false,
      // A value goes out only if the operation requires it, or if a person sets it.
      value: parameter.required ? String(exampleOf(contract, parameter)) : '',
      values: whole(contract, parameter.schema).enum,
    }));
    const servers = operation.servers.map((server) => ({ url: serverUrl(server), description: server.description }));
    return [operation.id, { method: operation.method, path: operation.path, token: tokenHeaderOf(contract, operation), fields: fieldsOf, servers, bodies: body.map(({ summary, value }) => ({ summary, value })) }];
  }));
  return { port: PORT, words: { ...words.try_it, copy: words.copy }, login: loginOf(english), operations: forms };
}

/** JSON that cannot close the surrounding script element. */
const json = (value) => JSON.stringify(value).replaceAll('<', '\\u003c');
