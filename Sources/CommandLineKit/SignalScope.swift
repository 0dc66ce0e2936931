// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Turns SIGINT and SIGTERM into an orderly stop: the first cancels the body, a second ends the process at once.
///
/// Handlers write the signal's number into a pipe and do nothing else; a thread of its own reads there. A signal that is
/// ignored when the scope begins, as below `nohup`, stays ignored.
///
/// ```swift
/// let status = await SignalScope.run {
///     await follow()  // is cancelled by the first Ctrl-C
/// }
/// ```
public enum SignalScope {
    /// Who is told of the next signal.
    private static let listener = Mutex<AsyncStream<Int32>.Continuation?>(nil)
    /// Whether the thread runs.
    private static let isWatching = Mutex(false)

    /// Runs `body` to its end, and cancels it when a signal comes.
    ///
    /// One scope at a time is open in a process.
    ///
    /// - Returns: What the body returns, and the signal that came, if one did.
    public static func run<Value: Sendable>(
        _ body: @escaping @Sendable () async -> Value
    ) async -> (value: Value, signal: Int32?) {
        let (signals, continuation) = AsyncStream.makeStream(of: Int32.self, bufferingPolicy: .bufferingOldest(1))
        listener.withLock { $0 = continuation }
        defer { listener.withLock { $0 = nil } }
        watch()
        return await withTaskGroup(of: Event<Value>.self) { group in
            group.addTask(priority: nil) { .ended(await body()) }
            group.addTask(priority: nil) {
                for await signal in signals { return .signal(signal) }
                return .nothing
            }
            var received: Int32?
            var value: Value?
            while let event = await group.next() {
                switch event {
                case .ended(let ended): value = ended
                case .signal(let signal): received = signal
                case .nothing: continue
                }
                group.cancelAll()
            }
            guard let value else { preconditionFailure("a task group lost the value of its child") }
            return (value, received)
        }
    }

    private enum Event<Value: Sendable>: Sendable {
        case ended(Value)
        case signal(Int32)
        case nothing
    }

    /// Where handlers write the numbers of their signals; below 0 before there is one.
    private static let pipeEnd = Atomic<Int32>(-1)
    /// Where the thread reads them.
    private static let readingEnd = Atomic<Int32>(-1)

    /// Sets the handlers and starts the thread that they tell, once for a process.
    private static func watch() {
        guard
            isWatching.withLock({
                let before = $0
                $0 = true
                return !before
            })
        else { return }
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        readingEnd.store(ends[0], ordering: .sequentiallyConsistent)
        pipeEnd.store(ends[1], ordering: .sequentiallyConsistent)
        #if canImport(Glibc)
        var thread = pthread_t()
        #else
        var thread: pthread_t?
        #endif
        // Without the thread signals end the process as they always did.
        guard unsafe pthread_create(&thread, nil, { _ in unsafe SignalScope.loop() }, nil) == 0 else { return }
        pthread_detach(thread)
        for signal in [SIGINT, SIGTERM] where !isIgnored(signal) {
            var action = sigaction()
            #if canImport(Glibc)
            unsafe action.__sigaction_handler.sa_handler = { SignalScope.note($0) }
            #else
            unsafe action.__sigaction_u.__sa_handler = { SignalScope.note($0) }
            #endif
            unsafe sigemptyset(&action.sa_mask)
            action.sa_flags = SA_RESTART
            unsafe sigaction(signal, &action, nil)
        }
    }

    /// Runs within the handler: one write, and nothing else.
    private static func note(_ signal: Int32) {
        var byte = UInt8(truncatingIfNeeded: signal)
        let before = errno
        // A pipe that is full holds enough signals.
        _ = unsafe write(pipeEnd.load(ordering: .relaxed), &byte, 1)
        errno = before
    }

    private static func isIgnored(_ signal: Int32) -> Bool {
        var action = sigaction()
        unsafe sigaction(signal, nil, &action)
        #if canImport(Glibc)
        return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
        #else
        return unsafe unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == 1
        #endif
    }

    private static func loop() -> UnsafeMutableRawPointer? {
        while true {
            var byte: UInt8 = 0
            let count = unsafe read(readingEnd.load(ordering: .relaxed), &byte, 1)
            guard count == 1 else {
                if count < 0, errno == EINTR { continue }
                return nil
            }
            // Taking the listener out makes the second signal find none.
            let waiting = listener.withLock {
                let waiting = $0
                $0 = nil
                return waiting
            }
            guard let waiting else {
                end(by: Int32(byte))
                continue
            }
            waiting.yield(Int32(byte))
            waiting.finish()
        }
    }

    /// Ends the process as the signal would have done.
    private static func end(by number: Int32) {
        signal(number, SIG_DFL)
        var only = sigset_t()
        unsafe sigemptyset(&only)
        unsafe sigaddset(&only, number)
        unsafe pthread_sigmask(SIG_UNBLOCK, &only, nil)
        raise(number)
    }
}
