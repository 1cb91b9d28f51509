"""openapi-spec-validator accepts both contracts, and refuses one without a description of a response."""

import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator, validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

for file in ("taurusdb-htap.yaml", "iam.yaml"):
    with open(file, encoding="utf-8") as contract:
        contract = yaml.safe_load(contract)
    validate(contract, cls=OpenAPIV30SpecValidator)
    del next(iter(contract["components"]["responses"].values()))["description"]
    try:
        validate(contract, cls=OpenAPIV30SpecValidator)
    except OpenAPIValidationError:
        continue
    raise SystemExit(f"a change of {file} that OpenAPI forbids is accepted")
print("both contracts are OpenAPI 3.0, and a wrong change of each is refused")
