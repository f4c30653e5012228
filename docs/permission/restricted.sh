#!/bin/sh
# The same executable under Node's permission model, with what a worker needs: against plain.sh it shows what that costs.
for node in node_modules/node-*/bin/node; do
  exec "$node" --permission --allow-net \
    --allow-fs-read=bench --allow-fs-read=runtimes --allow-fs-read=src --allow-fs-read=node_modules \
    --allow-fs-read=package.json --allow-fs-read=.cache \
    --allow-fs-read=/proc/self/status --allow-fs-read=/proc/self/smaps_rollup \
    --allow-fs-write=.cache/node "$@"
done
