// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// Counts how often a piece of Swift code takes heap memory: for objects, arrays, long strings, boxes.
///
/// It puts itself between the Swift runtime and `malloc`, so memory that C libraries take is not counted. The runtime
/// has a hook of its own, `_swift_allocObject`, but the switch that turns it on makes every thread that retains a
/// string of at most 15 bytes crash (Swift 6.3.1, `_swift_retain_adapterImpl`).
///
/// One count runs at a time, and only the thread that runs it is counted. Compare counts of release builds: without
/// the optimizer more goes to the heap.
///
/// ```swift
/// #expect(try AllocationCounter.allocations { walk(&rows) } == 0)
/// ```
public enum AllocationCounter {
    /// Whether allocations can be counted here: on 64-bit Linux, with the Swift runtime as a shared library.
    public static var isAvailable: Bool { RuntimeMalloc.shared != nil }

    /// How often `body` takes heap memory in this thread.
    ///
    /// Run it once uncounted before: the first use of a type or constant takes memory that later uses share.
    ///
    /// - Throws: ``Unavailable`` where nothing can be counted, and what `body` throws.
    public static func allocations(in body: () throws -> Void) throws -> Int {
        guard let malloc = RuntimeMalloc.shared else { throw Unavailable() }
        return try oneAtATime.withLock { _ in
            guard malloc.install() else { throw Unavailable() }
            RuntimeMalloc.count.store(0, ordering: .relaxed)
            RuntimeMalloc.countedThread.store(pthread_self(), ordering: .relaxed)
            defer { RuntimeMalloc.countedThread.store(0, ordering: .relaxed) }
            try body()
            return RuntimeMalloc.count.load(ordering: .relaxed)
        }
    }

    /// The Swift runtime is linked into the executable, or this is another system.
    public struct Unavailable: Error {}

    private static let oneAtATime = Mutex<Void>(())
}

/// The place where the Swift runtime keeps the address of `malloc`.
///
/// Safe to hold: the runtime stays loaded as long as the process runs.
@safe
private struct RuntimeMalloc: Sendable {
    typealias Allocate = @convention(c) @Sendable (Int) -> UnsafeMutableRawPointer?

    static let shared = RuntimeMalloc()
    static let count = Atomic<Int>(0)
    static let countedThread = Atomic<pthread_t>(0)

    /// The address of the runtime's pointer to `malloc`.
    private let slot: UInt
    /// What the pointer held before.
    private let original: Allocate

    private init?() {
        guard let library = unsafe dlopen("libswiftCore.so", RTLD_NOLOAD | RTLD_LAZY),
            let slot = unsafe RuntimeMalloc.slot(of: "malloc", in: library),
            let pointer = unsafe UnsafePointer<Allocate>(bitPattern: slot)
        else { return nil }
        self.slot = slot
        unsafe original = pointer.pointee
    }

    /// Puts the counting function in place, for good; does nothing the second time.
    func install() -> Bool {
        let page = UInt(getpagesize())
        guard let pointer = unsafe UnsafeMutablePointer<Allocate>(bitPattern: slot),
            let start = unsafe UnsafeMutableRawPointer(bitPattern: slot / page * page),
            unsafe mprotect(start, Int(page), PROT_READ | PROT_WRITE) == 0
        else { return false }
        unsafe pointer.pointee = { size in
            if RuntimeMalloc.countedThread.load(ordering: .relaxed) == pthread_self() {
                RuntimeMalloc.count.wrappingAdd(1, ordering: .relaxed)
            }
            // It is `shared` that put this function in place, so `shared` is there.
            return unsafe RuntimeMalloc.shared?.original(size)
        }
        return true
    }

    /// Finds the pointer that a library calls a function through, in its table of jump slots.
    ///
    /// Source: System V ABI, AMD64 supplement, "Dynamic Linking"; glibc, `link.h`, `struct link_map`.
    private static func slot(of name: StaticString, in library: UnsafeMutableRawPointer) -> UInt? {
        // A handle points at the load address, the name and the dynamic section: pairs of a tag and a value.
        let base = unsafe library.load(as: UInt.self)
        let section = unsafe library.load(fromByteOffset: 16, as: UnsafeRawPointer.self)
        var values: [UInt: UInt] = [:]
        var index = 0
        while unsafe section.load(fromByteOffset: index, as: UInt.self) != 0 {
            unsafe values[section.load(fromByteOffset: index, as: UInt.self)] =
                section.load(fromByteOffset: index + 8, as: UInt.self)
            index += 16
        }
        // DT_STRTAB, DT_SYMTAB, DT_JMPREL and DT_PLTRELSZ.
        guard let strings = unsafe UnsafeRawPointer(bitPattern: values[5] ?? 0),
            let symbols = unsafe UnsafeRawPointer(bitPattern: values[6] ?? 0),
            let relocations = unsafe UnsafeRawPointer(bitPattern: values[23] ?? 0)
        else { return nil }
        // Each relocation holds an offset, the index of a symbol in its high half, and an addend; each symbol of 24 bytes
        // begins with the offset of its name.
        for start in stride(from: 0, to: Int(values[2] ?? 0), by: 24) {
            let symbol = unsafe Int(relocations.load(fromByteOffset: start + 12, as: UInt32.self))
            let nameStart = unsafe Int(symbols.load(fromByteOffset: symbol * 24, as: UInt32.self))
            let found = unsafe (strings + nameStart).assumingMemoryBound(to: CChar.self)
            if unsafe strcmp(found, UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)) == 0 {
                return unsafe base + relocations.load(fromByteOffset: start, as: UInt.self)
            }
        }
        return nil
    }
}
