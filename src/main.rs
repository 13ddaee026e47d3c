//! The command line: parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ciclo::cli::esegui(std::env::args_os())
}
