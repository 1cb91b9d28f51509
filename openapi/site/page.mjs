// The template of all pages, and the functions that fill it.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import markdown from 'markdown-it';
import { operation, tokenHeader } from './downloads.mjs';
import { errorCodes, languages, regions, statusCodes } from './tables.mjs';

const renderer = markdown({ html: false, linkify: false });
const escape = renderer.utils.escapeHtml;

/** The port of the sandbox in the pages' instructions. */
const PORT = 8080;
const START = `htap sandbox --port ${PORT}`;

/** Renders Markdown. Replaces a line `{{name}}` by a part that is generated from the contract or from a tested program. */
export function prose(site, page, text) {
  const parts = { contracts, downloads, 'error-codes': errorCodes, languages, regions, sandbox, search, start, 'status-codes': statusCodes, tabs, terraform };
  const content = text.split(/^\{\{([\w-]+)\}\}$/m).map((part, index) => (index % 2 === 0 ? written(part) : parts[part](site)));
  return frame(site, page, content.join('\n'));
}

export function changelog(site, text) {
  return frame(site, 'changelog', written(text));
}

/** Renders the reference. Swagger UI draws it from the contract, which is embedded in the page. */
export function reference(site, page, name) {
  const { words, edition, english } = site;
  const bar = words.sandbox;
  const { iam } = english;
  const [scheme] = Object.keys(english['taurusdb-htap'].security[0]); // the first authentication scheme
  const login = { ...operation(iam, 'CreateUserToken'), body: iam.components.examples.PasswordByProjectName.value, header: tokenHeader(iam), scheme };
  const settings = { ...bar, labels: words.labels, server: words.pages[page], port: PORT, login };
  const content = `<h1>${escape(words.pages[page])}: ${escape(edition[name].info.title)} <small>${escape(edition[name].info.version)}</small></h1>
<section class="sandbox" aria-label="Sandbox">
<p id="served" hidden>${escape(bar.served)}</p>
<div id="elsewhere" hidden><p>${escape(bar.elsewhere)}</p>${code(START, words)}</div>
<p>${escape(bar.closed)}</p>
<p><button type="button" id="take-token">${escape(bar.take)}</button> <span id="token-state" role="status"></span></p>
</section>
<noscript><p>${escape(words.noscript)} <a href="${name}.yaml">${name}.yaml</a></p></noscript>
<div id="reference"></div>
<script type="application/json" id="contract">${json(edition[name])}</script>
<script type="application/json" id="settings">${json(settings)}</script>`;
  const head = ['<link rel="stylesheet" href="ASSETS/swagger-ui.css">', '<link rel="stylesheet" href="ASSETS/reference.css">'];
  const scripts = ['<script defer src="ASSETS/swagger-ui-bundle.js"></script>', '<script defer src="ASSETS/reference.js"></script>'];
  // The renderer adds its own `main` element.
  return frame(site, page, content, { extra: [...head, ...scripts], main: 'div' });
}

function frame({ language, words }, page, content, { extra = [], main = 'main' } = {}) {
  const inFolder = language !== 'en-us';
  const assets = inFolder ? '../assets' : 'assets';
  const other = inFolder ? { href: `../${page}.html`, lang: 'en', name: 'English' } : { href: `zh-cn/${page}.html`, lang: 'zh-CN', name: '中文' };
  const items = Object.entries(words.pages).map(
    ([name, title]) => `<li><a href="${name}.html"${name === page ? ' aria-current="page"' : ''}>${escape(title)}</a></li>`,
  );
  // The page may send requests only to its own host and to a sandbox on the reader's machine.
  const policy = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; connect-src 'self' http://127.0.0.1:* http://localhost:*; frame-src 'none'; object-src 'none'";
  return `<!doctype html>
<html lang="${inFolder ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escape(words.pages[page])} · ${escape(words.title)}</title>
<link rel="icon" href="${assets}/icon.svg" type="image/svg+xml">
<link rel="alternate" hreflang="${other.lang}" href="${other.href}">
<link rel="stylesheet" href="${assets}/page.css">
<script defer src="${assets}/page.js"></script>
${extra.join('\n').replaceAll('ASSETS', assets)}
</head>
<body>
<a class="skip" href="#content">${escape(words.skip)}</a>
<header>
<p class="title">${escape(words.title)}</p>
<nav aria-label="${escape(words.menu)}"><ul>${items.join('')}</ul></nav>
<a class="language" href="${other.href}" lang="${other.lang}" hreflang="${other.lang}">${other.name}</a>
</header>
<${main} id="content" tabindex="-1">
${content}
</${main}>
<footer><p>${escape(words.footer)}</p></footer>
</body>
</html>
`;
}

/** Renders Markdown, and makes wide tables and code scrollable by keyboard. */
function written(text) {
  return renderer
    .render(text)
    .replaceAll('<table>', '<div class="wide" role="group" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<th>', '<th scope="col">')
    .replaceAll('<pre>', '<pre class="plain" tabindex="0">');
}

function code(text, words) {
  return `<div class="code"><pre class="plain" tabindex="0"><code>${escape(text.trimEnd())}</code></pre><button type="button" data-copy data-copied="${escape(words.copied)}">${escape(words.copy)}</button></div>`;
}

