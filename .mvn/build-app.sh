# Sourced by heddle when its sources are newer than its last build: builds, assembles and trains a new one
# in "$builds/$build" and points "$current" to it. Talks on standard error only. The build is quick: it leaves
# static analysis and tests to ./verify, and the user interface to build-ui.sh.

# Reads Maven's output: keeps it in the log and shows where it is.
follow() {
  module=''
  while IFS= read -r line; do
    printf '%s\n' "$line" >&3
    case $line in
      '[INFO] Building Heddle '[a-z]*)
        module=${line#*Building Heddle }
        module="${line##*\[} ${module%% *}"
        say "heddle: building $(echo "$module" | tr -d ']')"
        ;;
      '[INFO] Downloading from '*) say "heddle: fetching ${line##*/}" ;;
    esac
  done 3>"$log"
}

assemble() {
  build=$(date +%Y%m%dT%H%M%S).$$
  lib=$builds/$build/lib
  mkdir -p "$lib"
  : >"$builds/$build/in-use"
  cp "$root/cli/src/main/aot/java-options" "$builds/$build"
  read -r version <"$root/cli/target/quick/classes/dev/heddle/cli/version.txt"
  class_path=''
  (
    printf '%s:' "$root/cli/target/quick/heddle-cli-$version.jar"
    cat "$root/cli/target/quick/class-path"
  ) | tr : '\n' | {
    while IFS= read -r jar || [ -n "$jar" ]; do
      name=${jar##*/}
      # The next build overwrites our own jars in place; those of the repository never change.
      case $jar in
        "$root"/*) cp -p "$jar" "$lib/$name" ;;
        *) ln "$jar" "$lib/$name" 2>/dev/null || cp -p "$jar" "$lib/$name" ;;
      esac
      class_path=$class_path:$lib/$name
    done
    printf '%s\n' "${class_path#:}" >"$lib/../class-path"
  }
}

train() {
  say "heddle: preparing a fast start"
  IFS= read -r class_path <"$builds/$build/class-path"
  sh "$root/cli/src/main/aot/train.sh" "$class_path" "$builds/$build/heddle.aot" \
    </dev/null >"$builds/$build/training.log" 2>&1 || rm -f "$builds/$build/heddle.aot"
}

# Leaves the build before this one (somebody may be starting it) and all that are running.
remove_old_builds() {
  command -v flock >/dev/null 2>&1 || return 0
  for old in "$builds"/[0-9]*; do
    case $old in "$builds/$build" | "$builds/$previous") continue ;; esac
    (flock -n 8 && rm -rf "$old") 8<"$old/in-use" || true
  done
}

build_app() {
  log=$root/target/heddle-build.log
  begun=$(date +%s)
  touch "$builds/begun"
  rm -f "$builds/compiled"
  read_current || true
  previous=$build
  if [ -t 2 ]; then
    say "heddle: building"
  elif [ -n "$previous" ]; then
    echo "heddle: building, the sources changed" >&2
  else
    echo "heddle: building for the first time, this takes a minute" >&2
  fi
  {
    "$root/mvnw" --batch-mode -Dstyle.color=never -f "$root/pom.xml" -pl cli -am \
      -Dheddle.quick -Dmaven.test.skip=true package </dev/null 2>&1 && touch "$builds/compiled"
  } | follow
  if [ ! -f "$builds/compiled" ]; then
    say ''
    echo "heddle: the build failed" >&2
    show_build_errors "$log" "$root" >&2
    echo "heddle: full log: $log" >&2
    exit 70
  fi
  assemble
  train
  printf '%s\n%s\n' "$root" "$build" >"$current.new"
  touch -r "$builds/begun" "$current.new"
  mv -f "$current.new" "$current"
  remove_old_builds
  say ''
  echo "heddle: built in $(($(date +%s) - begun)) s" >&2
}

. "$root/.mvn/build-errors.sh"
. "$root/.mvn/progress.sh"
. "$root/.mvn/lock.sh"
mkdir -p "$builds" "$root/target"
take_lock "$root/target/heddle-build.lock" "heddle: waiting for another build"
# The one before us may have built what we need.
is_up_to_date || build_app
release_lock
