// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The value of an environment variable; nil where it is not set.
package func environmentValue(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
}
