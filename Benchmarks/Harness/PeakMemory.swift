// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The most memory that this process held at once.
///
/// Source: Linux, `Documentation/filesystems/proc.rst`: `VmHWM` of `/proc/PID/status`, and 5 in `/proc/PID/clear_refs`.
public enum PeakMemory {
    /// Bytes; nil where the system does not tell.
    public static func bytes() -> Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({
                Int($0)
            })
        else { return nil }
        return kibibytes * 1024
    }

    /// Begins anew; where the system refuses, ``bytes()`` tells of the whole life of the process.
    public static func reset() {
        guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
        file.write(Data("5".utf8))
        file.closeFile()
    }
}
