// Reads the programs of `tests/interop/generators`, so that the pages show the programs that the tests run.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { read } from './contract.mjs';

/** What only the tests use. A reader does not need it. */
const SCAFFOLDING = ['check', 'expected.txt', 'expected-calls.txt'];

/** Returns every target with its files, its commands, its program, and the line of the program with the call. */
export function programs(folder) {
  const problems = [];
  const list = read('tests/interop/generators/targets.yaml', join(folder, 'targets.yaml'));
  const targets = list.root.map((target, index) => {
    const path = (file) => join(folder, target.folder, file);
    const program = readFileSync(path(target.file), 'utf8');
    const calls = program.split('\n').filter((line) => line.includes(target.calls));
    if (calls.length === 0) {
      problems.push(`${list.at([index, 'calls'])}: ${target.folder}/${target.file} has no line with \`${target.calls}\`; correct the program or the target`);
    }
    const files = readdirSync(path('.'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return {
      ...target,
      version: pinned(target.pin ?? target.generator, path),
      program,
      call: calls[0]?.trim(),
      commands: commands(path('generate')),
      start: commands(path('run')),
      source: path('.'),
      files: files.map((file) => relative(path('.'), join(file.parentPath, file.name))).filter((file) => !SCAFFOLDING.includes(file)).sort(),
    };
  });
  return { targets, problems };
}

/** The version of a generator that its target pins. */
function pinned(name, path) {
  const pin = new RegExp(`(?:^|[ "/:])${name}(?:@v|:|": "|==|" = "=| = "=)(\\d[\\d.]*)`, 'm');
  for (const file of ['generate', 'package.json', 'requirements.txt', 'Cargo.toml']) {
    const found = existsSync(path(file)) && readFileSync(path(file), 'utf8').match(pin);
    if (found) return found[1];
  }
  return '';
}

/** The lines of a script without the shebang and the shell options. */
function commands(script) {
  if (!existsSync(script)) return undefined;
  return readFileSync(script, 'utf8').replace(/^#!.*\n(?:set .*\n)?/, '');
}
