// Lints both contracts with both tools in parallel. Prints one line for each tool, and the tool's findings if any.

import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
export const openapi = dirname(here);
export const contracts = ['taurusdb-htap.yaml', 'iam.yaml'].map((name) => join(openapi, name));

const bin = (name, path) => join(openapi, 'node_modules', name, path);
const programs = {
  redocly: [bin('@redocly/cli', 'bin/cli.js'), 'lint', '--max-problems', '10000', '--config'],
  spectral: [bin('@stoplight/spectral-cli', 'dist/index.js'), 'lint', '--fail-severity', 'hint', '--ruleset'],
};

// Neither tool may use the network: no telemetry, no check for a newer version.
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

// Redocly prints notes about the version of Node.js in a frame.
const BOX = /^ *[╔║╚].*\n/gm;

/** Runs a tool with additional arguments. Returns its exit code and its output. */
export function run(tool, args, rules = join(here, `${tool}.yaml`)) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...programs[tool], rules, ...args], { cwd: openapi, env });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (text) => (stdout += text));
    child.stderr.on('data', (text) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

async function lint(tool) {
  const began = performance.now();
  const { code, stdout, stderr } = await run(tool, contracts);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (code === 0) console.log(`${tool}: nothing to report on ${contracts.length} contracts (${seconds} s)`);
  else console.log(`${stdout}${stderr.replace(BOX, '')}\n${tool}: correct what is listed above (${seconds} s)`);
  return code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const codes = await Promise.all(Object.keys(programs).map(lint));
  process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
}
