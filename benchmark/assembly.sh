#!/usr/bin/env bash
# Times the assembly of a site's image, of which nothing is cached but the layers of packages, in
# turn with `docker build` of a Dockerfile of two lines and with Jib's buildTar of the same files.
#
#   benchmark/assembly.sh /path/to/site [runs] [more of Maven's arguments]
#
# The site is any folder that holds content/. Where no docker answers, as root, a dockerd is started
# with a socket and folders of its own, and ended; without one docker is left out.
set -euo pipefail
export LC_ALL=C.UTF-8

site=$(realpath "$1")
runs=${2:-5}
private=$(mktemp -d)
docker_pid=
end() {
  if [[ -n $docker_pid ]]; then
    kill "$docker_pid" 2>/dev/null || true
    wait "$docker_pid" 2>/dev/null || true
  fi
  rm -rf "$private"
}
trap end EXIT

if ! docker version >/dev/null 2>&1 && [[ $(id -u) == 0 ]] && command -v dockerd >/dev/null; then
  dockerd --data-root "$private/docker" --exec-root "$private/exec" --ip 127.0.0.1 \
    --pidfile "$private/dockerd.pid" --host "unix://$private/docker.sock" --bridge none \
    --iptables=false >"$private/dockerd.log" 2>&1 &
  docker_pid=$!
  export DOCKER_HOST="unix://$private/docker.sock"
  for ((i = 0; i < 100; i++)); do
    if docker version >/dev/null 2>&1; then break; fi
    sleep 0.2
  done
fi
docker info --format 'docker {{.ServerVersion}}, {{.Driver}}' 2>/dev/null || true

cd "$(dirname "$0")/.."
mvn -q -Pbenchmark -pl benchmark -am -DskipTests verify "${@:3}" \
  -Dbenchmark.main=io.github.sitepack.benchmark.Assembly \
  -Dbenchmark.site="$site" -Dbenchmark.runs="$runs"
