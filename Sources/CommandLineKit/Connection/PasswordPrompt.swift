// SPDX-License-Identifier: Apache-2.0

public import MySQLProtocol
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Asks the person at the terminal for a password, which is not shown.
public enum PasswordPrompt {
    /// Most bytes of a password.
    public static let maximumLength = 4096

    /// The signal that came while the terminal was silent; 0 for none.
    private static let pending = Atomic<Int32>(0)
    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

    /// Asks at the terminal of this process, whatever standard input and output are.
    ///
    /// A signal that ends the process does so after the terminal shows again what is typed.
    ///
    /// - Parameter question: What is asked for, such as `Enter password: `.
    /// - Returns: What was typed.
    /// - Throws: ``PasswordPromptError``.
    public static func read(_ question: String) throws(PasswordPromptError) -> Secret {
        let terminal = unsafe open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard terminal >= 0 else { throw .noTerminal }
        defer { close(terminal) }
        return try read(question, at: terminal)
    }

    /// Asks at a terminal that is open.
    public static func read(_ question: String, at terminal: Int32) throws(PasswordPromptError) -> Secret {
        var usual = unsafe termios()
        guard unsafe tcgetattr(terminal, &usual) == 0 else { throw .noTerminal }
        pending.store(0, ordering: .sequentiallyConsistent)
        var signalSet = unsafe sigset_t()
        var maskBefore = unsafe sigset_t()
        unsafe sigemptyset(&signalSet)
        for signal in signals { unsafe sigaddset(&signalSet, signal) }
        // They come in while we wait for a key, and at no other time.
        unsafe pthread_sigmask(SIG_BLOCK, &signalSet, &maskBefore)
        let actions = unsafe installed()
        var silent = unsafe usual
        unsafe silent.c_lflag &= ~tcflag_t(ECHO)
        unsafe silent.c_lflag |= tcflag_t(ICANON | ISIG)
        write(question, to: terminal)
        unsafe tcsetattr(terminal, TCSAFLUSH, &silent)
        let line = unsafe line(from: terminal, mask: &maskBefore)
        unsafe tcsetattr(terminal, TCSAFLUSH, &usual)
        write("\n", to: terminal)
        for (signal, action) in unsafe zip(signals, actions) {
            var action = unsafe action
            unsafe sigaction(signal, &action, nil)
        }
        let signal = pending.load(ordering: .sequentiallyConsistent)
        // It does now what it would have done.
        if signal != 0 { raise(signal) }
        unsafe pthread_sigmask(SIG_SETMASK, &maskBefore, nil)
        return try line.get()
    }

    /// Sets handlers that note their signal; what was there before.
    private static func installed() -> [sigaction] {
        unsafe signals.map { signal in
            var before = unsafe sigaction()
            unsafe sigaction(signal, nil, &before)
            // Who ignores a signal, as below nohup, goes on ignoring it.
            if unsafe isIgnored(before) { return unsafe before }
            var noting = unsafe sigaction()
            #if canImport(Glibc)
            unsafe noting.__sigaction_handler.sa_handler = { PasswordPrompt.pending.store($0, ordering: .relaxed) }
            #else
            unsafe noting.__sigaction_u.__sa_handler = { PasswordPrompt.pending.store($0, ordering: .relaxed) }
            #endif
            unsafe sigemptyset(&noting.sa_mask)
            unsafe sigaction(signal, &noting, nil)
            return unsafe before
        }
    }

    private static func isIgnored(_ action: sigaction) -> Bool {
        #if canImport(Glibc)
        unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
        #else
        unsafe unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == 1
        #endif
    }

    private static func line(
        from terminal: Int32,
        mask: inout sigset_t
    ) -> Result<Secret, PasswordPromptError> {
        var bytes: [UInt8] = []
        while pending.load(ordering: .sequentiallyConsistent) == 0 {
            var wait = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
            #if canImport(Glibc)
            let ready = unsafe ppoll(&wait, 1, nil, &mask)
            #else
            unsafe pthread_sigmask(SIG_SETMASK, &mask, nil)
            let ready = unsafe poll(&wait, 1, -1)
            #endif
            guard ready > 0 else {
                if errno == EINTR { continue }
                return .failure(.closed)
            }
            var byte: UInt8 = 0
            guard unsafe readBytes(terminal, &byte, 1) == 1 else { return .failure(.closed) }
            if byte == UInt8(ascii: "\n") { return .success(Secret(bytes: bytes)) }
            guard bytes.count < maximumLength else { return .failure(.tooLong) }
            bytes.append(byte)
        }
        return .failure(.closed)
    }

    private static func write(_ text: String, to terminal: Int32) {
        let bytes = Array(text.utf8)
        // Without the question the answer can still be typed.
        _ = unsafe bytes.withUnsafeBytes { unsafe writeBytes(terminal, $0.baseAddress, $0.count) }
    }
}

/// `read(2)`, under a name that the methods of ``PasswordPrompt`` do not hide.
private func readBytes(_ descriptor: Int32, _ target: UnsafeMutableRawPointer, _ count: Int) -> Int {
    unsafe read(descriptor, target, count)
}

/// `write(2)`, under a name that the methods of ``PasswordPrompt`` do not hide.
private func writeBytes(_ descriptor: Int32, _ source: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, source, count)
}
