// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser

/// An error that ends a tool with another status than ``ExitStatus/failure``.
public protocol ToolFailure: Error, CustomStringConvertible {
    /// How the tool ends.
    var exitStatus: ExitStatus { get }
}

extension ExitStatus {
    /// Tells on standard error what ended a tool, and gives the status that goes with it.
    ///
    /// Help and version are no errors: they go to standard output. Whoever closes a pipe has seen enough, so that is none either.
    ///
    /// - Parameters:
    ///   - error: What ended the tool.
    ///   - command: Its command, whose name stands before the words and which explains what is wrong with the command line.
    public init(telling error: any Error, of command: any ParsableCommand.Type) {
        let status = command.exitCode(for: error)
        if status == .success {
            print(command.fullMessage(for: error))
            self = .success
        } else if status == .validationFailure {
            StandardError.print(command.fullMessage(for: error))
            self = .usage
        } else {
            self = (error as? any ToolFailure)?.exitStatus ?? .failure
            guard self != .success else { return }
            StandardError.print("\(command.configuration.commandName ?? ""): \(error)")
        }
    }
}

/// What the command line asks for that is not possible.
public struct UsageError: ToolFailure {
    /// What is wrong, and what to do.
    public let description: String

    /// Says what is wrong.
    public init(_ description: String) {
        self.description = description
    }

    /// A wrong command line.
    public var exitStatus: ExitStatus { .usage }
}

extension ConnectionOptionError: ToolFailure {
    /// A wrong command line.
    public var exitStatus: ExitStatus { .usage }
}

extension OptionFileError: ToolFailure {
    /// Option files belong to the command line.
    public var exitStatus: ExitStatus { .usage }
}

extension OutputError: ToolFailure {
    /// Nothing was wrong where the reader of a pipe has seen enough.
    public var exitStatus: ExitStatus { isClosedPipe ? .success : .failure }

    /// What the system says.
    public var description: String { "the output cannot be written: \(SystemMessage.text(of: number))" }
}
