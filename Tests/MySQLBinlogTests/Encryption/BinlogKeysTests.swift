// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import Testing

struct BinlogKeysTests {
    @Test func `keys of both families stand side by side`() {
        let keys = BinlogKeys(mysql: ["a": [1]], mariaDB: [1: [2]])
        #expect(keys.mysql["a"] == [1])
        #expect(keys.mariaDB[BinlogKeys.mariaDBSystemKey] == [2])
        #expect(BinlogKeys() == BinlogKeys(mysql: [:], mariaDB: [:]))
    }
}
