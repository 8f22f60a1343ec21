#!/bin/sh
set -eu
eval "$(cat)"
echo "asking the bank for $amount" >&2
sleep 0.3
case $customer in
  broke*)
    printf '\033[31mdeclined\033[0m: the card of %s has expired\n' "$customer" >&2
    exit 1
    ;;
esac
printf '{"receipt": "R-%s", "amount": %s}\n' "$$" "$amount"
