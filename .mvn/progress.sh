# Sourced by what builds for heddle. say TEXT: shows it in the line of the terminal where the last one stood.
say() {
  if [ -t 2 ]; then printf '\r\033[K%s' "$*" >&2; fi
}
