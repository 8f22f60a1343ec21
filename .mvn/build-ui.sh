# Sourced by heddle before it starts a server whose user interface is older than its sources: builds it into "$ui".
# Nothing else needs Node, so a server without it starts all the same and says what it misses.

build_ui() {
  log=$root/target/heddle-ui-build.log
  begun=$(date +%s)
  touch "$builds/ui-begun"
  if [ -t 2 ]; then
    say "heddle: building the user interface"
  else
    echo "heddle: building the user interface" >&2
  fi
  if ! { (cd "$root/ui" && node scripts/build.mjs) &&
    "$JAVA_HOME/bin/jar" --create --file "$ui.new" -C "$root/ui/target/classes" .; } </dev/null >"$log" 2>&1; then
    say ''
    echo "heddle: the user interface could not be built, full log: $log" >&2
    return
  fi
  touch -r "$builds/ui-begun" "$ui.new"
  mv -f "$ui.new" "$ui"
  say ''
  echo "heddle: built the user interface in $(($(date +%s) - begun)) s" >&2
}

if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1; then
  . "$root/.mvn/progress.sh"
  . "$root/.mvn/lock.sh"
  take_lock "$root/target/heddle-build.lock" "heddle: waiting for another build"
  ui_is_up_to_date || build_ui
  release_lock
else
  echo "heddle: starting without the user interface: install Node 20 or newer with npm to have it built" >&2
fi
