// SPDX-License-Identifier: Apache-2.0

@_exported public import MySQLBinlog
@_exported public import MySQLClient
