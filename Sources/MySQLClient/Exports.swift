// SPDX-License-Identifier: Apache-2.0

@_exported public import MySQLProtocol
@_exported public import MySQLTypes
