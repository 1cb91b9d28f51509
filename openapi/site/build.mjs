// Builds the site in `openapi/dist`, in both languages: read → translate → check → write.
//
// If a source has a problem, the build reports the file and line, and writes nothing.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { read } from './contract.mjs';
import { httpFile, postmanCollection } from './downloads.mjs';
import { translate } from './overlay.mjs';
import { changelog, prose, reference } from './page.mjs';
import { programs } from './programs.mjs';
import { outOfStep } from './step.mjs';

const SITE = dirname(fileURLToPath(import.meta.url));
const OPENAPI = dirname(SITE);
const DIST = join(OPENAPI, 'dist');

const CONTRACTS = ['taurusdb-htap', 'iam'];

/** The first language is at the root of the site, the others are in folders with their names. */
const LANGUAGES = ['en-us', 'zh-cn'];

const PROSE = ['index', 'errors', 'regions', 'languages', 'terraform'];

/** Returns both contracts in each language, and all their problems. */
async function contracts() {
  const problems = [];
  const editions = Object.fromEntries(LANGUAGES.map((language) => [language, {}]));
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

async function build() {
  const { editions, problems } = await contracts();
  const text = (path) => readFileSync(join(OPENAPI, path), 'utf8');
  const words = parse(text('site/words.yaml'));
  const pages = Object.fromEntries(
    LANGUAGES.map((language) => [language, Object.fromEntries(PROSE.map((page) => [page, text(`site/pages/${language}/${page}.md`)]))]),
  );
  const history = { 'en-us': text('CHANGELOG.md'), 'zh-cn': text('CHANGELOG.zh-cn.md') };
  problems.push(...outOfStep(pages, history, words));
  const { targets, problems: unfit } = programs(join(OPENAPI, '..', 'tests', 'interop', 'generators'));
  problems.push(...unfit);
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
  const renderer = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  for (const file of ['swagger-ui-bundle.js', 'swagger-ui.css', 'LICENSE']) {
    cpSync(join(renderer, file), join(DIST, 'assets', file === 'LICENSE' ? 'swagger-ui.LICENSE.txt' : file));
  }

  for (const name of CONTRACTS) {
    write(`${name}.yaml`, text(`${name}.yaml`));
    write(`zh-cn/${name}.yaml`, stringify(editions['zh-cn'][name], { lineWidth: 0, compat: 'yaml-1.1' }));
    for (const language of LANGUAGES) write(`${folder(language)}${name}.json`, `${JSON.stringify(editions[language][name], null, 2)}\n`);
    write(`${name}.postman_collection.json`, `${JSON.stringify(await postmanCollection(editions['en-us'][name]), null, 2)}\n`);
  }
  for (const { tab, folder: name, source } of targets) {
    if (tab) cpSync(source, join(DIST, 'programs', name), { recursive: true });
  }
  write('taurusdb-htap.http', httpFile(editions['en-us']));

  for (const language of LANGUAGES) {
    const site = { language, words: words[language], edition: editions[language], english: editions['en-us'], targets, dist: DIST };
    for (const page of PROSE) write(`${folder(language)}${page}.html`, prose(site, page, pages[language][page]));
    write(`${folder(language)}reference.html`, reference(site, 'reference', 'taurusdb-htap'));
    write(`${folder(language)}iam.html`, reference(site, 'iam', 'iam'));
    write(`${folder(language)}changelog.html`, changelog(site, history[language]));
  }
}

const folder = (language) => (language === LANGUAGES[0] ? '' : `${language}/`);

await build();
