// Prism's mock answers with the contract's example, and refuses a call without a token and one with an unknown engine.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import yaml from "js-yaml";

const contract = yaml.load(readFileSync("taurusdb-htap.yaml", "utf8"));
const { ExampleProject, StarRocksDatastores, ClickHouseDatastores } = contract.components.examples;
const mock = spawn("prism", ["mock", "--host", "127.0.0.1", "--port", "0", "taurusdb-htap.yaml"]);
try {
  let endpoint;
  for await (const line of createInterface({ input: mock.stdout })) {
    endpoint = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (endpoint) break;
  }
  const ask = async (engine, headers) => {
    const answer = await fetch(`${endpoint}/v3/${ExampleProject.value}/htap/datastores/${engine}`, { headers });
    return { status: answer.status, body: await answer.json() };
  };
  const token = { "X-Auth-Token": "token" };
  assert.deepEqual(await ask("star-rocks", token), { status: 200, body: StarRocksDatastores.value });
  const named = { ...token, Prefer: "example=ClickHouseDatastores" };
  assert.deepEqual(await ask("click-house", named), { status: 200, body: ClickHouseDatastores.value });
  const refused = [(await ask("star-rocks", {})).status, (await ask("mysql", token)).status];
  assert.deepEqual(refused, [401, 422]);
  console.log(`the mock answers both examples, and refuses with ${refused.join(" and ")}`);
} finally {
  mock.kill();
}
