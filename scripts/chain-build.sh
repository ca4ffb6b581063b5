#!/usr/bin/env bash
# Builds the local network's runtime: chain/runtime -> assets/chain/corehour.wasm, and says what it is in corehour.json.
#
# With rustup the compiler's own WebAssembly target is used. Where rustup has none and this is root on Debian, a
# Debian sid folder brings one (1 min once). CHAIN_CACHE names the folder for all of that, about 3 GB; without it
# /var/cache/corehour for root and the user's cache folder otherwise. CHAIN_TOOLCHAIN=rustup|debian settles the choice.
# A second run with unchanged sources builds nothing; --force builds all the same.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
crate=$root/chain/runtime
assets=$root/assets/chain
if [ "$(id -u)" = 0 ]; then default_cache=/var/cache/corehour; else default_cache=${XDG_CACHE_HOME:-$HOME/.cache}/corehour; fi
cache=${CHAIN_CACHE:-$default_cache}
target=wasm32v1-none
steps=4

# What every build links: the table and heap base that an executor looks for, memory from outside.
link_flags='-C target-cpu=mvp -C link-arg=--export-table -C link-arg=--export=__heap_base -C link-arg=--import-memory --cfg substrate_runtime'

# Panic messages name source files; these flags take this machine's folders out of them. $1: cargo's home, $2: the crate.
path_flags() {
  printf -- '--remap-path-prefix=%s=runtime' "$2"
  for registry in "$1"/registry/src/*/; do printf -- ' --remap-path-prefix=%s=crates' "${registry%/}"; done
}

say() { printf '[%4ds] %s\n' "$SECONDS" "$*"; }
fail() { printf 'chain:build: %s\n' "$*" >&2; exit 1; }

built_from() { [ -f "$assets/corehour.json" ] && node -p 'JSON.parse(fs.readFileSync(process.argv[1])).sourceSha256' "$assets/corehour.json"; }

has_rustup_target() {
  case ${CHAIN_TOOLCHAIN:-} in debian) return 1 ;; rustup) return 0 ;; esac
  command -v rustup >/dev/null || return 1
  rustup target list --installed 2>/dev/null | grep -qx $target && return 0
  say "asking rustup for $target"
  timeout 120 rustup target add $target >/dev/null 2>&1
}

# Halves the size; the embedded engine parses all of it for every call.
find_wasm_opt() {
  command -v wasm-opt >/dev/null && return
  [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] || fail 'needs wasm-opt: install binaryen (Debian: apt-get install binaryen)'
  say 'installing binaryen'
  apt-get update -qq
  apt-get install -y -qq binaryen >/dev/null
}

build_with_rustup() {
  find_wasm_opt
  mkdir -p "$cache"
  say "2/$steps compiling with rustup's $target (about 3 min the first time)"
  cd "$crate"
  cargo fetch --locked
  CARGO_TARGET_DIR=$cache/target RUSTFLAGS="$link_flags $(path_flags "${CARGO_HOME:-$HOME/.cargo}" "$crate")" \
    cargo rustc --release --locked --target $target --lib
  cd "$root"
  built=$cache/small.wasm
  wasm-opt "$cache/target/$target/release/corehour_runtime.wasm" -o "$built" -Oz --mvp-features --enable-mutable-globals \
    --strip-debug --strip-producers --strip-target-features
}

# The folder's own Debian is the machine's: same mirror, same names, same certificates.
prepare_sid() {
  [ -f "$sid/.ready" ] && return
  command -v debootstrap >/dev/null || { apt-get update -qq; apt-get install -y -qq debootstrap; }
  local mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI)' | sort | uniq -c | sort -rn | awk 'NR == 1 { print $2 }')
  [ -n "$mirror" ] || fail 'apt names no package source; run "apt-get update" and try again'
  say "setting up Debian sid in $sid (about 1 min, once)"
  rm -rf "$sid"
  debootstrap --variant=minbase \
    --include=ca-certificates,cargo,rustc,libstd-rust-dev-wasm32,build-essential,pkg-config,protobuf-compiler,clang,lld,binaryen \
    sid "$sid" "$mirror" >"$cache/debootstrap.log" 2>&1 || fail "debootstrap failed; see $cache/debootstrap.log"
  ln -sf /usr/bin/lld "$sid/usr/local/bin/rust-lld"
  touch "$sid/.ready"
}

enter_sid() {
  cp /etc/resolv.conf /etc/hosts "$sid/etc/"
  cp /etc/ssl/certs/ca-certificates.crt "$sid/etc/ssl/certs/"
  mkdir -p "$sid/build/crate" "$sid/proc" "$sid/dev"
  trap leave_sid EXIT
  leave_sid # an earlier build may have been killed
  mount -t proc proc "$sid/proc"
  mount --bind /dev "$sid/dev"
  mount --bind "$crate" "$sid/build/crate"
  mount -o remount,bind,ro "$sid/build/crate"
}

leave_sid() {
  for place in build/crate dev proc; do
    mountpoint -q "$sid/$place" && umount "$sid/$place"
  done
  return 0
}

# That target's standard library is built for newer WebAssembly than an executor takes: the linker is told to accept
# it, without features it would add a start function for, and binaryen lowers what is left.
build_in_sid() {
  [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] || fail "needs \"rustup target add $target\", or root on Debian"
  sid=$cache/sid
  mkdir -p "$cache"
  exec 9>"$cache/lock"
  flock -n 9 || fail "another build is using $cache; wait for it, or set CHAIN_CACHE"
  prepare_sid
  enter_sid
  say "2/$steps compiling in Debian sid (4 to 8 min the first time)"
  chroot "$sid" /usr/bin/env -i HOME=/root PATH=/usr/local/bin:/usr/bin:/bin RUSTC_BOOTSTRAP=1 LINK_FLAGS="$link_flags" \
    PATH_FLAGS="$(declare -f path_flags)" CARGO_TARGET_DIR=/build/target CARGO_HTTP_CAINFO=/etc/ssl/certs/ca-certificates.crt bash -euc '
      cd /build/crate
      cargo fetch --locked
      eval "$PATH_FLAGS"
      export RUSTFLAGS="$LINK_FLAGS $(path_flags /root/.cargo /build/crate)"
      cargo rustc --release --locked --target wasm32-unknown-unknown --lib -- \
        -C link-arg=--no-check-features -C link-arg=--features=mutable-globals
      wasm-opt /build/target/wasm32-unknown-unknown/release/corehour_runtime.wasm -o /build/lowered.wasm \
        --enable-sign-ext --enable-bulk-memory --enable-nontrapping-float-to-int --enable-mutable-globals \
        --enable-reference-types --enable-multivalue \
        -Oz --signext-lowering --llvm-memory-copy-fill-lowering --llvm-nontrapping-fptoint-lowering \
        --strip-debug --strip-producers --strip-target-features'
  built=$sid/build/lowered.wasm
  leave_sid
}

say "1/$steps reading the sources"
hash=$(node "$root/chain/source-hash.mjs")
if [ "${1:-}" != --force ] && [ -f "$assets/corehour.wasm" ] && [ "$(built_from)" = "$hash" ]; then
  say 'the runtime is up to date; nothing to build'
  exit 0
fi

if has_rustup_target; then build_with_rustup; else build_in_sid; fi

say "3/$steps asking the runtime what it is"
mkdir -p "$assets"
node "$root/chain/describe.mjs" "$built" "$hash" >"$assets/corehour.json.new"

say "4/$steps writing assets/chain"
install -m 644 "$built" "$assets/corehour.wasm.new"
mv "$assets/corehour.wasm.new" "$assets/corehour.wasm"
mv "$assets/corehour.json.new" "$assets/corehour.json"
say "done: corehour.wasm, $(($(wc -c <"$assets/corehour.wasm"))) bytes"
cat "$assets/corehour.json"
