// SPDX-License-Identifier: Apache-2.0
@main struct BinlogTail { static func main() {} }
