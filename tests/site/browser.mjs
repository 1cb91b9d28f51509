// A browser without a network, pages that are watched while they are read, and a host that serves nothing but files.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { parse } from 'yaml';

const OPENAPI = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'openapi');

export const PAGES = ['index', 'reference', 'iam', 'errors', 'regions', 'languages', 'terraform', 'changelog'];
export const CONTRACTS = { reference: 'taurusdb-htap', iam: 'iam' };
export const LANGUAGES = { 'en-us': { folder: '', lang: 'en' }, 'zh-cn': { folder: 'zh-cn/', lang: 'zh-CN' } };
export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** Where the built site lies. */
export const SITE = process.env.SITE ?? join(OPENAPI, 'dist');

/** The sandbox that serves the site; `run` starts it. */
export const SANDBOX = process.env.SANDBOX;
assert.ok(SANDBOX, 'SANDBOX is not set: start these tests by `tests/site/run`');

export const words = parse(readFileSync(join(OPENAPI, 'site', 'words.yaml'), 'utf8'));

/** What the renderer's English label is in a language. */
export const say = (language, label) => words[language].labels[label] ?? label;

/** A contract as it was written, or as it was built in a language. */
export const source = (name) => parse(readFileSync(join(OPENAPI, `${name}.yaml`), 'utf8'));
export const built = (name, language) => parse(readFileSync(join(SITE, LANGUAGES[language].folder, `${name}.yaml`), 'utf8'));

// No host has an address but this machine: nothing can be fetched from elsewhere unseen.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

let browser;
const started = () => (browser ??= chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS }));
after(async () => (await browser)?.close());

/**
 * Opens a page and notes whatever goes wrong from then on: what the console says, errors, failed and foreign requests.
 *
 * With `isRouted`, foreign requests are also refused. Then the browser no longer asks a host for leave (CORS), so a
 * test of that must do without.
 */
export async function open(t, origin, path, { isRouted = true, isDrawn = true, ...options } = {}) {
  const context = await (await started()).newContext({ viewport: DESK, ...options });
  t.after(() => context.close());
  context.setDefaultTimeout(30_000); // a bound, for slow machines
  const problems = [];
  const isForeign = (url) => new URL(url).origin !== origin && !String(url).startsWith('data:');
  if (isRouted) await context.route(isForeign, (route) => route.abort());
  const page = await context.newPage();
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`error in the page: ${error.message}`));
  page.on('request', (request) => isForeign(request.url()) && problems.push(`foreign request: ${request.url()}`));
  // Aborted is what the page itself gives up: the missing body of a HEAD, or an icon when the reader moves on.
  page.on('requestfailed', (request) => request.failure().errorText === 'net::ERR_ABORTED' || problems.push(`failed request: ${request.url()}`));
  page.on('response', (answer) => answer.status() >= 400 && problems.push(`${answer.status()}: ${answer.url()}`));
  await page.goto(`${origin}/${path}`);
  if (isDrawn) await drawn(page);
  return { page, problems };
}

/** A reference is there once its last operation shows its responses. Several operations are folded: a reader opens them. */
export async function drawn(page) {
  if (!(await page.locator('#reference').count()) || !(await page.evaluate(() => 'SwaggerUIBundle' in window))) return;
  const operations = await page.evaluate(() => {
    const { paths } = JSON.parse(document.getElementById('contract').textContent);
    return Object.values(paths).flatMap((item) => Object.keys(item)).length;
  });
  await page.waitForFunction((count) => document.querySelectorAll('.opblock').length === count, operations);
  const folded = page.locator('.opblock-summary-control[aria-expanded=false]');
  assert.equal(await folded.count(), operations > 1 ? operations : 0);
  while (await folded.count()) await folded.first().click();
  await page.locator('.responses-table tbody tr').first().waitFor();
  await page.waitForFunction((count) => document.querySelectorAll('.opblock .responses-table').length === count, operations);
}

const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json' };

/** Serves the site as any web host would, on a free port. */
export async function host() {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://host').pathname.replace(/\/$/, '/index.html');
    try {
      const content = await readFile(join(SITE, path));
      response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  return { origin: await listen(server), close: () => close(server) };
}

/** A port where nothing listens: it was free a moment ago. */
export async function silentPort() {
  const server = createServer();
  const { port } = new URL(await listen(server));
  await close(server);
  return port;
}

function listen(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)));
}

function close(server) {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}
