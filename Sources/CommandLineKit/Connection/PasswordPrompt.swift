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
        var usual = termios()
        guard unsafe tcgetattr(terminal, &usual) == 0 else { throw .noTerminal }
        pending.store(0, ordering: .sequentiallyConsistent)
        var signalSet = sigset_t()
        var maskBefore = sigset_t()
        unsafe sigemptyset(&signalSet)
        for signal in signals { unsafe sigaddset(&signalSet, signal) }
        // They come in while we wait for a key, and at no other time.
        unsafe pthread_sigmask(SIG_BLOCK, &signalSet, &maskBefore)
        let actions = installed()
        var silent = usual
        silent.c_lflag &= ~tcflag_t(ECHO)
        silent.c_lflag |= tcflag_t(ICANON | ISIG)
        write(question, to: terminal)
        unsafe tcsetattr(terminal, TCSAFLUSH, &silent)
        let line = line(from: terminal, mask: &maskBefore)
        unsafe tcsetattr(terminal, TCSAFLUSH, &usual)
        write("\n", to: terminal)
        for (signal, action) in zip(signals, actions) {
            var action = action
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
        signals.map { signal in
            var before = sigaction()
            unsafe sigaction(signal, nil, &before)
            // Who ignores a signal, as below nohup, goes on ignoring it.
            if isIgnored(before) { return before }
            var noting = sigaction()
            #if canImport(Glibc)
            unsafe noting.__sigaction_handler.sa_handler = { PasswordPrompt.pending.store($0, ordering: .relaxed) }
            #else
            unsafe noting.__sigaction_u.__sa_handler = { PasswordPrompt.pending.store($0, ordering: .relaxed) }
            #endif
            unsafe sigemptyset(&noting.sa_mask)
            unsafe sigaction(signal, &noting, nil)
            return before
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
            let ready = awaitKey(at: terminal, mask: &mask)
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

    /// Waits until there is something to read, with signals let in; below 0 where one came.
    private static func awaitKey(at terminal: Int32, mask: inout sigset_t) -> Int32 {
        var set = fd_set()
        let room = MemoryLayout<fd_set>.size
        guard terminal >= 0, Int(terminal) < room * 8 else { return 0 }
        // Bits are counted from the lowest of the first byte on machines that store the lowest byte first.
        unsafe withUnsafeMutableBytes(of: &set) { unsafe $0[Int(terminal) / 8] |= 1 << UInt8(terminal % 8) }
        return unsafe pselect(terminal + 1, &set, nil, nil, nil, &mask)
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
