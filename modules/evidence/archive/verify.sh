#!/bin/sh
# 校验本归档：文件一个字节都没有改动，每份凭证的时间戳有效。只需要 sha256sum（或 shasum）和 openssl。
# Verifies this archive: no byte of a file has changed, and every time stamp holds.
# Needs sha256sum (or shasum) and openssl, nothing else. Run it inside the unpacked folder: sh verify.sh
cd "$(dirname "$0")" || exit 2
faults=0
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
found="$work/found"

if command -v sha256sum >/dev/null 2>&1; then check='sha256sum'; else check='shasum -a 256'; fi
if $check -c SHA256SUMS >"$found" 2>&1; then
  echo "OK     $(wc -l <SHA256SUMS | tr -d ' ') files are as listed"
else
  faults=1
  grep -v ': OK$' "$found" | sed 's/^/WRONG  /'
fi

# What is not in the list was put in afterwards.
cut -c67- SHA256SUMS | LC_ALL=C sort >"$work/listed"
find . ! -type d ! -path ./SHA256SUMS | sed 's#^\./##' | LC_ALL=C sort >"$work/present"
LC_ALL=C comm -13 "$work/listed" "$work/present" | sed 's/^/ADDED  /' >"$found"
if [ -s "$found" ]; then faults=1; cat "$found"; fi

# Each token is over the SHA-256 of the original; of a copy the original stays with the provider.
good=0
if command -v openssl >/dev/null 2>&1; then
  while IFS='	' read -r token digest seconds path; do
    [ -n "$token" ] || continue
    if openssl ts -verify -digest "$digest" -in "$token" -token_in -CAfile tokens/ca.pem \
      -attime "$seconds" >/dev/null 2>&1; then
      good=$((good + 1))
    else
      faults=1
      echo "STAMP  $path: the time stamp does not hold"
    fi
    case "$path" in
    *（副本）*) ;;
    *)
      actual=$($check "$path" 2>/dev/null | cut -c1-64)
      [ "$actual" = "$digest" ] || { faults=1; echo "STAMP  $path: not the stamped file"; }
      ;;
    esac
  done <tokens/index.tsv
  echo "OK     $good time stamps hold"
else
  echo "SKIP   openssl is not here: time stamps were not verified"
fi

if [ "$faults" -eq 0 ]; then echo 'VERIFIED 校验通过'; else echo 'NOT VERIFIED 校验不通过'; fi
exit "$faults"
