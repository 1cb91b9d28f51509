// The official SDK for Node: its core, which signs. Its registry carries no package for this service.
// One command a line on standard input, one answer a line on standard output.

const { createInterface } = require("node:readline");
const { BasicCredentials } = require("@huaweicloud/huaweicloud-sdk-core");
const { AKSKSigner } = require("@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner");

createInterface({ input: process.stdin }).on("line", (line) => {
  const command = JSON.parse(line);
  const key = new BasicCredentials().withAk(command.access_key_id).withSk(command.secret_key);
  const request = {
    endpoint: `https://${command.host}${command.path}`,
    method: command.method,
    queryParams: command.query,
    headers: command.headers,
    data: command.body === "" ? undefined : JSON.parse(command.body),
  };
  console.log(JSON.stringify({ authorization: AKSKSigner.sign(request, key).Authorization }));
});
