# What the checks share; to be sourced from the repository's root.

# Installs Debian packages if a command is not there.
need() { # command, packages
  command -v "$1" >/dev/null || { apt-get update -qq && apt-get install -y -qq "${@:2}"; }
}

# The program: that which CICLO names, or else built from here.
if [ -z "${CICLO:-}" ]; then
  cargo build --release --quiet
  CICLO=target/release/ciclo
fi
CICLO=$(realpath "$CICLO")
