#!/bin/sh
set -eu
eval "$(cat)"
printf '\033[36m==>\033[0m picking \033[1m%s\033[0m\n' "$article"
for shelf in A1 B4 C2; do
  echo "at shelf $shelf"
  sleep "$(awk "BEGIN { print $seconds / 3 }")"
done
printf '\033[32mfound\033[0m %s\n' "$article"
