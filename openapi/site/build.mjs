// Builds the site in `openapi/dist`, in both languages: read → translate → check → write.
//
// If a source has a problem, the build reports the file and line, and writes nothing. With `--base-url URL`, the address at
// which the site is published, it also writes what needs absolute addresses: canonical links, a feed and a map of the site.

import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { parse, stringify } from 'yaml';
import { read } from './contract.mjs';
import { httpFile, postmanCollection } from './downloads.mjs';
import { translate } from './overlay.mjs';
import { outcomes } from './clients.mjs';
import { llms } from './agents.mjs';
import { entries, feed, sitemap } from './feed.mjs';
import { frame, LANGUAGES } from './frame.mjs';
import { escape } from './markdown.mjs';
import { links, PAGES } from './names.mjs';
import { prose } from './parts.mjs';
import { programs } from './programs.mjs';
import { reference } from './reference.mjs';
import { outOfStep } from './step.mjs';

const SITE = dirname(fileURLToPath(import.meta.url));
const OPENAPI = dirname(SITE);
const DIST = join(OPENAPI, 'dist');

const CONTRACTS = Object.values(PAGES);

/** The pages of `site/pages`. `words.yaml` has the order of all pages. */
const PROSE = ['index', 'errors', 'regions', 'languages', 'clients', 'terraform', 'agents'];

/** The files that a host can send compressed. */
const COMPRESSED = ['.css', '.html', '.js', '.json', '.svg', '.txt', '.xml', '.yaml'];

/** Returns both contracts in each language, and all their problems. */
async function contracts() {
  const problems = [];
  const editions = Object.fromEntries(Object.keys(LANGUAGES).map((language) => [language, {}]));
  for (const name of CONTRACTS) {
    const contract = read(`openapi/${name}.yaml`, join(OPENAPI, `${name}.yaml`));
    const file = `overlays/${name}.zh-cn.yaml`;
    const translation = await translate(contract, read(`openapi/${file}`, join(OPENAPI, file)));
    problems.push(...translation.problems);
    editions['en-us'][name] = contract.root;
    editions['zh-cn'][name] = translation.root;
  }
  return { editions, problems };
}

/** The URL of the site, with a slash at its end. */
function baseUrl() {
  const { values } = parseArgs({ options: { 'base-url': { type: 'string' } } });
  const given = values['base-url'];
  if (given === undefined) return undefined;
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) {
    console.error(`--base-url ${given}: not a URL; give the address of the site, such as https://docs.example.com/htap/`);
    process.exit(1);
  }
  return new URL(given.replace(/\/*$/, '/')).href;
}

async function build() {
  const base = baseUrl();
  const { editions, problems } = await contracts();
  const text = (path) => readFileSync(join(OPENAPI, path), 'utf8');
  const words = parse(text('site/words.yaml'));
  const languages = Object.keys(LANGUAGES);
  const pages = Object.fromEntries(languages.map((language) => [language, Object.fromEntries(PROSE.map((page) => [page, text(`site/pages/${language}/${page}.md`)]))]));
  const history = { 'en-us': text('CHANGELOG.md'), 'zh-cn': text('CHANGELOG.zh-cn.md') };
  problems.push(...outOfStep(pages, history, words));
  for (const { name } of Object.values(editions['en-us']).flatMap(({ tags }) => tags)) {
    if (!words['en-us'].tags[name]) problems.push(`openapi/site/words.yaml:1: \`tags\` lacks \`${name}\`, a tag of a contract; add it`);
  }
  for (const [language, file] of Object.entries({ 'en-us': 'CHANGELOG.md', 'zh-cn': 'CHANGELOG.zh-cn.md' })) {
    for (const { title, date } of entries(history[language])) if (!date) problems.push(`openapi/${file}:1: \`${title}\` has no date; write it as 2026-01-31`);
  }
  const { targets, problems: unfit } = programs(join(OPENAPI, '..', 'tests', 'interop', 'generators'));
  problems.push(...unfit);
  const { atlas, problems: unknown } = outcomes(join(OPENAPI, '..', 'tests', 'interop', 'atlas'), targets);
  problems.push(...unknown);
  if (problems.length > 0) {
    for (const problem of problems) console.error(problem);
    process.exit(1);
  }

  rmSync(DIST, { recursive: true, force: true });
  const write = (path, content) => {
    mkdirSync(dirname(join(DIST, path)), { recursive: true });
    writeFileSync(join(DIST, path), content);
  };
  cpSync(join(SITE, 'static'), join(DIST, 'assets'), { recursive: true });

  for (const name of CONTRACTS) {
    write(`${name}.yaml`, text(`${name}.yaml`));
    write(`zh-cn/${name}.yaml`, stringify(editions['zh-cn'][name], { lineWidth: 0, compat: 'yaml-1.1' }));
    for (const language of languages) write(`${LANGUAGES[language].folder}${name}.json`, `${JSON.stringify(editions[language][name], null, 2)}\n`);
    write(`${name}.postman_collection.json`, `${JSON.stringify(await postmanCollection(editions['en-us'][name]), null, 2)}\n`);
  }
  for (const { tab, folder, source, files } of targets) {
    if (tab) for (const file of files) cpSync(join(source, file), join(DIST, 'programs', folder, file));
  }
  write('taurusdb-htap.http', httpFile(editions['en-us']));

  const readme = text('../README.md');
  for (const language of languages) {
    const edition = editions[language];
    const site = { language, words: words[language], edition, english: editions['en-us'], names: links(edition), targets, atlas, readme, base, dist: DIST };
    const page = (name, content) => write(`${LANGUAGES[language].folder}${name}.html`, content);
    for (const name of PROSE) page(name, prose(site, name, pages[language][name], pages['en-us'][name]));
    page('changelog', prose(site, 'changelog', history[language], history['en-us']));
    for (const name of Object.keys(PAGES)) page(name, reference(site, name));
    const { title, text: missing } = site.words.missing;
    page('404', frame(site, '404', `<h1>${escape(title)}</h1>\n<p>${escape(missing)}</p>`, { isFound: false }));
    if (language === 'en-us') write('llms.txt', llms(site));
    if (base) write(`${LANGUAGES[language].folder}changelog.xml`, feed(site, history[language], history['en-us']));
  }
  if (base) write('sitemap.xml', sitemap(base, Object.keys(words['en-us'].pages)));
  compress();
}

/** Writes a compressed copy of each file, for hosts that send it. */
function compress() {
  const files = readdirSync(DIST, { recursive: true, withFileTypes: true }).filter((file) => file.isFile() && COMPRESSED.includes(extname(file.name)));
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name);
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
  }
}

await build();
