#!/bin/sh
eval "$(cat)"
printf '\033[32mgreen\033[0m <b>plain</b>\n'
i=1
while [ "$i" -le "$lines" ]; do
  echo "line $i"
  i=$((i + 1))
done
