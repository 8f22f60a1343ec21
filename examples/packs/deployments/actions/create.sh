#!/bin/sh
set -eu
eval "$(cat)"
state=${TMPDIR:-/tmp}/heddle-deploy-$HEDDLE_EXECUTION_ID
mkdir -p -m 700 "$state"
printf '%s %s\n' "$app_name" "$version" >"$state/record"
echo "recorded $app_name $version" >&2
printf '{"id": "dep-%s"}\n' "$HEDDLE_EXECUTION_ID"
