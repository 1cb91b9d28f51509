// Checks each rule of openapi/lint with a contract that violates it. Both tools run once, on all contracts together.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { contracts, openapi, run } from '../lint/run.mjs';

const read = (path) => readFile(join(openapi, path), 'utf8');
const sound = await read('test/lint/sound.yaml');
const cases = parse(await read('test/lint/cases.yaml'));
const rulesets = { redocly: await read('lint/redocly.yaml'), spectral: await read('lint/spectral.yaml') };

const split = (place) => place.split('/').slice(1).map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
const pointer = (path) => path.map((key) => `/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

/** Returns the sound contract with the change of a case. */
function broken({ at, set, text }) {
  if (text) {
    assert.ok(sound.includes(text[0]), `sound.yaml has no ${JSON.stringify(text[0])}`);
    return sound.replace(text[0], () => text[1]);
  }
  const contract = parse(sound);
  const path = split(at);
  const last = path.pop();
  const holder = path.reduce((node, key) => node[key], contract);
  assert.ok(set !== undefined || last in holder, `sound.yaml has no ${at} to remove`);
  if (set !== undefined) holder[last] = set;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return JSON.stringify(contract, null, 2);
}

/** Returns the findings of both tools by file. Each finding has a rule, a message and a position. */
async function reports(files, { ruleset, readable = true } = {}) {
  const [redocly, spectral] = await Promise.all([
    ruleset ? { stdout: '' } : run('redocly', ['--format', 'json', ...files]),
    run('spectral', ['--format', 'json', '--quiet', ...files], ruleset),
  ]);
  const found = new Map(files.map((file) => [basename(file), []]));
  // Redocly prints one JSON document for each file without separators, and stops at a file that it cannot parse.
  const documents = JSON.parse(`[${redocly.stdout.replace(/^\}\{$/gm, '},{')}]`);
  if (!ruleset && readable) assert.equal(documents.length, files.length, redocly.stderr);
  for (const { ruleId, message, location } of documents.flatMap(({ problems }) => problems)) {
    found.get(basename(location[0].source.ref)).push({ rule: ruleId, message, at: location[0].pointer?.slice(1) });
  }
  for (const { code, message, path, source } of JSON.parse(spectral.stdout)) {
    found.get(basename(source)).push({ rule: code, message, at: pointer(path) });
  }
  return found;
}

let folder;
let found;
let unruled; // Spectral's findings on the contracts with all its rules and OWASP's turned on, without exceptions
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contracts-'));
  const write = async (name, text) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const name = (one) => `case-${cases.indexOf(one)}.yaml`;
  const files = [await write('sound.yaml', sound), ...contracts];
  for (const one of cases.filter(({ alone }) => !alone)) files.push(await write(name(one), broken(one)));
  const owasp = join(openapi, 'node_modules/@stoplight/spectral-owasp-ruleset/dist/ruleset.mjs');
  const everything = await write('everything.yaml', `extends: [[spectral:oas, all], ['${owasp}', all]]`);
  const runs = [reports(files), reports(contracts, { ruleset: everything })];
  for (const one of cases.filter(({ alone }) => alone)) {
    runs.push(reports([await write(name(one), broken(one))], { readable: false }));
  }
  const [together, all, ...alone] = await Promise.all(runs);
  unruled = [...all.values()].flat();
  found = new Map([together, ...alone].flatMap((part) => [...part]));
});
after(() => rm(folder, { recursive: true }));

for (const name of ['sound.yaml', ...contracts.map((path) => basename(path))]) {
  test(`${name} has nothing to report`, () => assert.deepEqual(found.get(name), []));
}

for (const [index, one] of cases.entries()) {
  const value = one.set === undefined ? 'removed' : JSON.stringify(one.set);
  test(`${one.rule ?? 'nothing'}: ${one.text ? JSON.stringify(one.text[1]) : `${one.at} ${value}`}`, () => {
    const all = found.get(`case-${index}.yaml`);
    const names = [...new Set(all.map(({ rule }) => rule))].sort();
    assert.deepEqual(names, [one.rule ?? [], one.also ?? []].flat().sort(), JSON.stringify(all, null, 2));
    if (!one.rule) return;
    const own = all.filter(({ rule }) => rule === one.rule);
    const where = one.where ?? one.at;
    const fits = own.some(({ message, at }) => message.includes(one.says) && (where === undefined || at === where));
    assert.ok(fits, `no report says “${one.says}” at ${where}: ${JSON.stringify(own, null, 2)}`);
    for (const { message } of own.filter(({ rule }) => rule.startsWith('house-'))) {
      assert.match(message, /^[^{]+[;:][^{]+\.$/, 'a message names the problem and the action');
      assert.doesNotMatch(message, /undefined|\[object/, 'a message has no unresolved names');
    }
  });
}

test('every rule of the project, and every rule that is turned on by name, has a case', () => {
  const { rules: redocly } = parse(rulesets.redocly);
  const on = Object.keys(redocly).filter((name) => redocly[name] !== 'off');
  const house = Object.keys(parse(rulesets.spectral).rules).filter((name) => name.startsWith('house-'));
  const broken = new Set(cases.map(({ rule }) => rule));
  assert.ok(house.length > 25 && on.length > 10);
  assert.deepEqual([...house, ...on].filter((name) => !broken.has(name)), []);
});

for (const [tool, text] of Object.entries(rulesets)) {
  test(`${tool}: every rule that is off, and every exception, has a reason`, () => {
    const lines = text.split('\n');
    const off = lines.filter((line) => /^ {2}\S+: off\b/.test(line) || line.startsWith('  - files:'));
    assert.ok(off.length > 5);
    for (const line of off) {
      const above = lines[lines.indexOf(line) - 1];
      assert.ok(/^ +# /.test(above) || / # /.test(line), `give a reason above, or beside, “${line.trim()}”`);
    }
    assert.doesNotMatch(text, /: (warn|info|hint)\b/, 'every finding must be fixed, so every rule is an error');
  });
}

test('spectral: a rule is off, or has an exception, only where it would report something', () => {
  const { rules, overrides } = parse(rulesets.spectral);
  const off = Object.keys(rules).filter((name) => rules[name] === 'off');
  const excepted = overrides.flatMap(({ files, rules }) => {
    return Object.keys(rules).flatMap((rule) => files.map((file) => ({ rule, file })));
  });
  const isExcepted = (report) => excepted.some(({ rule }) => rule === report.rule);
  const wouldReport = new Set(unruled.filter((report) => !isExcepted(report)).map(({ rule }) => rule));
  assert.deepEqual([...wouldReport].sort(), off.sort());
  const places = unruled.filter(isExcepted).map(({ at }) => at);
  assert.deepEqual(places.sort(), excepted.map(({ file }) => file.split('#')[1]).sort());
});

test('components with the same name in both contracts are equal, except for their examples', async () => {
  const [service, iam] = await Promise.all(contracts.map(async (path) => parse(await readFile(path, 'utf8'))));
  let shared = 0;
  for (const [section, components] of Object.entries(service.components)) {
    for (const name of Object.keys(components).filter((name) => name in (iam.components[section] ?? {}))) {
      const [one, other] = [components[name], iam.components[section][name]].map(({ example, ...rest }) => rest);
      assert.deepEqual(one, other, `components/${section}/${name}`);
      shared += 1;
    }
  }
  assert.ok(shared > 5, `they share ${shared} names`);
});
