#!/usr/bin/env bash
# The pictures of LEGGIMI.md, from the demonstration: a program that is there, Chromium, and few colours.
set -euo pipefail
qui=$(cd "$(dirname "$0")/.." && pwd)
banco=$(mktemp -d)
trap 'rm -rf "$banco"' EXIT
command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium; }
command -v npm >/dev/null || apt-get install -y -qq npm
command -v pngquant >/dev/null || apt-get install -y -qq pngquant
cd "$banco"
npm install --silent --no-save playwright-core@1.65.1
cp "$qui/tests/browser/figure.mjs" .
node figure.mjs "${CICLO:-${CARGO_TARGET_DIR:-$qui/target}/release/ciclo}" "$qui"
for figura in "$qui"/data/figure/apri-*.png; do
  pngquant --force --strip --speed 1 64 --output "$figura" "$figura"
  test "$(stat -c %s "$figura")" -lt 130000 || { echo "$figura is too heavy"; exit 1; }
done
