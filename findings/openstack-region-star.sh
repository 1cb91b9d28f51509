#!/usr/bin/env bash
# Huawei Cloud documents that the catalogue in a token lists global services, such as IAM, in the region `*`. OpenStack's
# clients compare region names as exact strings. If the user sets a region, which every regional service requires, these
# clients find no IAM endpoint in such a catalogue. If the user sets no region, they find it.
# Observed: keystoneauth1 5.18.1 and gophercloud 2.15.0 find the endpoint without a region, and none for `cn-north-4`.
# Needs python3 with venv, and Go.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"

cat >catalog.json <<'JSON'
[{"type": "iam", "name": "iam", "id": "1", "endpoints": [
  {"id": "2", "interface": "public", "region": "*", "region_id": "*", "url": "https://iam.example.com/v3.0"}]}]
JSON

python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check --constraint "$here/../tests/real/requirements.txt" keystoneauth1==5.18.1
cat >find.py <<'PYTHON'
import json
from importlib.metadata import version

from keystoneauth1.access.service_catalog import ServiceCatalogV3
from keystoneauth1.exceptions import EndpointNotFound

catalog = ServiceCatalogV3(json.load(open("catalog.json")))
for region in (None, "cn-north-4"):
    try:
        found = catalog.url_for(service_type="iam", interface="public", region_name=region)
    except EndpointNotFound as error:
        found = f"none ({error})"
    print(f"keystoneauth1 {version('keystoneauth1')}, region {region or 'not set'}: {found}")
PYTHON

mkdir go
cp "$here/../tests/real/go/go.mod" "$here/../tests/real/go/go.sum" go/
cat >go/main.go <<'GO'
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/gophercloud/gophercloud/v2"
	"github.com/gophercloud/gophercloud/v2/openstack"
	"github.com/gophercloud/gophercloud/v2/openstack/identity/v3/tokens"
)

func main() {
	text, err := os.ReadFile("../catalog.json")
	if err != nil {
		panic(err)
	}
	var catalog tokens.ServiceCatalog
	if err := json.Unmarshal(text, &catalog.Entries); err != nil {
		panic(err)
	}
	for _, region := range []string{"", "cn-north-4"} {
		options := gophercloud.EndpointOpts{Type: "iam", Availability: gophercloud.AvailabilityPublic, Region: region}
		found, err := openstack.V3EndpointURL(&catalog, options)
		if err != nil {
			found = fmt.Sprintf("none (%v)", err)
		}
		if region == "" {
			region = "not set"
		}
		fmt.Printf("gophercloud %s, region %s: %s\n", gophercloud.DefaultUserAgent[len("gophercloud/v"):], region, found)
	}
}
GO

python/bin/python find.py | tee seen
(cd go && GOFLAGS="-mod=readonly" go run .) | tee -a seen
for client in 'keystoneauth1 5.18.1' 'gophercloud 2.15.0'; do
  grep -q "^$client, region not set: https://iam.example.com/v3.0" seen
  grep -q "^$client, region cn-north-4: none" seen
done
