// SPDX-License-Identifier: Apache-2.0

package import ReplicationLag

/// A command that is run when a replica enters a state: `--exec-on STATE COMMAND`.
package struct StateHook: Sendable, Hashable {
    /// What a command waits for.
    package enum Trigger: String, Sendable, Hashable, CaseIterable {
        /// All was applied, and the source writes.
        case caughtUp = "caught-up"
        /// All was applied, and the source writes nothing.
        case idle
        /// Something is left to apply.
        case behind
        /// A thread is stopped.
        case stopped
        /// Transactions are held back on purpose.
        case delayed
        /// It cannot be told.
        case unknown
        /// The lag exceeds what `--alert` allows.
        case alert
        /// It does so no more.
        case recovered
        /// Any of the states, whichever is entered.
        case any

        /// Reads a name as people and screens write it: `CAUGHT UP`, `caught_up`, `caught-up`.
        package init?(name: some StringProtocol) {
            let name = String(name.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
            self.init(rawValue: name)
        }

        /// That of a state.
        package init(_ state: LagState) {
            self =
                switch state {
                case .caughtUp: .caughtUp
                case .idle: .idle
                case .behind: .behind
                case .stopped: .stopped
                case .delayed: .delayed
                case .unknown: .unknown
                }
        }
    }

    /// What it waits for.
    package var trigger: Trigger
    /// What the shell runs.
    package var command: String

    /// Takes both.
    package init(_ trigger: Trigger, _ command: String) {
        self.trigger = trigger
        self.command = command
    }

    /// Reads `STATE=COMMAND`, to which ``HookArguments`` brings the two words of the command line.
    package init(_ text: String) throws(HookError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let trigger = Trigger(name: parts[0]) else {
            let names = Trigger.allCases.map(\.rawValue).joined(separator: ", ")
            throw HookError("--exec-on takes a state and a command; '\(parts.first ?? "")' is none of \(names)")
        }
        guard parts[1].contains(where: { !$0.isWhitespace }) else {
            throw HookError("--exec-on \(parts[0]) needs a command")
        }
        self.init(trigger, String(parts[1]))
    }

    /// Whether it waits for this.
    package func isMeant(by event: Trigger) -> Bool {
        trigger == event || trigger == .any && event != .alert && event != .recovered
    }
}

/// What is wrong with `--exec-on` or `--alert`.
package struct HookError: Error, Hashable, CustomStringConvertible {
    /// What is wrong, and what to do.
    package let description: String

    /// Takes the words.
    package init(_ description: String) {
        self.description = description
    }
}

/// `--exec-on STATE COMMAND`, brought to one word.
package enum HookArguments {
    /// `--exec-on STATE COMMAND` and `--exec-on=STATE COMMAND` are `--exec-on=STATE=COMMAND`; that itself stays.
    ///
    /// - Parameter words: The command line without the program's name.
    /// - Returns: The same in the spelling that the option has.
    package static func normalized(_ words: [String]) -> [String] {
        var result: [String] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" { return result + [word] + rest }
            var state: String?
            if word == "--exec-on" {
                guard let next = rest.popFirst() else { return result + [word] }
                state = next
            } else if word.hasPrefix("--exec-on=") {
                state = String(word.dropFirst("--exec-on=".count))
            }
            guard let state else {
                result.append(word)
                continue
            }
            // A state's name alone; what has a sign of its own is whole.
            if StateHook.Trigger(name: state) != nil, let command = rest.popFirst() {
                result.append("--exec-on=\(state)=\(command)")
            } else {
                result.append("--exec-on=\(state)")
            }
        }
        return result
    }
}
