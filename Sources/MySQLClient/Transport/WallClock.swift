// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The time of day, to say whether a certificate has expired.
enum WallClock {
    /// Seconds since 1970.
    static var seconds: Int { time(nil) }
}
