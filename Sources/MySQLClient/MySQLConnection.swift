// SPDX-License-Identifier: Apache-2.0

public import MySQLProtocol
package import NIOCore

public final actor MySQLConnection {
}
