// The pages of prose, and the parts that fill them.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { agents } from './agents.mjs';
import { clientCures, clientDate, clientNeeds, clientOutcomes } from './clients.mjs';
import { tokenHeader, operation } from './downloads.mjs';
import { frame, LANGUAGES, up } from './frame.mjs';
import { anchors, code, escape, rendered } from './markdown.mjs';
import { errorCodes, languages, regions, statusCodes } from './tables.mjs';

/** The port of the sandbox in the pages' instructions. */
const PORT = 8080;
const START = `htap sandbox --port ${PORT}`;

/** Renders a page. Replaces a line `{{name}}` by a part that is generated from the contract or from a tested program. */
export function prose(site, page, text, english) {
  const parts = { 'client-cures': clientCures, 'client-date': clientDate, 'client-needs': clientNeeds, 'client-outcomes': clientOutcomes, contracts, downloads, 'error-codes': errorCodes, install, languages, operations: agents, regions, sandbox, search, start, 'status-codes': statusCodes, tabs, terraform };
  const ids = anchors(english);
  const content = text.split(/^\{\{([\w-]+)\}\}$/m).map((part, index) => {
    if (index % 2) return parts[part](site);
    const html = rendered(part.replaceAll('{{root}}', up(site.language)), { ...site, ids });
    ids.splice(0, anchors(part).length);
    return html;
  });
  return frame(site, page, content.join('\n'));
}

/** A tab for each language, with what `panel` renders of its target. Without scripts, each panel shows its name instead. */
function tabbed(words, shown, panel) {
  const buttons = shown.map(
    ({ tab, folder }, index) =>
      `<button type="button" role="tab" id="tab-${folder}" aria-controls="panel-${folder}" aria-selected="${index === 0}"${index === 0 ? '' : ' tabindex="-1"'}>${escape(tab)}</button>`,
  );
  const panels = shown.map((target) => `<section role="tabpanel" id="panel-${target.folder}" aria-labelledby="tab-${target.folder}" tabindex="0">\n<p class="name"><b>${escape(target.tab)}</b></p>\n${panel(target)}\n</section>`);
  return `<div class="tabs">\n<div role="tablist" hidden aria-label="${escape(words.language)}">${buttons.join('')}</div>\n${panels.join('\n')}\n</div>`;
}

/** The tabs of the first page, with the commands and the program that the tests run. */
function tabs({ language, targets, words }) {
  const shown = targets.filter((target) => target.tab);
  return tabbed(words, shown, ({ folder, row, generator, commands, start, program, file, files }) => {
    const links = files.map((name) => `<a href="${up(language)}programs/${folder}/${name}" download><code>${escape(name)}</code></a>`);
    const client = commands ? `<h3>${escape(row ? words.commands : words.set_up)}${words.colon}${escape(generator)}</h3>\n${code(commands, words)}` : '';
    return `<p>${escape(words.files)}${links.join(words.comma)}</p>
${client}
<h3>${escape(words.program)}${words.colon}<code>${escape(file)}</code></h3>
${code(program, words)}
<h3>${escape(words.start)}</h3>
${code(start, words)}`;
  });
}

/** The programs that call an operation. Each creates a token, then lists the versions. */
export function programTabs({ targets, words }, id) {
  const callers = {
    ListHtapDataStore: ({ tab }) => tab,
    // The crate creates its tokens itself.
    CreateUserToken: ({ tab, program, commands = '' }) => tab && /iam\.yaml|\/v3\/auth\/tokens/.test(program + commands),
  };
  const shown = targets.filter(callers[id] ?? (() => false));
  if (shown.length === 0) return '';
  return tabbed(words, shown, ({ tab, folder, program }) => `${code(program, words, tab)}<p><a href="index.html#tab-${folder}">${escape(words.how_to_run)}</a></p>`);
}

/** The request for a token of the sandbox. */
export function loginOf({ iam }) {
  return { ...operation(iam, 'CreateUserToken'), body: iam.components.examples.PasswordByProjectName.value, header: tokenHeader(iam) };
}

/** The command that installs `htap`, from the README. */
function install({ words, readme }) {
  return code(readme.match(/^cargo install .*$/m)[0], words);
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
  return `<p class="search"><label for="search">${escape(words.search)}</label> <input type="search" id="search"> <span role="status" id="found" data-found="${escape(words.found)}" data-none="${escape(words.found_none)}"></span></p>`;
}

/** The two documents for generators. */
function contracts(site) {
  return list(site, ['taurusdb-htap.yaml', 'iam.yaml'], () => '');
}

function downloads(site) {
  const { words, language } = site;
  const contract = (file) => words.contract.replace('{format}', file.endsWith('json') ? 'JSON' : 'YAML');
  const shared = (file) => (file.endsWith('.http') ? words.http : words.postman);
  return (
    list(site, ['taurusdb-htap.yaml', 'taurusdb-htap.json', 'iam.yaml', 'iam.json'], contract) +
    list(site, ['taurusdb-htap.postman_collection.json', 'iam.postman_collection.json', 'taurusdb-htap.http'].map((file) => `${up(language)}${file}`), shared)
  );
}

function list({ dist, language, words }, files, say) {
  const base = join(dist, LANGUAGES[language].folder);
  const items = files.map((file) => {
    const size = Math.ceil(statSync(join(base, file)).size / 1024);
    const name = file.replace('../', '');
    return `<li><a href="${file}" download><code>${name}</code></a>${say(name) && ` ${escape(say(name))}`}${escape(words.size.replace('{size}', size))}</li>`;
  });
  return `<ul>${items.join('\n')}</ul>`;
}
