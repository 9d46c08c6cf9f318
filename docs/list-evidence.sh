#!/bin/sh
# Each fact of each company, with the passages that it rests on, a line each: company, fact, passages.
# Needs curl and jq. Usage: list-evidence.sh [ADDRESS OF THE SITE] [COMPANIES AT A TIME]
set -eu
next="${1:-http://127.0.0.1:8000}/api/v1/companies?limit=${2:-50}"
while [ "$next" != null ]; do
  page=$(curl --silent --show-error --fail --compressed "$next")
  printf '%s\n' "$page" | jq --raw-output '
    .items[] | .name as $company | .facts[] | select(.value)
    | [$company, "\(.label): \(.value)", ([.evidence.passages[]? | "\(.source) ¶ \(.paragraph), “\(.opens)”"] | join("; "))]
    | @tsv'
  next=$(printf '%s\n' "$page" | jq --raw-output .next)
done
