// Helpers: a browser without a network, pages whose problems are recorded, and a host that only serves files.

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

export const PAGES = ['index', 'reference', 'iam', 'errors', 'regions', 'languages', 'clients', 'terraform', 'agents', 'changelog'];
export const CONTRACTS = { reference: 'taurusdb-htap', iam: 'iam' };
export const LANGUAGES = { 'en-us': { folder: '', lang: 'en' }, 'zh-cn': { folder: 'zh-cn/', lang: 'zh-CN' } };
export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** The folder of the built site. */
export const SITE = process.env.SITE ?? join(OPENAPI, 'dist');

/** The endpoint of the sandbox that serves the site. `run` starts it. */
export const SANDBOX = process.env.SANDBOX;
assert.ok(SANDBOX, 'SANDBOX is not set: start these tests with `tests/site/run`');

export const words = parse(readFileSync(join(OPENAPI, 'site', 'words.yaml'), 'utf8'));

/** A contract from its source, or from the built site in a language. */
export const source = (name) => parse(readFileSync(join(OPENAPI, `${name}.yaml`), 'utf8'));
export const built = (name, language) => parse(readFileSync(join(SITE, LANGUAGES[language].folder, `${name}.yaml`), 'utf8'));

/** A name of this machine that browsers treat as that of another machine. */
export const ELSEWHERE = 'docs.test';

// Only this machine has resolvable names, so the browser cannot load anything from elsewhere.
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--host-resolver-rules=MAP ${ELSEWHERE} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
];

/** Starts a browser, with further options for its command line. */
export const launch = (...args) => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...FLAGS, ...args] });

let browser;
const started = () => (browser ??= launch());
after(async () => (await browser)?.close());

/**
 * Opens a page and records problems: console messages, errors, failed requests, and requests to other hosts.
 *
 * With `isRouted`, requests to other hosts are refused as well. The browser then sends no CORS preflight requests, so
 * tests of CORS must not set it.
 */
export async function open(t, origin, path, { isRouted = true, ...options } = {}) {
  const context = await (await started()).newContext({ viewport: DESK, ...options });
  t.after(() => context.close());
  context.setDefaultTimeout(30_000); // long enough for slow machines
  const problems = [];
  const isForeign = (url) => new URL(url).origin !== origin && !String(url).startsWith('data:');
  if (isRouted) await context.route(isForeign, (route) => route.abort());
  const page = await context.newPage();
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`error in the page: ${error.message}`));
  page.on('request', (request) => isForeign(request.url()) && problems.push(`foreign request: ${request.url()}`));
  // The page itself aborts requests: the missing body of a HEAD, or an icon when another page is opened.
  page.on('requestfailed', (request) => request.failure().errorText === 'net::ERR_ABORTED' || problems.push(`failed request: ${request.url()}`));
  page.on('response', (response) => response.status() >= 400 && problems.push(`${response.status()}: ${response.url()}`));
  await page.goto(`${origin}/${path}`);
  return { page, problems };
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

/** A port where nothing listens. */
export async function unusedPort() {
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
