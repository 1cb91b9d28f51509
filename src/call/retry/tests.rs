use proptest::prelude::*;

use super::*;

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn waits_double_up_to_the_longest() {
    let policy = RetryPolicy::default().max_attempts(u32::MAX).backoff(seconds(1), seconds(5));
    for (failures, longest) in [(1, 1), (2, 2), (3, 4), (4, 5), (5, 5), (40, 5), (u32::MAX - 1, 5)]
    {
        assert_eq!(policy.wait(failures, None, u64::MAX), Some(seconds(longest)), "{failures}");
        assert_eq!(policy.wait(failures, None, 0), Some(Duration::ZERO));
        let half = policy.wait(failures, None, u64::MAX / 2).unwrap().as_secs_f64();
        assert!((half * 2.0 - f64::from(u32::try_from(longest).unwrap())).abs() < 0.001, "{half}");
    }
}

#[test]
fn the_first_attempt_counts() {
    let waits = |policy: RetryPolicy| (1..9).map_while(|n| policy.wait(n, None, 0)).count();
    assert_eq!(waits(RetryPolicy::default()), 2);
    for (attempts, expected) in [(0, 0), (1, 0), (2, 1), (5, 4)] {
        let policy = RetryPolicy::default().max_attempts(attempts);
        assert_eq!((waits(policy), policy.is_on()), (expected, expected > 0));
    }
    assert_eq!(RetryPolicy::off(), RetryPolicy::default().max_attempts(1));
}

#[test]
fn what_the_service_asks_for_is_waited_for_up_to_a_limit() {
    let policy = RetryPolicy::default().max_retry_after(seconds(7)).backoff(seconds(1), seconds(1));
    assert_eq!(policy.wait(1, Some(seconds(7)), 0), Some(seconds(7)));
    assert_eq!(policy.wait(1, Some(seconds(7)), u64::MAX), Some(seconds(8)));
    assert_eq!(policy.wait(1, Some(seconds(7) + Duration::from_nanos(1)), 0), None);
}

#[test]
fn what_is_about_the_request_is_not_tried_again() {
    for (status, expected) in [
        (400, false),
        (401, false),
        (403, false),
        (404, false),
        (408, true),
        (429, true),
        (503, true),
    ] {
        let mut error = Error::new(ErrorKind::Service, "");
        error.0.status = Some(status);
        assert!(!can_succeed_later(&error));
        assert_eq!(can_succeed_later(&error.with_retryable(true)), expected, "{status}");
    }
    assert!(can_succeed_later(&Error::new(ErrorKind::Connection, "").with_retryable(true)));
}

#[test]
fn an_outage_gets_a_hundred_further_attempts_and_half_of_that_in_time_outs() {
    let further = |kind| {
        let budget = Budget::full();
        (0..1000).filter(|_| budget.pay(kind)).count()
    };
    assert_eq!((further(ErrorKind::Service), further(ErrorKind::Timeout)), (100, 50));
}

#[test]
fn five_answered_calls_pay_for_one_attempt() {
    let budget = Budget::full();
    budget.earn();
    assert_eq!(budget.left(), Budget::SIZE);
    while budget.pay(ErrorKind::Service) {}
    for _ in 0..4 {
        budget.earn();
        assert!(!budget.pay(ErrorKind::Service));
    }
    budget.earn();
    assert!(budget.pay(ErrorKind::Service) && !budget.pay(ErrorKind::Service));
}

#[test]
fn threads_neither_overdraw_nor_overfill() {
    let budget = Budget::full();
    let paid = AtomicU32::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..1000 {
                    if budget.pay(ErrorKind::Service) {
                        paid.fetch_add(1, Ordering::Relaxed);
                    }
                    budget.earn();
                    assert!(budget.left() <= Budget::SIZE);
                }
            });
        }
    });
    // What was paid was there: the size, and 1 for each of 8000 answers.
    assert!(paid.into_inner() * 5 <= Budget::SIZE + 8000);
}

fn durations() -> impl Strategy<Value = Duration> {
    prop_oneof![
        (0_u64..100, 0_u32..1_000_000_000).prop_map(|(secs, nanos)| Duration::new(secs, nanos)),
        (any::<u64>(), 0_u32..1_000_000_000).prop_map(|(secs, nanos)| Duration::new(secs, nanos)),
        Just(Duration::MAX),
        Just(Duration::ZERO),
    ]
}

proptest! {
    #[test]
    fn no_wait_is_longer_than_what_was_set(
        (attempts, failures) in (any::<u32>(), any::<u32>()),
        (base, max, max_retry_after) in (durations(), durations(), durations()),
        asked in prop::option::of(durations()),
        random: u64,
    ) {
        let policy = RetryPolicy::default().max_attempts(attempts).backoff(base, max);
        let wait = policy.max_retry_after(max_retry_after).wait(failures, asked, random);
        let is_asked_for_too_much = asked.is_some_and(|asked| asked > max_retry_after);
        prop_assert_eq!(wait.is_none(), failures >= attempts || is_asked_for_too_much);
        if let Some(wait) = wait {
            let asked = asked.unwrap_or_default();
            prop_assert!(wait >= asked && wait <= asked.saturating_add(max));
            if failures <= 1 {
                prop_assert!(wait <= asked.saturating_add(base.min(max)));
            }
        }
    }

    #[test]
    fn more_randomness_is_a_longer_wait(whole in durations(), left: u64, right: u64) {
        let (less, more) = (left.min(right), left.max(right));
        prop_assert!(part(whole, less) <= part(whole, more) && part(whole, more) <= whole);
        prop_assert_eq!((part(whole, 0), part(whole, u64::MAX)), (Duration::ZERO, whole));
    }

    #[test]
    fn a_budget_keeps_its_bounds(steps in prop::collection::vec(0_u8..3, 0..2000)) {
        let budget = Budget::full();
        let mut expected = Budget::SIZE;
        for step in steps {
            match step {
                0 => { budget.earn(); expected = (expected + 1).min(Budget::SIZE); }
                1 => if budget.pay(ErrorKind::Timeout) { expected -= 10 },
                _ => if budget.pay(ErrorKind::Throttled) { expected -= 5 },
            }
            prop_assert_eq!(budget.left(), expected);
        }
    }
}
