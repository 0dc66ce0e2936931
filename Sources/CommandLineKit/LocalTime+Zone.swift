// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension LocalTime {
    /// The short name of the time zone in force at a moment, such as `UTC` or `CEST`.
    public static func zoneAbbreviation(at seconds: UInt32) -> String {
        var moment = time_t(seconds)
        var broken = unsafe tm()
        unsafe localtime_r(&moment, &broken)
        guard let zone = unsafe broken.tm_zone else { return "" }
        return unsafe String(cString: zone)
    }

    /// Seconds by which the local time is ahead of UTC at a moment, in seconds since 1970 UTC.
    public static func secondsEast(at seconds: Int64) -> Int64 {
        var moment = time_t(seconds)
        var broken = unsafe tm()
        unsafe localtime_r(&moment, &broken)
        return unsafe Int64(broken.tm_gmtoff)
    }
}
