#!/bin/sh
set -eu
eval "$(cat)"
for step in "FROM scratch" "COPY $app /app" "ENTRYPOINT /app"; do
  echo "$step" >&2
done
case $tag in
  *-unbuildable)
    echo "COPY failed: no such file $app" >&2
    exit 1
    ;;
esac
printf '{"image": "registry.local/%s:%s"}\n' "$app" "$tag"
