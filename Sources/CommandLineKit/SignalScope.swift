// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Turns SIGINT and SIGTERM into an orderly stop: the first cancels the body, a second ends the process at once.
///
/// A thread of its own waits for the signals, so nothing of ours runs inside a signal handler. A signal that is ignored when
/// the scope begins, as below `nohup`, stays ignored.
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
            group.addTask { .ended(await body()) }
            group.addTask {
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

    /// Starts the thread that waits for signals, once for a process.
    private static func watch() {
        guard
            isWatching.withLock({
                let before = $0
                $0 = true
                return !before
            })
        else { return }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM] where !isIgnored(signal) { unsafe sigaddset(&signals, signal) }
        // Threads that are there already may have a mask of their own: a handler that does nothing would not help them, so
        // the scope is opened before others are started.
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        #if canImport(Glibc)
        var thread = pthread_t()
        #else
        var thread: pthread_t?
        #endif
        let failure = unsafe pthread_create(&thread, nil, { _ in unsafe SignalScope.loop() }, nil)
        guard failure == 0 else {
            // Without the thread signals end the process as they always did.
            unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
            return
        }
        pthread_detach(thread)
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
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM] where !isIgnored(signal) { unsafe sigaddset(&signals, signal) }
        while true {
            var number: Int32 = 0
            guard unsafe sigwait(&signals, &number) == 0 else { return nil }
            // Taking the listener out makes the second signal find none.
            let waiting = listener.withLock {
                let waiting = $0
                $0 = nil
                return waiting
            }
            guard let waiting else {
                end(by: number)
                continue
            }
            waiting.yield(number)
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
