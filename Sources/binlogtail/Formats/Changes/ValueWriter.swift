// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// How a format writes the values of one table.
protocol ValueWriter {
    /// Appends a value of the column with this index.
    ///
    /// NULL is handed over as well; what an image does not carry is not.
    func write(_ cell: borrowing CellView, _ column: Int, to text: inout TextWriter) throws(ValueProblem)
}
