#![no_main]

#[path = "../prove.rs"]
mod prove;

libfuzzer_sys::fuzz_target!(|byte: &[u8]| prove::formato(byte));
