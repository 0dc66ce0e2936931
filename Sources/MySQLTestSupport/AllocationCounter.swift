// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// Counts the Swift objects that a piece of code puts on the heap, among them the storage of arrays and long strings.
///
/// It puts itself in front of the runtime's `_swift_allocObject`, a hook meant for instruments; memory that C libraries
/// take is not counted. One count runs at a time, and only the thread that runs it is counted.
///
/// ```swift
/// #expect(try AllocationCounter.allocations { walk(&rows) } == 0)
/// ```
public enum AllocationCounter {
    /// Whether allocations can be counted here: the Swift runtime is a shared library that has the hook.
    public static var isAvailable: Bool { Runtime.shared != nil }

    /// How many objects `body` puts on the heap in this thread.
    ///
    /// Run it once uncounted before: the first use of a type or constant allocates what later uses share.
    ///
    /// - Throws: ``Unavailable`` where the runtime has no hook, and what `body` throws.
    public static func allocations(in body: () throws -> Void) throws -> Int {
        guard let runtime = Runtime.shared else { throw Unavailable() }
        return try oneAtATime.withLock { _ in
            Runtime.count.store(0, ordering: .relaxed)
            Runtime.countedThread.store(pthread_self(), ordering: .sequentiallyConsistent)
            runtime.install()
            defer {
                runtime.uninstall()
                Runtime.countedThread.store(0, ordering: .sequentiallyConsistent)
            }
            try body()
            return Runtime.count.load(ordering: .relaxed)
        }
    }

    /// The Swift runtime has no hook for allocations, as where it is linked into the executable.
    public struct Unavailable: Error {}

    private static let oneAtATime = Mutex<Void>(())
}

/// The places in the Swift runtime that lead allocations past a counter.
///
/// Safe to hold: the addresses are the runtime's own and last as long as the process.
@safe
private struct Runtime: Sendable {
    /// Metadata, size and alignment mask in, the object out.
    typealias Allocate = @convention(c) @Sendable (UnsafeRawPointer?, Int, Int) -> UnsafeMutableRawPointer?

    static let shared = Runtime()
    static let count = Atomic<Int>(0)
    static let countedThread = Atomic<pthread_t>(0)

    /// The address of the runtime's pointer to its allocation function.
    private let hook: UInt
    /// What the pointer held before.
    private let original: Allocate

    private init?() {
        let flag = "_swift_enableSwizzlingOfAllocationAndRefCountingFunctions_forInstrumentsOnly"
        guard let program = unsafe dlopen(nil, RTLD_NOW),
            let hook = unsafe dlsym(program, "_swift_allocObject"),
            let enabled = unsafe dlsym(program, flag)
        else { return nil }
        self.hook = UInt(bitPattern: hook)
        unsafe original = hook.assumingMemoryBound(to: Allocate.self).pointee
        unsafe enabled.storeBytes(of: true, as: Bool.self)
    }

    func install() {
        unsafe set { metadata, size, alignment in
            if Runtime.countedThread.load(ordering: .relaxed) == pthread_self() {
                Runtime.count.wrappingAdd(1, ordering: .relaxed)
            }
            // It is this function that `shared` has put in place, so `shared` is there.
            return unsafe Runtime.shared?.original(metadata, size, alignment)
        }
    }

    func uninstall() {
        unsafe set(original)
    }

    private func set(_ function: Allocate) {
        guard let pointer = unsafe UnsafeMutablePointer<Allocate>(bitPattern: hook) else { return }
        unsafe pointer.pointee = function
    }
}
