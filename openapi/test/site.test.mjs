// Checks the sources of the site: pages that match in both languages, programs that exist, and reproducible builds.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { programs } from '../site/programs.mjs';
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
  cpSync(GENERATORS, join(folder, 'tests', 'interop', 'generators'), { recursive: true });
  symlinkSync(join(OPENAPI, 'node_modules'), join(folder, 'openapi', 'node_modules'));
  const path = (name) => join(folder, name);
  return {
    change(name, from, to) {
      const text = readFileSync(path(name), 'utf8');
      assert.ok(text.includes(from), `${name} has ${from}`);
      writeFileSync(path(name), text.replace(from, to));
    },
    build: () => spawnSync(process.execPath, [path('openapi/site/build.mjs')], { encoding: 'utf8' }),
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
  for (const page of ['index', 'reference', 'iam', 'errors', 'regions', 'languages', 'terraform', 'changelog']) {
    assert.ok(first[`${page}.html`] && first[join('zh-cn', `${page}.html`)], page);
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
const words = { 'en-us': { menu: 'Pages', labels: {} }, 'zh-cn': { menu: '页面', labels: { Servers: '服务器' } } };

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

test('a changelog entry or a label that is missing in one language is reported', () => {
  assert.match(outOfStep(pages, { ...history, 'zh-cn': '# 丙\n## 1.0.0\n' }, words).join(), /CHANGELOG\.zh-cn\.md:1: differs from the English/);
  assert.match(outOfStep(pages, history, { ...words, 'zh-cn': { labels: {} } }).join(), /`zh-cn` lacks `menu`; add it/);
  assert.match(outOfStep(pages, history, { ...words, 'zh-cn': { menu: '页', more: '多', labels: {} } }).join(), /`en-us` lacks `more`; add it/);
});

test('every target has a line with the call, and a target without one is reported', (context) => {
  const { targets, problems } = programs(GENERATORS);
  assert.deepEqual(problems, []);
  assert.ok(targets.length >= 10);
  assert.deepEqual(targets.filter(({ tab }) => tab).map(({ tab }) => tab).sort(), ['Go', 'Java', 'Python', 'Rust', 'TypeScript', 'curl']);
  const site = copy(context);
  site.change('tests/interop/generators/targets.yaml', 'calls: ', 'calls: nothing');
  assert.match(site.build().stderr, /^tests\/interop\/generators\/targets\.yaml:\d+: .* has no line with `nothing/m);
});

test('the page of languages shows the generator options that a program needs', () => {
  const { targets } = programs(GENERATORS);
  const page = languages({ targets, words: { pages: {} } });
  const [go] = page.split('<details>').filter((part) => part.includes('-response-type-suffix'));
  assert.match(go, /-response-type-suffix Answer[^]*LoginMethodPassword/);
  assert.equal(page.match(/<pre /g).length, 2 * targets.filter(({ row }) => row).length);
});
