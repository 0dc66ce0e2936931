// SPDX-License-Identifier: Apache-2.0
// Written by scripts/generate-charsets; do not edit.

extension DoubleByteTable {
    static let eucjpmsThreeByte = DoubleByteTable(
        base: ujisThreeByte,
        #"""

        """#
    )
}
