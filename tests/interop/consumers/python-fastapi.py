"""The generated FastAPI servers start, and one with an operation of ours answers by the contract."""

import warnings

warnings.simplefilter("ignore")
from fastapi.testclient import TestClient
from openapi_server.apis.htap_engine_resources_api_base import BaseHTAPEngineResourcesApi
from openapi_server.main import app
from openapi_server.models.list_htap_data_store_response import ListHtapDataStoreResponse

row = {"id": "38197973-8895-36ed-b853-52daeefb6d3a", "name": "3.1", "kernel_version": "3.1.6.0"}


class Datastores(BaseHTAPEngineResourcesApi):
    async def list_htap_data_store(self, project_id, engine_name, x_language):
        return ListHtapDataStoreResponse.from_dict({"datastores": [row]})


def ask(engine: str):
    path = f"/v3/23a50154cf494ec9ad6883979a12db0a/htap/datastores/{engine}"
    return TestClient(app).get(path, headers={"X-Auth-Token": "token"})


answer = ask("star-rocks")
assert (answer.status_code, answer.json()) == (200, {"datastores": [row]}), answer.text
assert ask("mysql").status_code == 422
print("the server answers with row 3.1.6.0, and refuses an unknown engine with 422")
