#!/usr/bin/env bash
# Times whole commands in turn, each from nothing that was built before: `mvn sitepack:render`,
# the same through the Maven daemon if there is one, and `hugo`, each on its copy of the content.
#
#   benchmark/commands.sh /path/to/project /path/to/hugo/site [rounds] [more of Maven's arguments]
#
# MVND names the daemon's command where that is not `mvnd`. What a project's .mvn/jvm.config or
# MAVEN_OPTS says is for mvn; the daemon's JVM is told the same by MVND_JVM.
set -euo pipefail
export LC_ALL=C.UTF-8

project=$(realpath "$1")
hugo=$(realpath "$2")
rounds=${3:-5}
arguments=("${@:4}")
mvnd=${MVND:-mvnd}
private=$(mktemp -d)
end() {
  if [[ -e $private/daemon ]]; then "$mvnd" --stop >/dev/null 2>&1 || true; fi
  rm -rf "$private" "$project"/.old-* "$hugo"/.old-*
}
trap end EXIT

# Times a command in a folder whose output is set aside until the end: a file system that has just
# removed thousands of files makes new ones more slowly.
timed() { # name, folder, output, command…
  local name=$1 folder=$2 output=$3 begin end
  if [[ -e $folder/$output ]]; then mv "$folder/$output" "$(mktemp -d -p "$folder" .old-XXXXXX)"; fi
  begin=$EPOCHREALTIME
  if ! (cd "$folder" && "${@:4}") >"$private/log" 2>&1; then
    cat "$private/log" >&2
    return 1
  fi
  end=$EPOCHREALTIME
  echo $(((${end/./} - ${begin/./}) / 1000)) >>"$private/$name"
}

median() {
  sort -n "$private/$1" | awk '{ a[NR] = $1 } END { printf "%d\n", (a[int((NR + 1) / 2)] + a[int(NR / 2) + 1]) / 2 }'
}

maven=(-B -q "${arguments[@]}" sitepack:render)
names=(mvn)
if command -v "$mvnd" >/dev/null; then
  touch "$private/daemon"
  "$mvnd" --stop >/dev/null 2>&1 || true
  maven_daemon=("$mvnd" "-Dmvnd.jvmArgs=${MVND_JVM:-}" "${maven[@]}")
  timed first "$project" target "${maven_daemon[@]}"
  echo "the daemon's first command, which starts it: $(cat "$private/first") ms"
  names+=(mvnd)
fi
for ((round = 0; round < rounds; round++)); do
  timed mvn "$project" target mvn "${maven[@]}"
  if [[ -e $private/daemon ]]; then timed mvnd "$project" target "${maven_daemon[@]}"; fi
  timed hugo "$hugo" public hugo --quiet
done
for name in "${names[@]}" hugo; do
  echo "$name: $(tr '\n' ' ' <"$private/$name")ms, median $(median "$name") ms"
done
for name in "${names[@]}"; do
  awk -v a="$(median "$name")" -v b="$(median hugo)" -v n="$name" \
    'BEGIN { printf "%s : hugo = %.2f\n", n, a / b }'
done
