#!/bin/sh
set -eu
pid=${TMPDIR:-/tmp}/heddle-deploy-$HEDDLE_EXECUTION_ID/pid
if [ -f "$pid" ]; then
  kill "$(cat "$pid")" 2>/dev/null || true
  rm "$pid"
fi
echo "rolled back to the version before"
