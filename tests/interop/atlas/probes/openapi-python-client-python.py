import json
import os

import httpx
from taurusdb_htap import AuthenticatedClient
from taurusdb_htap.api.htap_engine_resources import list_htap_data_store
from taurusdb_htap.models import EngineName, ErrorResponse, ListHtapDataStoreResponse

cure = os.environ["CURE"]
settings = {}
if "timeout=" in cure:
    settings["timeout"] = httpx.Timeout(1)
if "raise_on_unexpected_status" in cure:
    settings["raise_on_unexpected_status"] = True
client = AuthenticatedClient(
    base_url=os.environ["URL"], token="token", auth_header_name="X-Auth-Token", prefix="", **settings,
)
try:
    status, headers = "-", {}
    engine = EngineName(os.environ["ENGINE"])
    if "sync_detailed" in cure:
        answer = list_htap_data_store.sync_detailed(os.environ["PROJECT"], engine, client=client)
        status, headers, answer = int(answer.status_code), answer.headers, answer.parsed
    else:
        answer = list_htap_data_store.sync(os.environ["PROJECT"], engine, client=client)
    identity = headers.get("X-Request-Id", "-")
    if isinstance(answer, ErrorResponse):
        print("error", "ErrorResponse", status, answer.error_code, identity)
    else:
        rows = answer and answer.datastores
        print("ok", status, json.dumps(rows[0].name) if rows else rows, identity)
except Exception as error:
    print("error", type(error).__name__, getattr(error, "status_code", "-"), "-", "-")
