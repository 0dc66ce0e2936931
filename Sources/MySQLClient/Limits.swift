// SPDX-License-Identifier: Apache-2.0

extension MySQLConnection {
    /// How much of what a server sends is taken; every limit is named in the error that it causes.
    public struct Limits: Sendable, Hashable {
        /// The most bytes of one packet, its continuations included: 1 GiB, the most that a server sends, and 16 MiB on top
        /// for what surrounds a row or an event of that length.
        public var maximumPacketSize = (1 << 30) + (16 << 20)
        /// The bytes that are received and not yet used before the socket is read no further: 1 MiB.
        ///
        /// A packet that is longer is still received whole.
        public var readBudget = 1 << 20
        /// The most columns of a result: 65,535, as many as servers can count.
        public var maximumColumnCount = 65_535
        /// The most bytes of an unread result that are read and dropped when the next command comes: 16 MiB.
        public var maximumDrainedBytes = 16 << 20
        /// The most bytes that the packets of connecting take together: 1 MiB.
        public var maximumHandshakeSize = 1 << 20

        /// Takes the default of every limit.
        public init() {}
    }
}
