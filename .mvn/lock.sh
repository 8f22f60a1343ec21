# Sourced by mvnw, heddle and verify: one lock at a time, held until release_lock or the end of the process.

# take_lock FILE MESSAGE: shows MESSAGE when it has to wait.
take_lock() {
  lock_file=$1
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$lock_file"
    flock -n 9 && return 0
    echo "$2" >&2
    flock 9
    return 0
  fi
  # Without flock (macOS) a directory is the lock; one left by a process that is gone is taken over.
  message=$2
  until mkdir "$lock_file.d" 2>/dev/null; do
    owner=$(cat "$lock_file.d/owner" 2>/dev/null || true)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -rf "$lock_file.d"
      continue
    fi
    [ -z "$message" ] || echo "$message" >&2
    message=''
    sleep 1
  done
  echo $$ >"$lock_file.d/owner"
  trap 'rm -rf "$lock_file.d"' EXIT
}

release_lock() {
  exec 9>&-
  if [ -d "$lock_file.d" ]; then
    rm -rf "$lock_file.d"
    trap - EXIT
  fi
}
