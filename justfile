# The commands of every day, by short names: `just` lists them. Each is one line that can be typed as it is.

# all documents of data/, as the README says
genera *arguments:
    cargo run --release -- genera {{ arguments }}

# the whole suite, or what has this in its name
prova nome="":
    cargo test --release {{ nome }}

# data cases (tests/casi) by the beginning of their name: verifica/, lettura/, comandi/
casi inizio:
    cargo test --release --test casi {{ inizio }}

# how long each test of the suite takes, the slowest last (seconds, each beside others)
lenti:
    cargo test --release --no-run
    cargo --config 'target."cfg(all())".runner = ["env", "RUSTC_BOOTSTRAP=1"]' test --release --test suite -- \
        -Zunstable-options --report-time | sed -n 's/^test \(.*\) \.\.\. ok <\(.*\)s>$/\2 \1/p' | sort -n

# runs a command with our own code built fast rather than well, for trying an edit at once
presto *argomenti:
    CARGO_INCREMENTAL=1 cargo --config 'profile.release.package.ciclo.opt-level=0' run --release -- {{ argomenti }}

# writes down what the commands and comparisons of tests/casi say now; read the difference
aggiorna:
    AGGIORNA=1 cargo test --release --test casi comandi/ confronti/
    git diff --stat tests/casi

# a document's pages as pictures, in target/pagine/
pagine documento="piano":
    cargo run --release -- genera {{ documento }} --uscita target/pagine
    cd target/pagine && for pdf in *.pdf; do pdftoppm -r 80 -png "$pdf" "${pdf%.pdf}"; done

# one set of measures: rapporti, documenti, stadi, confronta, verifica, studio
misura banco="rapporti":
    cargo bench --bench {{ banco }}

# format and lints, as the CI has them
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings

# one of the outer checks: conformita, dati, pagina, moduli, studio, licenze, pacchetti
controlla quale:
    bash .ci/{{ quale }}

# what an office installs, in target/pacchetti/ (the program built as a whole: some twenty minutes)
pacchetti:
    cargo build --profile dist
    bash pacchetti/linux target/dist/ciclo target/pacchetti

# the pictures of LEGGIMI.md, taken anew
figure:
    bash .ci/figure.sh

# all that a change must pass (about an hour on two cores, from nothing)
ci:
    bash .ci/run
