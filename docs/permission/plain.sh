#!/bin/sh
# The pinned Node as a build that `run --runtime node=FILE` takes; see restricted.sh. Workers start in the project's folder.
for node in node_modules/node-*/bin/node; do
  exec "$node" "$@"
done
