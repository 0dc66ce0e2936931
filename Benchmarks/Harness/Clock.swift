// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Times of this process, in seconds.
public enum Clock {
    /// User and system time of all threads.
    public static func process() -> Double { read(CLOCK_PROCESS_CPUTIME_ID) }

    /// Time that passed.
    public static func wall() -> Double { read(CLOCK_MONOTONIC) }

    private static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
