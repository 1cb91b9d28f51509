"""Runs the Python SDK: reads a JSON command from each line of stdin, and writes a JSON response on a line of stdout."""

import json
import sys
from importlib.metadata import version

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import SdkException
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer
from huaweicloudsdkgaussdb.v3 import GaussDBClient, ListHtapDataStoreRequest


def list_datastores(command):
    credentials = BasicCredentials(command["access_key_id"], command["secret_key"], command["project_id"])
    if command["security_token"] is not None:
        credentials.with_security_token(command["security_token"])
    config = HttpConfig.get_default_config()
    config.timeout = (5, 10)
    config.retry_times = 0
    client = (
        GaussDBClient.new_builder()
        .with_http_config(config)
        .with_credentials(credentials)
        .with_endpoint(command["endpoint"])
        .build()
    )
    request = ListHtapDataStoreRequest(engine_name=command["engine"], x_language=command["language"])
    try:
        rows = client.list_htap_data_store(request).datastores
    except SdkException as error:
        members = ["status_code", "error_code", "error_msg", "request_id"]
        status, code, message, request_id = (getattr(error, member, None) for member in members)
        return {
            "error": {
                "class": type(error).__name__,
                "status": status,
                "code": code,
                "message": message or str(error),
                "request_id": request_id,
            }
        }
    return {"rows": [{"id": row.id, "name": row.name, "kernel_version": row.kernel_version} for row in rows]}


def sign(command):
    credentials = BasicCredentials(command["access_key_id"], command["secret_key"])
    request = SdkRequest(
        method=command["method"],
        schema="https",
        host=command["host"],
        resource_path=command["path"],
        query_params=[tuple(pair) for pair in command["query"]],
        header_params=dict(command["headers"]),
        body=command["body"],
    )
    return {"authorization": Signer(credentials).sign(request).header_params["Authorization"]}


def sdk_version(_command):
    return {"sdk": "huaweicloudsdkgaussdb", "version": version("huaweicloudsdkgaussdb")}


ACTIONS = {"list": list_datastores, "sign": sign, "version": sdk_version}

for line in sys.stdin.buffer:
    command = json.loads(line)
    print(json.dumps(ACTIONS[command["do"]](command)), flush=True)
