# Sourced by heddle and verify. show_build_errors LOG ROOT: what went wrong in a Maven build, without its
# boilerplate. Warnings count, since they are what -Werror stops at.
show_build_errors() {
  found=$(grep -E '^\[(ERROR|WARNING)\] .*\.java:\[' "$1" || grep '^\[ERROR\]' "$1" || tail -n 5 "$1")
  printf '%s\n' "$found" | sed -e "s|$2/||g" -e 's|^\[[A-Z]*\] *||' |
    grep -vE '^$|^\[Help|^-> \[Help|^To see the full|^Re-run Maven|^For more information|^After correcting|mvn <args>' |
    awk '!seen[$0]++' | head -n 20
}
