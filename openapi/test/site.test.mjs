// Checks the sources of the site: pages that match in both languages, programs that exist, schemas, addresses, and
// reproducible builds.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { programs } from '../site/programs.mjs';
import { rendered } from '../site/markdown.mjs';
import { fields } from '../site/schema.mjs';
import { outOfStep } from '../site/step.mjs';
import { languages } from '../site/tables.mjs';

const OPENAPI = dirname(dirname(fileURLToPath(import.meta.url)));
const GENERATORS = join(OPENAPI, '..', 'tests', 'interop', 'generators');

/** Returns a copy of the site's sources that a test can change. It is deleted after the test. */
function copy(context) {
  const folder = mkdtempSync(join(tmpdir(), 'site-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const sources = ['site', 'overlays', 'taurusdb-htap.yaml', 'iam.yaml', 'CHANGELOG.md', 'CHANGELOG.zh-cn.md', 'package.json'];
  for (const source of sources) cpSync(join(OPENAPI, source), join(folder, 'openapi', source), { recursive: true });
  cpSync(join(OPENAPI, '..', 'README.md'), join(folder, 'README.md'));
  cpSync(GENERATORS, join(folder, 'tests', 'interop', 'generators'), { recursive: true });
  cpSync(join(GENERATORS, '..', 'atlas'), join(folder, 'tests', 'interop', 'atlas'), { recursive: true });
  symlinkSync(join(OPENAPI, 'node_modules'), join(folder, 'openapi', 'node_modules'));
  const path = (name) => join(folder, name);
  return {
    change(name, from, to) {
      const text = readFileSync(path(name), 'utf8');
      assert.ok(text.includes(from), `${name} has ${from}`);
      writeFileSync(path(name), text.replace(from, to));
    },
    build: (...options) => spawnSync(process.execPath, [path('openapi/site/build.mjs'), ...options], { encoding: 'utf8' }),
    read: (name) => readFileSync(path(join('openapi/dist', name)), 'utf8'),
    built() {
      const files = readdirSync(path('openapi/dist'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      return Object.fromEntries(files.map(({ parentPath, name }) => {
        const file = join(parentPath, name);
        return [relative(path('openapi/dist'), file), createHash('sha256').update(readFileSync(file)).digest('hex')];
      }).sort());
    },
  };
}

test('two builds of the same sources produce the same files', (context) => {
  const site = copy(context);
  assert.equal(site.build().status, 0);
  const first = site.built();
  assert.equal(site.build().status, 0);
  assert.deepEqual(site.built(), first);
  for (const page of ['index', 'reference', 'iam', 'errors', 'regions', 'languages', 'clients', 'terraform', 'agents', 'changelog', '404']) {
    for (const name of [`${page}.html`, `${page}.html.gz`]) assert.ok(first[name] && first[join('zh-cn', name)], name);
  }
});

test('a problem in a source is reported with its line, and no incomplete site is written', (context) => {
  const site = copy(context);
  site.change('openapi/taurusdb-htap.yaml', 'summary: List HTAP engine versions', 'summary: List the versions');
  site.change('openapi/site/pages/zh-cn/errors.md', '## 状态码', '状态码');
  const { status, stderr } = site.build();
  assert.equal(status, 1);
  assert.match(stderr, /^openapi\/overlays\/taurusdb-htap\.zh-cn\.yaml:\d+: stale: the English at openapi\/taurusdb-htap\.yaml:\d+ has changed/m);
  assert.match(stderr, /^openapi\/site\/pages\/zh-cn\/errors\.md:1: differs from the English in its headings: expected 3, found 2/m);
  assert.throws(() => site.built(), /ENOENT/);
});

const pages = { 'en-us': { index: '# A\n\n`code` [to](there.html)\n\n{{tabs}}\n\n- one\n' }, 'zh-cn': { index: '# 甲\n\n`code`[去](there.html)\n\n{{tabs}}\n\n- 一\n' } };
const history = { 'en-us': '# C\n', 'zh-cn': '# 丙\n' };
const words = { 'en-us': { menu: 'Pages', in: { path: 'path' } }, 'zh-cn': { menu: '页面', in: { path: '路径' } } };

test('pages with the same structure in both languages match', () => {
  assert.deepEqual(outOfStep(pages, history, words), []);
});

for (const [what, from, to] of [
  ['headings', '# 甲', '甲'],
  ['code', '`code`', '代码'],
  ['links', '(there.html)', '(elsewhere.html)'],
  ['parts', '{{tabs}}', ''],
  ['list items', '- 一', '- 一\n- 二'],
]) {
  test(`a page that differs in its ${what} is reported`, () => {
    const changed = { ...pages, 'zh-cn': { index: pages['zh-cn'].index.replace(from, to) } };
    const [problem, ...rest] = outOfStep(changed, history, words);
    assert.deepEqual(rest, []);
    assert.ok(problem.startsWith(`openapi/site/pages/zh-cn/index.md:1: differs from the English in its ${what}: `), problem);
  });
}

test('a changelog entry or a word that is missing in one language is reported', () => {
  assert.match(outOfStep(pages, { ...history, 'zh-cn': '# 丙\n## 1.0.0\n' }, words).join(), /CHANGELOG\.zh-cn\.md:1: differs from the English/);
  assert.match(outOfStep(pages, history, { ...words, 'zh-cn': { menu: '页', in: {} } }).join(), /`zh-cn` lacks `in.path`; add it/);
  assert.match(outOfStep(pages, history, { ...words, 'zh-cn': { ...words['zh-cn'], more: '多' } }).join(), /`en-us` lacks `more`; add it/);
});

test('a tag without a heading is reported', (context) => {
  const site = copy(context);
  const file = 'openapi/site/words.yaml';
  for (const heading of ['Users: Users', 'Users: 用户']) site.change(file, heading, heading.replace('Users:', 'Others:'));
  assert.match(site.build().stderr, /^openapi\/site\/words\.yaml:1: `tags` lacks `Users`, a tag of a contract; add it$/m);
});

test('every target has the whole call in one line, and a target without one is reported', (context) => {
  const { targets, problems } = programs(GENERATORS);
  assert.deepEqual(problems, []);
  assert.ok(targets.length >= 10);
  const call = (name) => targets.find(({ folder }) => folder === name).call;
  assert.equal(call('openapi-typescript'), "htap.GET('/v3/{project_id}/htap/datastores/{engine_name}', { params: { path: { project_id: projectId, engine_name: engine } } })");
  assert.equal(call('openapi-generator-go'), 'client.ListHtapDataStore(ctx, project, engine).Execute()');
  assert.equal(call('openapi-generator-php'), '$htap->listHtapDataStoreWithHttpInfo($projectId, $engine)');
  assert.deepEqual(targets.filter(({ tab }) => tab).map(({ tab }) => tab).sort(), ['Go', 'Java', 'Python', 'Rust', 'TypeScript', 'curl']);
  const site = copy(context);
  site.change('tests/interop/generators/targets.yaml', 'calls: ', 'calls: nothing');
  assert.match(site.build().stderr, /^tests\/interop\/generators\/targets\.yaml:\d+: .* has no call of `nothing/m);
});

test('the page of languages shows the generator options that a program needs', () => {
  const { targets } = programs(GENERATORS);
  const page = languages({ targets, words: { inner: '' } });
  const [go] = page.split('<details>').filter((part) => part.includes('-response-type-suffix'));
  assert.match(go, /-response-type-suffix Answer[^]*LoginMethodPassword/);
  assert.equal(page.match(/<pre /g).length, 2 * targets.filter(({ row }) => row).length);
});

test('the page of clients shows the recorded outcomes, and a client without one is reported', (context) => {
  const site = copy(context);
  const file = 'tests/interop/atlas/outcomes.tsv';
  const [row] = readFileSync(join(OPENAPI, '..', file), 'utf8').match(/^hang\t.*$/m);
  site.change(file, row, row.replaceAll('waits', 'error ExampleTimeout - - - ×7'));
  assert.equal(site.build().status, 0);
  assert.match(site.read('clients.html'), /<code>ExampleTimeout<\/code>, no status, 7 requests/);
  assert.match(site.read('zh-cn/clients.html'), /<code>ExampleTimeout<\/code>，无状态码，7个请求/);
  assert.doesNotMatch(site.read('clients.html'), /<code>error /, 'an outcome is shown as it is recorded');
  assert.doesNotMatch(site.read('zh-cn/clients.html'), /not sent/);
  site.change(file, '\togen-go\t', '\tother\t');
  const { status, stderr } = site.build();
  assert.equal(status, 1);
  assert.match(stderr, /^tests\/interop\/atlas\/outcomes\.tsv:2: no outcome of ogen-go; add a probe/m);
});

test('the addresses for search engines and feeds follow the URL of the site, and are absent without one', (context) => {
  const site = copy(context);
  assert.equal(site.build('--base-url', 'https://docs.example.com/htap').status, 0);
  const page = site.read('zh-cn/errors.html');
  assert.match(page, /<link rel="canonical" href="https:\/\/docs\.example\.com\/htap\/zh-cn\/errors\.html">/);
  assert.match(page, /<link rel="alternate" hreflang="en" href="https:\/\/docs\.example\.com\/htap\/errors\.html">/);
  assert.match(page, /<meta property="og:url" content="https:\/\/docs\.example\.com\/htap\/zh-cn\/errors\.html">/);
  assert.match(site.read('index.html'), /<link rel="canonical" href="https:\/\/docs\.example\.com\/htap\/">/);
  assert.match(site.read('404.html'), /<base href="https:\/\/docs\.example\.com\/htap\/">/);
  const map = site.read('sitemap.xml');
  assert.equal(map.match(/<loc>/g).length, Object.keys(site.built()).filter((name) => name.endsWith('.html') && !name.endsWith('404.html')).length);
  assert.match(map, /<loc>https:\/\/docs\.example\.com\/htap\/reference\.html<\/loc>/);
  for (const language of ['', 'zh-cn/']) {
    const entries = site.read(`${language}changelog.xml`).match(/<entry>.*/g);
    assert.equal(entries.length, readFileSync(join(OPENAPI, 'CHANGELOG.md'), 'utf8').match(/^## /gm).length);
    for (const entry of entries) {
      const [, anchor] = entry.match(new RegExp(`<id>https://docs\\.example\\.com/htap/${language}changelog\\.html#([^<]+)</id>.*<updated>20\\d\\d-\\d\\d-\\d\\dT00:00:00Z</updated>`));
      assert.ok(site.read(`${language}changelog.html`).includes(`id="${anchor}"`), anchor);
    }
  }
  assert.match(site.read('llms.txt'), /\[ListProjects\]\(https:\/\/docs\.example\.com\/htap\/iam\.html#ListProjects\)/);

  assert.equal(site.build().status, 0);
  for (const name of Object.keys(site.built())) {
    assert.doesNotMatch(name, /sitemap|changelog\.xml/);
    if (name.endsWith('.html')) assert.doesNotMatch(site.read(name), /canonical|og:url|rel="alternate"|docs\.example\.com/, name);
  }
  const { status, stderr } = site.build('--base-url', 'docs.example.com');
  assert.equal(status, 1);
  assert.match(stderr, /^--base-url docs\.example\.com: not a URL; give the address of the site/);
});

test('each page has a title and a description of its own, and a policy that names only its host and this machine', (context) => {
  const site = copy(context);
  site.build();
  const pages = Object.keys(site.built()).filter((name) => name.endsWith('.html'));
  const heads = pages.map((name) => [site.read(name).match(/<title>(.+?)<\/title>/)[1], site.read(name).match(/<meta name="description" content="(.+?)">/)[1]].join());
  assert.equal(new Set(heads).size, pages.length);
  for (const name of pages) {
    const [, policy] = site.read(name).match(/http-equiv="Content-Security-Policy" content="(.+?)"/);
    assert.match(policy, /^default-src 'none'; /);
    assert.doesNotMatch(policy, /unsafe|\*(?!;|$| )|data:/);
    assert.deepEqual(policy.match(/https?:\S+/g), ['http://127.0.0.1:*', 'http://localhost:*;']);
    assert.doesNotMatch(site.read(name), / style="|<style| on\w+="/);
  }
});

test('a changelog entry without a date is reported', (context) => {
  const site = copy(context);
  site.change('openapi/CHANGELOG.md', 'Edition of 2026-11-28.', 'Soon.');
  assert.match(site.build().stderr, /^openapi\/CHANGELOG\.md:1: `TaurusDB HTAP 1\.0\.0` has no date; write it as 2026-01-31/m);
});

test('the files to download are those that a reader needs', () => {
  const { targets } = programs(GENERATORS);
  for (const { folder, files } of targets.filter(({ tab }) => tab)) {
    assert.ok(files.includes('run'), folder);
    assert.deepEqual(files.filter((file) => /expected|check/.test(file)), [], folder);
  }
});

test('code in a text is a link if it is a name of the contract, except in a heading or another link', () => {
  const names = { ListProjects: 'iam.html#ListProjects' };
  const link = '<a href="iam.html#ListProjects"><code>ListProjects</code></a>';
  assert.equal(rendered('Call `ListProjects` or `toString`.', { names }), `<p>Call ${link} or <code>toString</code>.</p>\n`);
  assert.doesNotMatch(rendered('# `ListProjects`\n\n[`ListProjects`](there.html)', { names }), /iam\.html/);
  assert.equal(rendered('## A\n\n`ListProjects`', { names, ids: ['a'] }), `<h2 id="a"><a class="anchor" href="#a">A</a></h2>\n<p>${link}</p>\n`);
});

test('a list of fields has the text beside a reference, the items of arrays, and an end for schemas that contain themselves', () => {
  const contract = { components: { schemas: {
    Secret: { type: 'string', description: 'A secret.', nullable: true },
    Tree: { type: 'object', description: 'A tree.', required: ['key'], properties: {
      key: { description: 'The key.', allOf: [{ $ref: '#/components/schemas/Secret' }] },
      leaves: { type: 'array', description: 'The leaves.', items: { $ref: '#/components/schemas/Tree' } },
      sizes: { type: 'array', items: { type: 'integer', description: 'A size.', minimum: 1, maximum: 9 } },
    } },
  } } };
  const words = { required: 'required', list_of: 'array of {type}', range: 'Range: ', semicolon: '; ' };
  const html = fields({ contract, words, names: {} }, { $ref: '#/components/schemas/Tree' });
  assert.match(html, /key<\/code> <span class="type">string \| null<\/span> <strong>required<\/strong><div>The key\.<\/div>/);
  assert.match(html, /leaves<\/code> <span class="type">array of object<\/span><div>The leaves\.<\/div>/);
  assert.match(html, /sizes<\/code> <span class="type">array of integer<\/span><div>A size\. <span class="limits">Range: 1–9<\/span>/);
  assert.equal(html.match(/class="field">leaves/g).length, 1);
});
