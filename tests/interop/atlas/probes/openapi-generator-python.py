import json
import os

from taurusdb_htap import ApiClient, Configuration, EngineName, HTAPEngineResourcesApi

cure = os.environ["CURE"]
settings = {"retries": 0} if "retries=0" in cure else {}
options = {"_request_timeout": 1} if "_request_timeout" in cure else {}
client = ApiClient(Configuration(host=os.environ["URL"], api_key={"UserToken": "token"}, **settings))
api = HTAPEngineResourcesApi(client)
try:
    headers = {}
    engine = EngineName(os.environ["ENGINE"])
    if "_with_http_info" in cure:
        answer = api.list_htap_data_store_with_http_info(os.environ["PROJECT"], engine, **options)
        status, headers, answer = answer.status_code, answer.headers, answer.data
    else:
        status, answer = "-", api.list_htap_data_store(os.environ["PROJECT"], engine, **options)
    rows = answer and answer.datastores
    print("ok", status, json.dumps(rows[0].name) if rows else rows, headers.get("X-Request-Id", "-"))
except Exception as error:
    code = getattr(getattr(error, "data", None), "error_code", "-")
    headers = getattr(error, "headers", None) or {}
    print("error", type(error).__name__, getattr(error, "status", "-"), code, headers.get("X-Request-Id", "-"))
