#!/bin/sh
# train.sh CLASS_PATH CACHE: makes the AOT cache that lets heddle start faster. Called by ./heddle after a
# build, with JAVA_HOME set; a failure only costs speed. What the training run touches is what starts
# fast: a fuller training (a real 'heddle run' in a temporary home) belongs here.
#
# java-options holds what every start uses too: a cache made with other options is refused by the JVM.
set -eu
IFS= read -r options <"${0%/*}/java-options"
# shellcheck disable=SC2086
exec "$JAVA_HOME/bin/java" $options -XX:AOTCacheOutput="$2" '-Xlog:aot*=off' '-Xlog:cds*=off' \
  -cp "$1" dev.heddle.cli.TrainingRun
