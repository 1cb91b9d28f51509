// Puts the signer of the Node SDK to work: a JSON command on each line of stdin, a JSON answer on each line of stdout.
//
// Only the signer: the package of this service, @huaweicloud/huaweicloud-sdk-gaussdb, is not published.

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
    // This SDK holds a path decoded, in the endpoint.
    endpoint: `https://${command.host}${decodeURIComponent(command.path)}`,
    queryParams,
    headers: Object.fromEntries(command.headers),
    data: data(command.body),
  };
  return { authorization: AKSKSigner.sign(request, credentials).Authorization };
}

// This SDK holds a body as data, which it writes as JSON.
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
