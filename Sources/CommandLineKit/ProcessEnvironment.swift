// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Variables of this process.
public enum ProcessEnvironment {
    /// All of them, by name.
    public static var variables: [String: String] { ProcessInfo.processInfo.environment }
}
