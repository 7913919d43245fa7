# What one does here. `just` lists it; `just ci` is what the continuous checks run.

_default:
    @just --list

# Run the program on the bundled articles, or on what is named.
run *ARGS:
    cargo run --release -- {{ARGS}}

# All tests.
test *ARGS:
    cargo test {{ARGS}}

# All checks.
ci:
    .ci/run

# Time what must be fast.
bench *ARGS:
    cargo bench {{ARGS}}

# Make the pictures of the README anew from the real screen.
pictures:
    cargo run --release --example pictures

# Look through changed snapshots and take or refuse them.
review:
    cargo insta review

# Put the sources into their form.
fmt:
    cargo fmt
