// Both clients compile, zod accepts the answer of the sandbox, and refuses a row without a field and an unknown engine.
import { createApiClient, schemas } from "./htap";
import { createApiClient as createIamClient } from "./iam";

const { ENDPOINT = "", PROJECT_ID = "", TOKEN = "" } = process.env;
const axiosConfig = { headers: { "Content-Type": "application/json", "X-Auth-Token": TOKEN } };

async function main() {
  const api = createApiClient(ENDPOINT, { axiosConfig });
  const params = { project_id: PROJECT_ID, engine_name: "star-rocks" as const };
  const version = (await api.ListHtapDataStore({ params })).datastores[0]?.kernel_version;
  if (version !== "3.1.6.0") throw new Error(`version ${version}`);
  const { projects } = await createIamClient(ENDPOINT, { axiosConfig }).ListProjects();
  if (projects.length === 0) throw new Error("no projects");
  if (schemas.ListHtapDataStoreResponse.safeParse({ datastores: [{ id: "1", name: "3.1" }] }).success)
    throw new Error("a row without kernel_version is accepted");
  const unknown = { params: { ...params, engine_name: "mysql" as "star-rocks" } };
  const refused: unknown = await api.ListHtapDataStore(unknown).catch((error) => error);
  if (!`${refused}`.includes("Invalid Path parameter 'engine_name'")) throw new Error(`not refused: ${refused}`);
  console.log(`row ${version}, ${projects.length} projects, an incomplete row and an unknown engine are refused`);
}
void main();
