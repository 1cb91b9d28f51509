// Checks that the Chinese of the contracts is complete, is up to date and changes only texts and the examples that name the
// language, and that problems name lines.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { read, texts } from '../site/contract.mjs';
import { structure, translate } from '../site/overlay.mjs';

const OPENAPI = dirname(dirname(fileURLToPath(import.meta.url)));

const contract = (name) => read(`openapi/${name}.yaml`, join(OPENAPI, `${name}.yaml`));
const overlay = (name) => read(`openapi/overlays/${name}.zh-cn.yaml`, join(OPENAPI, 'overlays', `${name}.zh-cn.yaml`));

for (const name of ['taurusdb-htap', 'iam']) {
  test(`${name}: each target matches, every text is translated, and the contract without its texts is byte-for-byte the same`, async () => {
    const english = contract(name);
    const { root, problems } = await translate(english, overlay(name));
    assert.deepEqual(problems, []);
    assert.equal(structure(root), structure(english.root));
    assert.notEqual(JSON.stringify(root), JSON.stringify(english.root));
    for (const { text } of texts(root)) assert.match(text, /\p{Script=Han}/u);
    assert.ok([...texts(root)].length > 100);
  });
}

test('the example of the language is the language of the reader', async () => {
  const english = contract('taurusdb-htap');
  const { root } = await translate(english, overlay('taurusdb-htap'));
  const sent = ({ components }) => [components.parameters.XLanguage.example, components.schemas.Language.example];
  assert.deepEqual([sent(english.root), sent(root)], [['en-us', 'en-us'], ['zh-cn', 'zh-cn']]);
});

test('each English text has one translation in both contracts', async () => {
  const known = new Map();
  for (const name of ['taurusdb-htap', 'iam']) {
    const english = contract(name);
    const { root } = await translate(english, overlay(name));
    const chinese = [...texts(root)];
    [...texts(english.root)].forEach(({ text, keys, key }, index) => {
      const translation = chinese[index].text.trim();
      assert.equal(known.get(text.trim()) ?? translation, translation, `${english.at([...keys, key])}: ${text}`);
      known.set(text.trim(), translation);
    });
  }
});

test('emphasis closes, because Markdown does not close it between a full stop and a Chinese character', () => {
  for (const name of ['taurusdb-htap', 'iam']) {
    const broken = overlay(name).text.match(/[。：，）”]\*\*\p{Script=Han}/gu) ?? [];
    assert.deepEqual(broken, [], name);
  }
});

/** Returns the problems that `translate` reports after a change of both files. */
async function problems(change) {
  const [english, chinese] = [contract('taurusdb-htap'), overlay('taurusdb-htap')];
  change(english.root, chinese.root);
  return (await translate(english, chinese)).problems;
}

const line = (name, wanted) => readFileSync(join(OPENAPI, name), 'utf8').split('\n').findIndex((text) => text.includes(wanted)) + 1;

test('a changed English text is reported as stale with the lines of both files', async () => {
  const [problem, ...rest] = await problems((english) => { english.components.schemas.ProjectId.description += ' More.'; });
  assert.deepEqual(rest, []);
  const target = line('overlays/taurusdb-htap.zh-cn.yaml', 'target: $.components.schemas.ProjectId');
  const text = line('taurusdb-htap.yaml', "description: The ID of a tenant's project");
  assert.match(problem, new RegExp(`^openapi/overlays/taurusdb-htap\\.zh-cn\\.yaml:${target + 1}: stale: the English at openapi/taurusdb-htap\\.yaml:${text} has changed; .*x-english: [0-9a-f]{8}`));
});

for (const [what, change, expected] of [
  ['a text without Chinese', (english) => { english.components.schemas.Datastore.properties.id.description = 'New.'; }, /taurusdb-htap\.yaml:\d+: no Chinese for this `description`; add it to openapi\/overlays/],
  ['a target that matches nothing', (_, chinese) => { chinese.actions[3].target = '$.nowhere'; }, /zh-cn\.yaml:\d+: `\$\.nowhere` matches nothing/],
  ['a text that was left in English', (_, chinese) => { chinese.actions[1].update.description = 'The page'; }, /has no Chinese characters/],
  ['code that was left out', (_, chinese) => { chinese.actions[0].update.description = '说明'; }, /omits .*`ListProjects`/],
  ['a change of a value that is not a text', (_, chinese) => { chinese.actions[1].update.url = '中文'; }, /`url` of `\$\.externalDocs` is not a text/],
  ['a text translated twice', (_, chinese) => { chinese.actions.push(chinese.actions[1]); }, /is translated twice; keep one/],
  ['a target that is a list', (_, chinese) => { chinese.actions.push({ target: '$.tags', update: { description: '中文' } }); }, /zh-cn\.yaml:\d+: `\$\.tags` selects a list or a value/],
  ['a target that is a scalar', (_, chinese) => { chinese.actions.push({ target: '$.info.title', update: { description: '中文' } }); }, /`\$\.info\.title` selects a list or a value/],
  ['an example that asks for English', (_, chinese) => { delete chinese.actions.find(({ target }) => target.endsWith('XLanguage')).update.example; }, /taurusdb-htap\.yaml:\d+: this example is sent, and asks for English; set it to zh-cn/],
  ['an example that names another language', (_, chinese) => { chinese.actions.find(({ target }) => target.endsWith('XLanguage')).update.example = 'zh-tw'; }, /`example` of `\$\.components\.parameters\.XLanguage` is zh-tw; write zh-cn/],
  ['a change of another example', (_, chinese) => { chinese.actions.find(({ target }) => target.endsWith('schemas.ProjectId')).update.example = 'zh-cn'; }, /`example` of `\$\.components\.schemas\.ProjectId` is not a text/],
  ['an action that removes', (_, chinese) => { chinese.actions.push({ target: '$.tags[0]', remove: true }); }, /zh-cn\.yaml:\d+: this action translates nothing/],
]) {
  test(`${what} is reported`, async () => {
    assert.match((await problems(change)).join('\n'), expected);
  });
}

test('an error in the YAML is reported with its line', () => {
  assert.throws(() => read('broken.yaml', join(OPENAPI, '..', 'tests', 'suite', 'contract', 'broken', 'duplicate-key.yaml')), /^Error: broken\.yaml:\d+: not valid YAML: /);
});
