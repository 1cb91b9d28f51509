"""The pydantic models of both contracts accept the sandbox's answer, and refuse one without a required field."""

import os
import urllib.request

import htap
import iam
import pydantic

endpoint, project, token = (os.environ[name] for name in ("ENDPOINT", "PROJECT_ID", "TOKEN"))


def get(path: str) -> bytes:
    headers = {"X-Auth-Token": token, "Content-Type": "application/json"}
    return urllib.request.urlopen(urllib.request.Request(endpoint + path, headers=headers), timeout=30).read()


rows = htap.ListHtapDataStoreResponse.model_validate_json(get(f"/v3/{project}/htap/datastores/star-rocks"))
# With --collapse-root-models, a scalar that the contract shares is a plain value and keeps the text of its own field.
version = rows.datastores[0].kernel_version
assert version == "3.1.6.0", version
text = htap.Datastore.model_fields["kernel_version"].description
assert "four parts" in text, text
projects = iam.ListProjectsResponse.model_validate_json(get("/v3/projects")).projects
assert projects
try:
    htap.ListHtapDataStoreResponse.model_validate({"datastores": [{"id": "1", "name": "3.1"}]})
except pydantic.ValidationError:
    print(f"row {version}, {len(projects)} projects, an incomplete row is refused")
else:
    raise SystemExit("a row without kernel_version is accepted")
