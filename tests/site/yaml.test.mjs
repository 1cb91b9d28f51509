// Each YAML that the site and `htap spec` write is the same to readers of YAML 1.1, which know more types than YAML 1.2:
// PyYAML and Ruby's Psych read an unquoted timestamp as a time, `yes` as a boolean and `1:30` as a number.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { CONTRACTS, LANGUAGES, SANDBOX } from './browser.mjs';

// Each prints the document as JSON. A value without a JSON type becomes a text that shows the type.
const READERS = {
  PyYAML: ['python3', '-c', 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer), default=repr))'],
  Psych: ['ruby', '-rjson', '-ryaml', '-rdate', '-e', 'puts JSON.generate(YAML.safe_load(STDIN.set_encoding("UTF-8").read, permitted_classes: [Date, Time]))'],
};

const read = (reader, input) => {
  const [program, ...options] = READERS[reader];
  return JSON.parse(execFileSync(program, options, { input, maxBuffer: 2 ** 22, env: { ...process.env, TZ: 'UTC' } }));
};
const htap = (name, language, format) =>
  execFileSync(process.env.HTAP, ['spec', name, '--language', language, '--format', format], { maxBuffer: 2 ** 22 });
const get = async (path) => Buffer.from(await (await fetch(`${SANDBOX}/${path}`)).arrayBuffer());

for (const reader of Object.keys(READERS)) {
  test(`${reader} reads other types than YAML 1.2, so this comparison can fail`, () => {
    const values = read(reader, 'time: 2020-01-04T09:05:22.701000Z\nswitch: on\nminutes: 1:30\n');
    assert.notEqual(values.time, '2020-01-04T09:05:22.701000Z');
    assert.equal(values.switch, true);
    assert.equal(typeof values.minutes, 'number');
  });
  for (const [language, { folder }] of Object.entries(LANGUAGES)) {
    for (const name of Object.values(CONTRACTS)) {
      test(`${reader}: ${name} of the site in ${language}`, async () => {
        assert.deepEqual(read(reader, await get(`${folder}${name}.yaml`)), JSON.parse(await get(`${folder}${name}.json`)));
      });
      test(`${reader}: \`htap spec ${name}\` in ${language}`, () => {
        assert.deepEqual(read(reader, htap(name, language, 'yaml')), JSON.parse(htap(name, language, 'json')));
      });
    }
  }
}
