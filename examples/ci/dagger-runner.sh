#!/bin/sh
# Builds on a Dagger engine that lives on beside the jobs, from any CI that runs a shell (Jenkins, cron, a laptop).
# The machine needs Node, Dagger's command line 0.21 and the project's packages; the engine keeps the caches.
set -eu

# Where the engine is: tcp://HOST:PORT, unix:///PATH or kube-pod://POD?namespace=NAMESPACE.
engine=${DAGGER_ENGINE:?name the engine, e.g. tcp://dagger.example:8080}
image=${1:-image}
out=${2:-metrics}

mkdir -p "$out"
npx strata-images build "$image" --all-variants --engine=dagger --dagger-host="$engine" --metrics="$out/metrics.json"
node "$(dirname "$0")/size-table.mjs" "$out"/metrics*.json >"$out/table.md"
cat "$out/table.md"
