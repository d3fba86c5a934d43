#!/bin/sh
# Two bots from npm (grammY, Telegraf) on the playground. Needs node, npm and the registry; not part of pytest.
# Run from anywhere:  sh tests/playground/npm/run.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
python=${PYTHON:-"$root/.venv/bin/python"}
work=$(mktemp -d)
pids=""
stop() { for pid in $pids; do kill "$pid" 2>/dev/null || true; done; rm -rf "$work"; }
trap stop EXIT INT TERM

cp "$here"/*.mjs "$work"
(cd "$work" && npm init -y >/dev/null && npm install --no-audit --no-fund --silent grammy telegraf)
(cd "$work" && npm ls --depth 0 | tail -n +2)

(cd "$root" && exec "$python" -m bot.playground --port 0) >"$work/playground.log" &
pids="$pids $!"
until grep -q '^control' "$work/playground.log"; do sleep 0.1; done
api=$(sed -n 's|^base URL \(.*\)/bot$|\1|p' "$work/playground.log")

failed=0
number=777001
for name in grammy telegraf; do
  node "$work/$name.mjs" "$api" "$number:AAEchoBotOfTheNpmScripts_0123456789" &
  bot=$!
  pids="$pids $bot"
  "$python" "$here/converse.py" "$api/control" "$name" "$number" || failed=1
  kill "$bot"
  number=$((number + 1))
done
exit $failed
