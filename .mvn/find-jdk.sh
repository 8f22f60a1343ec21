# Sourced by mvnw, heddle and verify. find_jdk sets and exports JAVA_HOME to a JDK of at least this version:
needed_jdk=25

# Sets jdk_number to a comparable number (25.0.3 -> 25000003), or fails when $1 holds no JDK. Reads the
# JDK's release file instead of starting it: this runs before every command.
read_jdk() {
  jdk_number=0
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS='="' read -r key _ value _; do
    if [ "$key" = JAVA_VERSION ]; then
      value=${value%%[!0-9.]*}.0.0
      major=${value%%.*} value=${value#*.}
      minor=${value%%.*} value=${value#*.}
      jdk_number=$((major * 1000000 + minor * 1000 + ${value%%.*}))
    fi
  done <"$1/release"
  [ "$jdk_number" -ge $((needed_jdk * 1000000)) ]
}

find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && read_jdk "$JAVA_HOME"; then
    return 0
  fi
  best_home='' best_number=0
  for candidate in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/root}"/.sdkman/candidates/java/*; do
    if read_jdk "$candidate" && [ "$jdk_number" -gt "$best_number" ]; then
      best_home=$candidate best_number=$jdk_number
    fi
  done
  if [ -z "$best_home" ] && javac=$(command -v javac) && javac=$(readlink -f "$javac" 2>/dev/null) &&
    read_jdk "${javac%/bin/javac}"; then
    best_home=${javac%/bin/javac}
  fi
  if [ -z "$best_home" ]; then
    echo "heddle needs JDK $needed_jdk or newer: install one (for example Temurin $needed_jdk, or 'sdk install java $needed_jdk-tem') or set JAVA_HOME to it." >&2
    return 1
  fi
  JAVA_HOME=$best_home
  export JAVA_HOME
}
