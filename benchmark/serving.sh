#!/usr/bin/env bash
# Compares an image's nginx configuration with a bare one (gzip_static and nothing else) on the same
# nginx and the same files, in turn, and tells what encodings save and what memory is used.
#
#   benchmark/serving.sh docs/target/sitepack/image [page] [rounds]
#
# Needs nginx with libnginx-mod-http-brotli-static, wrk and curl; listens on loopback only.
set -euo pipefail
export LC_ALL=C

layout=$1
page=${2:-/}
rounds=${3:-5}
work=$(mktemp -d)
started=()
end() {
  for pid in "${started[@]}"; do kill -QUIT "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap end EXIT

mkdir "$work/root" "$work/bare" "$work/ours" "$work/tmp"
for blob in "$layout"/blobs/sha256/*; do
  for path in etc/nginx srv/www; do
    tar -xzpf "$blob" -C "$work/root" "$path" 2>/dev/null || true
  done
done
chmod -R a+rX "$work"
root=$work/root

# ---- bytes ------------------------------------------------------------------------------------

plain=0 gzip9=0 gzip=0 brotli=0
while IFS= read -r -d '' file; do
  case $file in *.gz | *.br) continue ;; esac
  size=$(stat -c %s "$file")
  plain=$((plain + size))
  nine=$(gzip -9nc "$file" | wc -c)
  gzip9=$((gzip9 + (nine < size && $(test -e "$file.gz" && echo 1 || echo 0) ? nine : size)))
  gz=$size
  if [[ -e $file.gz ]]; then gz=$(stat -c %s "$file.gz"); fi
  gzip=$((gzip + gz))
  br=$gz
  if [[ -e $file.br ]]; then br=$(stat -c %s "$file.br"); fi
  brotli=$((brotli + br))
done < <(find "$root/srv/www" -type f -print0)
echo "bytes: $plain plain, $gzip9 with gzip -9, $gzip with our gzip, $brotli with our brotli"

# ---- requests ---------------------------------------------------------------------------------

sed -e "s#/etc/nginx/#$root/etc/nginx/#; s#/dev/shm/nginx.pid#$work/ours/pid#" \
  -e "s#root /srv/www#root $root/srv/www#; s#_temp_path /tmp#_temp_path $work/tmp#" \
  -e "s#listen 8080 #listen 127.0.0.1:18081 #; s#access_log /dev/stdout#access_log $work/ours/log#" \
  "$root/etc/nginx/nginx.conf" >"$work/ours.conf"
cat >"$work/bare.conf" <<BARE
daemon off;
pid $work/bare/pid;
error_log stderr warn;
events { worker_connections 1024; }
http {
  include $root/etc/nginx/mime.types;
  access_log $work/bare/log;
  client_body_temp_path $work/tmp; proxy_temp_path $work/tmp; fastcgi_temp_path $work/tmp;
  uwsgi_temp_path $work/tmp; scgi_temp_path $work/tmp;
  sendfile on;
  gzip_static on;
  server { listen 127.0.0.1:18080; root $root/srv/www; }
}
BARE
user=
if [[ $(id -u) == 0 ]]; then user="user root; "; fi
start() {
  nginx -e stderr -p "$work" -c "$work/$1.conf" -g "${user}worker_processes 2;" &
  started+=($!)
}
start bare
start ours
for port in 18080 18081; do
  until curl -so /dev/null "http://127.0.0.1:$port$page"; do sleep 0.05; done
done
for port in 18080 18081; do
  curl -s -o /dev/null -H 'Accept-Encoding: gzip' \
    -w "$port: %{http_code}, %{size_download} bytes\n" "http://127.0.0.1:$port$page"
done

measure() {
  wrk -t2 -c32 -d3s -H 'Accept-Encoding: gzip' "http://127.0.0.1:$1$page" |
    sed -nE 's/^Requests\/sec: *([0-9.]+).*/\1/p'
}
measure 18080 >/dev/null
measure 18081 >/dev/null
for ((round = 1; round <= rounds; round++)); do
  a=$(measure 18080)
  b=$(measure 18081)
  c=$(measure 18080)
  awk -v a="$a" -v b="$b" -v c="$c" 'BEGIN { printf "%.0f bare, %.0f ours, ratio %.3f\n", (a + c) / 2, b, 2 * b / (a + c) }'
done | tee "$work/rounds"
sed -E 's/.*ratio //' "$work/rounds" | sort -n | awk '{ r[NR] = $1 } END { printf "median ratio %.3f\n", r[int((NR + 1) / 2)] }'

# ---- memory -----------------------------------------------------------------------------------

# Proportional set size of the master and its workers; and what of it is not shared with files.
master=${started[1]}
pids="$master $(cat "/proc/$master/task/$master/children")"
for pid in $pids; do cat "/proc/$pid/smaps_rollup"; done |
  awk '/^Pss:/ { pss += $2 } /^Pss_Anon:/ { anon += $2 } /^Rss:/ { rss += $2 }
    END { printf "memory of 3 processes in KiB: Pss %d, of which anonymous %d; Rss %d\n", pss, anon, rss }'
