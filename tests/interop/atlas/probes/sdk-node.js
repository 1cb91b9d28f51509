// The package of this service is not published, so the request is built as the packages of other services build theirs.
const { BasicCredentials } = require("@huaweicloud/huaweicloud-sdk-core");
const { ClientBuilder } = require("@huaweicloud/huaweicloud-sdk-core/ClientBuilder");

const { URL, PROJECT, ENGINE } = process.env;
const credentials = new BasicCredentials().withAk("ak").withSk("sk");
if (PROJECT) credentials.withProjectId(PROJECT);
const client = new ClientBuilder((client) => client).withCredential(credentials).withEndpoint(URL).build();
const call = {
  method: "GET",
  url: "/v3/{project_id}/htap/datastores/{engine_name}",
  contentType: "application/json",
  queryParams: {},
  pathParams: { engine_name: ENGINE },
  headers: {},
};
client.sendRequest(call).then(
  (answer) => console.log("ok", answer.httpStatusCode, JSON.stringify(answer.datastores?.[0]?.name ?? answer.datastores), "-"),
  (error) => console.log("error", error.constructor.name, error.httpStatusCode ?? "-", error.errorCode ?? "-", error.requestId ?? "-"),
);
