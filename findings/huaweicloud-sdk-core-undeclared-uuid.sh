#!/usr/bin/env bash
# The core of the vendor's SDK for Node requires the package uuid, but does not declare it as a dependency. In a project
# that has no uuid for another reason, the builder of clients cannot be loaded. Needs node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @huaweicloud/huaweicloud-sdk-core@3.1.211
node --print 'require("@huaweicloud/huaweicloud-sdk-core/package.json").version'
! node --eval 'require("@huaweicloud/huaweicloud-sdk-core/ClientBuilder")' 2>seen
grep "Cannot find module 'uuid'" seen
npm install --silent --no-audit --no-fund --ignore-scripts uuid@9.0.1
node --eval 'require("@huaweicloud/huaweicloud-sdk-core/ClientBuilder")'
