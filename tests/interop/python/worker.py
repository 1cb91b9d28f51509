"""The official SDK for Python: one command a line on standard input, one answer a line on standard output."""

import json
import sys

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer
from huaweicloudsdkgaussdb.v3 import GaussDBClient, ListHtapDataStoreRequest


def credentials(command):
    key = BasicCredentials(command["access_key_id"], command["secret_key"], command.get("project_id"))
    return key.with_security_token(command["security_token"]) if command.get("security_token") else key


def list_datastores(command):
    client = GaussDBClient.new_builder().with_credentials(credentials(command)).with_endpoint(command["endpoint"]).build()
    request = ListHtapDataStoreRequest(engine_name=command["engine"], x_language=command.get("language"))
    try:
        found = client.list_htap_data_store(request).datastores
    except ServiceResponseException as error:
        names = {"class": type(error).__name__, "status": error.status_code, "code": error.error_code}
        return {"error": {**names, "message": error.error_msg, "request_id": error.request_id}}
    return {"rows": [[row.id, row.name, row.kernel_version] for row in found]}


def sign(command):
    query = [(name, values) for name, values in command["query"].items()]
    request = SdkRequest(command["method"], "https", command["host"], command["path"], query_params=query,
                         header_params=dict(command["headers"]), body=command["body"])
    return {"authorization": Signer(credentials(command)).sign(request).header_params["Authorization"]}


for line in sys.stdin:
    command = json.loads(line)
    answer = {"list": list_datastores, "sign": sign}[command["do"]](command)
    print(json.dumps(answer), flush=True)
