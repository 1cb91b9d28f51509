// Both clients compile, a call returns the row of the sandbox, and the operation of STS goes to a host without braces.
import { HTAPEngineResourcesApi } from "./htap";
import { Configuration } from "./htap/configuration";
import { operationServerMap } from "./iam/base";
import { ProjectsApi } from "./iam";

const { ENDPOINT = "", PROJECT_ID = "", TOKEN = "" } = process.env;
const baseOptions = { headers: { "Content-Type": "application/json", "X-Auth-Token": TOKEN } };

async function main() {
  const api = new HTAPEngineResourcesApi(new Configuration({ basePath: ENDPOINT, baseOptions }));
  const { data } = await api.listHtapDataStore(PROJECT_ID, "star-rocks");
  const version = data.datastores[0]?.kernel_version;
  if (version !== "3.1.6.0") throw new Error(`version ${version}`);
  const iam = new ProjectsApi(new Configuration({ basePath: ENDPOINT, baseOptions }));
  const { projects } = (await iam.listProjects()).data;
  if (projects.length === 0) throw new Error("no projects");
  const sts = operationServerMap["ExchangesApi.assumeAgencyWithOidc"]?.map(({ url }) => url) ?? [];
  if (sts.length === 0 || sts.some((url) => new URL(url).host !== "sts.cn-north-4.myhuaweicloud.com"))
    throw new Error(`servers of the operation: ${sts.join(", ")}`);
  console.log(`row ${version}, ${projects.length} projects, the host of STS has no braces`);
}
void main();
