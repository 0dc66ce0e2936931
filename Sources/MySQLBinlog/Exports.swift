// SPDX-License-Identifier: Apache-2.0

// Values, GTIDs and positions are part of what events hold; bytes, their reader and its errors of how they are read.
@_exported public import MySQLTypes
@_exported public import MySQLWire
