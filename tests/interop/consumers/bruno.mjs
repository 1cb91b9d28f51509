// The collections of Bruno have an environment for each server, under a name of its own, and enable no filter.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { openApiToBruno } from "@usebruno/converters";
import yaml from "js-yaml";

const requests = (item) => item.items?.flatMap(requests) ?? [item.request];
let environments = 0;
let filters = 0;
for (const file of ["taurusdb-htap.yaml", "iam.yaml"]) {
  const contract = yaml.load(readFileSync(file, "utf8"));
  const collection = await openApiToBruno(contract);
  const names = collection.environments.map(({ name }) => name);
  assert.equal(names.length, contract.servers.length);
  assert.equal(new Set(names).size, names.length, `names occur twice: ${names.sort()}`);
  assert.deepEqual(names.filter((name) => / \(\d+\)$/.test(name)), []);
  environments += names.length;
  const sent = requests(collection);
  const operations = Object.values(contract.paths).flatMap((path) => Object.values(path).filter((value) => value.operationId));
  assert.equal(sent.length, operations.length);
  const queries = sent.flatMap(({ params }) => params.filter(({ type }) => type === "query"));
  assert.deepEqual(queries.filter(({ enabled }) => enabled), [], "filters that a person did not set");
  filters += queries.length;
  for (const { headers } of sent)
    assert.deepEqual(headers.filter((header) => header.enabled && header.value === "zh-cn"), []);
}
assert.ok(filters > 0);
console.log(`${environments} environments with different names, ${filters} filters that are off`);
