// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A program that is run beside what is measured in this process, its output thrown away.
public struct Command: Sendable {
    /// The program and its arguments.
    public let words: [String]

    /// Takes the program, looked for in `PATH`, and its arguments.
    public init(_ words: [String]) {
        self.words = words
    }

    /// A program that could not be run, or failed.
    public struct Failure: Error, CustomStringConvertible {
        /// What happened.
        public let description: String
    }

    /// Runs it to its end.
    ///
    /// - Throws: ``Failure``.
    public func run() throws(Failure) -> Sample {
        let start = Clock.wall()
        let child = try spawn()
        var status: Int32 = 0
        var usage = rusage()
        while unsafe wait4(child, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw Failure(description: "\(words[0]): wait4 failed (\(errno))") }
        }
        let wall = Clock.wall() - start
        guard status == 0 else { throw Failure(description: "\(words.joined(separator: " ")): status \(status)") }
        let cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime)
        return Sample(cpu: cpu, wall: wall, peakBytes: Int(usage.ru_maxrss) * 1024)
    }

    private func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    private func spawn() throws(Failure) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        var arguments = unsafe words.map { unsafe strdup($0) }
        unsafe arguments.append(nil)
        defer { for index in 0...words.count { unsafe free(arguments[index]) } }
        var child: pid_t = 0
        let problem = unsafe posix_spawnp(&child, words[0], &actions, nil, arguments, environ)
        guard problem == 0 else { throw Failure(description: "\(words[0]) does not start (\(problem))") }
        return child
    }
}
