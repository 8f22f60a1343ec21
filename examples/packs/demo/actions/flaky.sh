#!/bin/sh
# The attempt id ends in the number of the attempt: EXECUTION.NODE.ACTIVATION-ATTEMPT.
eval "$(cat)"
attempt=${HEDDLE_ATTEMPT_ID##*-}
if [ "$attempt" -le "${failures:?}" ]; then
  echo "attempt $attempt: the service is not there" >&2
  exit 1
fi
echo "attempt $attempt: connected" >&2
echo "{\"attempt\": $attempt}"
