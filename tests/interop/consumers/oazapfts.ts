// Both clients compile, and calls return the rows and the error of the sandbox.
import * as htap from "./htap";
import * as iam from "./iam";

const { ENDPOINT = "", PROJECT_ID = "", TOKEN = "" } = process.env;
htap.defaults.baseUrl = ENDPOINT;
iam.defaults.baseUrl = ENDPOINT;
const headers = { "Content-Type": "application/json", "X-Auth-Token": TOKEN };

async function main() {
  const rows = await htap.listHtapDataStore(PROJECT_ID, "star-rocks", {}, { headers });
  const version = rows.status === 200 ? rows.data.datastores[0]?.kernel_version : rows.data.error_msg;
  if (version !== "3.1.6.0") throw new Error(`version ${version}`);
  const refused = await htap.listHtapDataStore("0", "star-rocks", {}, { headers });
  if (refused.status === 200 || !refused.data.error_code) throw new Error(`status ${refused.status}`);
  const projects = await iam.listProjects({}, { headers });
  if (projects.status !== 200 || projects.data.projects.length === 0) throw new Error(`status ${projects.status}`);
  const error = `${refused.status} ${refused.data.error_code}`;
  console.log(`row ${version}, error ${error}, ${projects.data.projects.length} projects`);
}
void main();
