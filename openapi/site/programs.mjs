// Reads the programs of `tests/interop/generators`, so that the pages show the programs that the tests run.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { read } from './contract.mjs';

/** What only the tests use. A reader does not need it. */
const SCAFFOLDING = ['check', 'expected.txt', 'expected-calls.txt'];

/** Returns every target with its files, its commands, its program, and the call in the program. */
export function programs(folder) {
  const problems = [];
  const list = read('tests/interop/generators/targets.yaml', join(folder, 'targets.yaml'));
  const targets = list.root.map((target, index) => {
    const path = (file) => join(folder, target.folder, file);
    const program = readFileSync(path(target.file), 'utf8');
    const call = target.row && expression(program, target.calls);
    if (target.row && call === undefined) {
      problems.push(`${list.at([index, 'calls'])}: ${target.folder}/${target.file} has no call of \`${target.calls}\`; correct the program or the target`);
    }
    const files = readdirSync(path('.'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return {
      ...target,
      version: pinned(target.pin ?? target.generator, path),
      program,
      call,
      commands: commands(path('generate')),
      start: commands(path('run')),
      source: path('.'),
      files: files.map((file) => relative(path('.'), join(file.parentPath, file.name))).filter((file) => !SCAFFOLDING.includes(file)).sort(),
    };
  });
  return { targets, problems };
}

/** The call that begins with a text: up to the parenthesis that closes it, with `.await` or a call without arguments behind it. */
function expression(program, text) {
  const start = program.indexOf(text);
  if (start < 0) return undefined;
  let depth = 0;
  for (let end = program.indexOf('(', start); end < program.length; end += 1) {
    if (program[end] === '(') depth += 1;
    else if (program[end] === ')') depth -= 1;
    if (depth > 0) continue;
    const [tail] = program.slice(end + 1).match(/^(?:\.await|\.\w+\(\))?/);
    const call = (program[start - 1] === '$' ? '$' : '') + program.slice(start, end + 1) + tail;
    return call.replace(/\s+/g, ' ').replaceAll('( ', '(').replace(/,? \)/g, ')').replaceAll(', }', ' }');
  }
  return undefined;
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
