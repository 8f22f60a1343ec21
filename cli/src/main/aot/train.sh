#!/bin/sh
# train.sh CLASS_PATH CACHE: makes the AOT cache that lets heddle start faster. Called by ./heddle after a
# build, with JAVA_HOME set; a failure only costs speed. What the training run touches is what starts
# fast: a fuller training (a real 'heddle run' in a temporary home) belongs here.
set -eu
exec "$JAVA_HOME/bin/java" -XX:AOTCacheOutput="$2" '-Xlog:aot*=off' '-Xlog:cds*=off' -XX:+UseSerialGC \
  -cp "$1" dev.heddle.cli.TrainingRun
