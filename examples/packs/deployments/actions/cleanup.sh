#!/bin/sh
set -eu
state=${TMPDIR:-/tmp}/heddle-deploy-$HEDDLE_EXECUTION_ID
if [ -f "$state/pid" ]; then
  kill "$(cat "$state/pid")" 2>/dev/null || true
fi
rm -rf "$state"
echo "cleaned up"
