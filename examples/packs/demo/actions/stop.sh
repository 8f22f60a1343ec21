#!/bin/sh
eval "$(cat)"
kill "${pid:?}" 2>/dev/null || true
echo "stopped"
