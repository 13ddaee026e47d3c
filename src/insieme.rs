//! Work side by side, one job to a core.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Jobs that are done at once, at most: each takes its memory.
const INSIEME: usize = 4;
/// Stack of a thread, in bytes: as much as a main thread has, for Typst and for chapters that nest.
const PILA: usize = 8 << 20;

/// How many jobs this machine does at once.
pub(crate) fn operai() -> usize {
    thread::available_parallelism()
        .map_or(1, usize::from)
        .min(INSIEME)
}

/// Does the jobs, no more than `operai` at once; what comes of them is in their order.
pub(crate) fn svolgi<L: Sync, T: Send>(
    lavori: &[L],
    operai: usize,
    svolgi: impl Fn(&L) -> T + Sync,
) -> Vec<T> {
    let prossimo = AtomicUsize::new(0);
    let lavora = || {
        let mut fatti = Vec::new();
        loop {
            let posto = prossimo.fetch_add(1, Ordering::Relaxed);
            let Some(lavoro) = lavori.get(posto) else {
                return fatti;
            };
            fatti.push((posto, svolgi(lavoro)));
        }
    };
    let mut fatti = thread::scope(|ambito| {
        let fili = (1..operai.min(lavori.len()))
            .filter_map(|_| {
                thread::Builder::new()
                    .stack_size(PILA)
                    .spawn_scoped(ambito, lavora)
                    .ok()
            })
            .collect::<Vec<_>>();
        let miei = lavora();
        let altri = fili
            .into_iter()
            .flat_map(|filo| filo.join().unwrap_or_else(|e| resume_unwind(e)));
        altri.chain(miei).collect::<Vec<_>>()
    });
    fatti.sort_by_key(|(posto, _)| *posto);
    fatti.into_iter().map(|(_, fatto)| fatto).collect()
}

/// Does two things side by side; one after the other where the system gives no thread.
pub(crate) fn unite<A: Send, B>(una: impl Fn() -> A + Sync, altra: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|ambito| {
        let filo = thread::Builder::new()
            .stack_size(PILA)
            .spawn_scoped(ambito, &una);
        let altra = altra();
        match filo {
            Ok(filo) => (filo.join().unwrap_or_else(|e| resume_unwind(e)), altra),
            Err(_) => (una(), altra),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;

    #[test]
    fn results_are_in_order_and_jobs_really_run_at_once() {
        // Each job waits for another: one alone would never end.
        let incontro = Barrier::new(2);
        let fatti = svolgi(&[1, 2, 3, 4], 2, |n| {
            incontro.wait();
            n * 10
        });
        assert_eq!(fatti, [10, 20, 30, 40]);
        assert_eq!(svolgi(&[0; 0], 4, |n| *n), [0; 0]);
        let dopo_incontro = |n: i32| {
            incontro.wait();
            n
        };
        assert_eq!(unite(|| dopo_incontro(1), || dopo_incontro(2)), (1, 2));
    }
}