/** A tab for each language on the first page, with the commands and the program that the tests run. */
function tabs(site) {
  const { targets, words } = site;
  const shown = targets.filter((target) => target.tab);
  const buttons = shown.map(
    ({ tab, folder }, index) =>
      `<button type="button" role="tab" id="tab-${folder}" aria-controls="panel-${folder}" aria-selected="${index === 0}"${index === 0 ? '' : ' tabindex="-1"'}>${escape(tab)}</button>`,
  );
  const up = site.language === 'en-us' ? '' : '../';
  const panels = shown.map(({ folder, generator, commands, start, program, file, files }, index) => {
    const links = files.map((name) => `<a href="${up}programs/${folder}/${name}" download><code>${escape(name)}</code></a>`);
    const client = commands ? `<h3>${escape(words.commands)}: ${escape(generator)}</h3>\n${code(commands, words)}` : '';
    return `<section role="tabpanel" id="panel-${folder}" aria-labelledby="tab-${folder}" tabindex="0">
<p>${escape(words.files)} ${links.join(', ')}</p>
${client}
<h3>${escape(words.program)}: <code>${escape(file)}</code></h3>
${code(program, words)}
<h3>${escape(words.start)}</h3>
${code(start, words)}
</section>`;
  });
  return `<div class="tabs">\n<div role="tablist" aria-label="${escape(words.pages.languages)}">${buttons.join('')}</div>\n${panels.join('\n')}\n</div>`;
}

/** The values that the sandbox accepts, from the contract's examples. */
function sandbox({ english, words }) {
  const { identity, scope } = english.iam.components.examples.PasswordByProjectName.value.auth;
  const { user } = identity.password;
  const variables = {
    HTAP_ENDPOINT: `http://127.0.0.1:${PORT}`,
    IAM_ENDPOINT: `http://127.0.0.1:${PORT}`,
    HW_USER_NAME: user.name,
    HW_USER_PASSWORD: user.password,
    HW_DOMAIN_NAME: user.domain.name,
    HW_PROJECT_NAME: scope.project.name,
  };
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${value}`);
  return `${code(START, words)}\n${code(lines.join('\n'), words)}`;
}

function start({ words }) {
  return code(START, words);
}

/** A Terraform configuration for the sandbox, with its access key and with values from the contracts' examples. */
function terraform({ english, words }) {
  const endpoint = `http://127.0.0.1:${PORT}`;
  const project = english.iam.components.examples.PasswordByProjectName.value.auth.scope.project.name;
  const [engine] = Object.keys(english['taurusdb-htap'].components.parameters.EngineName.examples);
  const name = english['taurusdb-htap'].components.examples[engine].value;
  return code(
    `terraform {
  required_providers {
    huaweicloud = {
      source  = "huaweicloud/huaweicloud"
      version = "~> 1.97"
    }
  }
}

provider "huaweicloud" {
  region     = "${project}"
  auth_url   = "${endpoint}/v3"
  access_key = "SANDBOXACCESSKEY0001"
  secret_key = "sandbox-secret-key"

  endpoints = {
    gaussdb = "${endpoint}"
    iam     = "${endpoint}"
    bss     = "${endpoint}"
  }

  skip_check_website_type = true
  skip_check_upgrade      = true
}

data "huaweicloud_taurusdb_htap_datastores" "versions" {
  engine_name = "${name}"
}

output "versions" {
  value = data.huaweicloud_taurusdb_htap_datastores.versions.datastores
}`,
    words,
  );
}

function search({ words }) {
  return `<p class="search"><label for="search">${escape(words.search)}</label> <input type="search" id="search"> <span role="status" id="found" data-found="${escape(words.found)}"></span></p>`;
}

/** The two documents for generators. */
function contracts(site) {
  return list(site, ['taurusdb-htap.yaml', 'iam.yaml'], () => '');
}

function downloads(site) {
  const { words, language } = site;
  const own = language === 'en-us' ? words.english : words.chinese;
  const contract = (file) => `${words.contract}, ${own}, ${file.endsWith('json') ? 'JSON' : 'YAML'}`;
  const shared = (file) => (file.endsWith('.http') ? words.http : words.postman);
  const up = language === 'en-us' ? '' : '../';
  return (
    list(site, ['taurusdb-htap.yaml', 'taurusdb-htap.json', 'iam.yaml', 'iam.json'], contract) +
    list(site, ['taurusdb-htap.postman_collection.json', 'iam.postman_collection.json', 'taurusdb-htap.http'].map((file) => `${up}${file}`), shared)
  );
}

function list({ dist, language }, files, say) {
  const base = language === 'en-us' ? dist : join(dist, language);
  const items = files.map((file) => {
    const size = Math.ceil(statSync(join(base, file)).size / 1024);
    const name = file.replace('../', '');
    return `<li><a href="${file}" download><code>${name}</code></a> ${escape(say(name))} (${size} KiB)</li>`;
  });
  return `<ul>${items.join('\n')}</ul>`;
}

/** JSON that cannot close the surrounding script element. */
function json(value) {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
