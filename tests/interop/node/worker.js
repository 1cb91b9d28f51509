// Runs the signer of the Node SDK: reads a JSON command from each line of stdin, and writes a JSON response on stdout.
//
// The package of this service, @huaweicloud/huaweicloud-sdk-gaussdb, is not published, so only the signer can run.

const core = "@huaweicloud/huaweicloud-sdk-core";
const { BasicCredentials } = require(core);
const { AKSKSigner } = require(`${core}/auth/AKSKSigner`);

function sign(command) {
  const credentials = new BasicCredentials().withAk(command.access_key_id).withSk(command.secret_key);
  const queryParams = {};
  for (const [name, value] of command.query) {
    (queryParams[name] ??= []).push(value);
  }
  const request = {
    method: command.method,
    // This SDK expects a decoded path, in the endpoint.
    endpoint: `https://${command.host}${decodeURIComponent(command.path)}`,
    queryParams,
    headers: Object.fromEntries(command.headers),
    data: data(command.body),
  };
  return { authorization: AKSKSigner.sign(request, credentials).Authorization };
}

// This SDK expects a body as data, and serializes it as JSON.
function data(body) {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function version() {
  return { sdk: core, version: require(`${core}/package.json`).version };
}

const actions = { sign, version };
const lines = require("readline").createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const command = JSON.parse(line);
  console.log(JSON.stringify(actions[command.do](command)));
});
