// SPDX-License-Identifier: Apache-2.0

/// Why figures cannot be served.
package struct ServeError: Error, Hashable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    package let description: String

    /// Takes the words.
    package init(_ description: String) {
        self.description = description
    }
}
