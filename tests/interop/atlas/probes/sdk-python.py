import json
import os

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkgaussdb.v3 import GaussDBClient, ListHtapDataStoreRequest

credentials = BasicCredentials("ak", "sk", os.environ["PROJECT"] or None)
client = GaussDBClient.new_builder().with_credentials(credentials).with_endpoint(os.environ["URL"]).build()
try:
    answer = client.list_htap_data_store(ListHtapDataStoreRequest(engine_name=os.environ["ENGINE"]))
    rows = answer.datastores
    print("ok", answer.status_code, json.dumps(rows[0].name) if rows else rows, "-")
except Exception as error:
    values = [getattr(error, name, None) or "-" for name in ("status_code", "error_code", "request_id")]
    print("error", type(error).__name__, *values)
