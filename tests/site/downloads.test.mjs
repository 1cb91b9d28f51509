// Every link has a target, and downloads work in the tools for which they are made.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import newman from 'newman';
import { parse } from 'yaml';
import { built, CONTRACTS, LANGUAGES, PAGES, SANDBOX, source } from './browser.mjs';

const { examples } = source('taurusdb-htap').components;
const VERSIONS = ['StarRocksDatastores', 'ClickHouseDatastores'].map((name) => examples[name].value);

async function get(path) {
  const response = await fetch(`${SANDBOX}/${path}`);
  assert.equal(response.status, 200, path);
  return response.text();
}

test('every link within the site has a target and its anchor', async () => {
  const targets = new Set();
  for (const { folder } of Object.values(LANGUAGES)) {
    for (const path of [...PAGES, '404']) {
      const text = await get(`${folder}${path}.html`);
      const found = [...text.matchAll(/ (?:href|src)="([^"]+)"/g)].map(([, link]) => new URL(link, `${SANDBOX}/${folder}${path}.html`));
      assert.ok(found.length > 8, path);
      for (const url of found) if (url.origin === SANDBOX) targets.add(url.href);
    }
  }
  assert.ok(targets.size > 25);
  for (const target of targets) {
    const { pathname, hash } = new URL(target);
    const text = await get(pathname.slice(1));
    if (hash) assert.ok(text.includes(`id="${hash.slice(1)}"`), target);
  }
});

test('the sandbox sends the pages and what they load compressed', async () => {
  for (const path of ['', 'reference.html', 'zh-cn/iam.html', 'assets/page.css', 'assets/try-it.js', 'iam.json', 'llms.txt']) {
    const response = await fetch(`${SANDBOX}/${path}`, { headers: { 'accept-encoding': 'gzip', accept: 'text/html' } });
    assert.equal(response.headers.get('content-encoding'), 'gzip', `/${path}`);
    assert.ok((await response.text()).length > Number(response.headers.get('content-length')), path);
  }
});

for (const name of Object.values(CONTRACTS)) {
  for (const [language, { folder }] of Object.entries(LANGUAGES)) {
    test(`${name} in ${language}: the JSON is equal to the YAML`, async () => {
      const [json, yaml] = await Promise.all(['json', 'yaml'].map((format) => get(`${folder}${name}.${format}`)));
      assert.deepEqual(JSON.parse(json), parse(yaml));
      assert.equal(/\p{Script=Han}/u.test(parse(yaml).info.description), language === 'zh-cn');
    });
  }
}

for (const name of Object.values(CONTRACTS)) {
  for (const language of Object.keys(LANGUAGES)) {
    for (const format of ['json', 'yaml']) {
      test(`\`htap spec ${name}\` in ${language} as ${format}: the contract is that of the site`, async () => {
        const options = ['spec', name, '--language', language, '--format', format];
        const { stdout } = await promisify(execFile)(process.env.HTAP, options, { maxBuffer: 2 ** 20 });
        assert.equal(JSON.stringify(parse(stdout)), JSON.stringify(built(name, language)));
      });
    }
  }
}

test('the HTTP file returns a token, and with the token the versions of both engines', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'htap-site-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'taurusdb-htap.http');
  const text = await get('taurusdb-htap.http');
  const program = join(dirname(createRequire(import.meta.url).resolve('httpyac/package.json')), 'bin', 'httpyac.js');
  const send = async (own) => {
    const filled = Object.entries({ endpoint: SANDBOX, iam_endpoint: SANDBOX, ...own }).reduce((content, [name, value]) => {
      const line = new RegExp(`^@${name} =.*$`, 'm');
      assert.match(content, line);
      return content.replace(line, `@${name} = ${value}`);
    }, text);
    await writeFile(file, filled);
    const { stdout } = await promisify(execFile)(process.execPath, [program, 'send', file, '--all', '--json'], { cwd: folder });
    return JSON.parse(stdout).requests.map(({ response }) => response);
  };
  const before = await send({ token: 'none-yet' });
  assert.deepEqual(before.map(({ statusCode }) => statusCode), [201, 401, 401]);
  const after = await send({ token: before[0].headers['x-subject-token'] });
  assert.deepEqual(after.map(({ statusCode }) => statusCode), [201, 200, 200]);
  assert.deepEqual(after.slice(1).map(({ body }) => JSON.parse(body)), VERSIONS);
});

/** Runs a collection as Postman would, and returns the response to each request. */
async function collection(name, values, folder) {
  const options = {
    collection: JSON.parse(await get(`${name}.postman_collection.json`)),
    envVar: Object.entries(values).map(([key, value]) => ({ key, value })),
    folder,
  };
  const { run } = await promisify(newman.run)(options);
  assert.deepEqual(run.failures, []);
  return run.executions.map(({ item, response }) => ({ name: item.name, status: response?.code, headers: response?.headers, body: response?.json() }));
}

test('the Postman collections return a token, the project, and the versions', async () => {
  const iam = source('iam').paths;
  // Other calls need a token of an external identity provider.
  const values = { baseUrl: SANDBOX };
  const [login] = await collection('iam', values, [iam['/v3/auth/tokens'].post.summary]);
  assert.equal(login.status, 201);
  values.apiKey = login.headers.get('X-Subject-Token');
  assert.ok(values.apiKey);
  const [projects] = await collection('iam', values, [iam['/v3/projects'].get.summary]);
  assert.equal(projects.status, 200);
  const service = await collection('taurusdb-htap', values);
  assert.deepEqual(service.map(({ status, body }) => [status, body]), [[200, VERSIONS[0]]]);
});
