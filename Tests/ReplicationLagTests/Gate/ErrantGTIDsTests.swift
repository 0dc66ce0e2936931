// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes
import ReplicationLag
import Testing

@Suite struct ErrantGTIDsTests {
    private let one = "5f112b00-e597-11f1-9575-02fc00000001"
    private let two = "5f112b00-e597-11f1-9575-02fc00000002"

    @Test func `MySQL's are sets`() throws {
        let all = try ErrantGTIDs("\(one):1-5,\(two):1-3", flavour: .mysql)
        let known = try ErrantGTIDs("\(one):1-4,\(two):2-9", flavour: .mysql)
        #expect(all.subtracting(known).description == "\(one):5,\(two):1")
        #expect(all.intersection(known).description == "\(one):1-4,\(two):2-3")
        let server = SourceIdentity(isMariaDB: false, uuid: SourceID(two), serverID: 7)
        #expect(all.made(by: server).description == "\(two):1-3")
        #expect(!all.isEmpty && all.subtracting(all).isEmpty)
    }

    @Test func `MariaDB's are the last of each domain and server`() throws {
        let all = try ErrantGTIDs("0-1-10,0-2-5,7-2-1", flavour: .mariaDB)
        let known = try ErrantGTIDs("0-1-12,0-2-4", flavour: .mariaDB)
        #expect(all.subtracting(known).description == "0-2-5,7-2-1")
        #expect(all.intersection(known).description == "0-1-10,0-2-4")
        #expect(all.made(by: SourceIdentity(isMariaDB: true, uuid: nil, serverID: 2)).description == "0-2-5,7-2-1")
        #expect(all.subtracting(all).isEmpty)
    }

    @Test func `text of the other family is none`() {
        #expect(throws: GTIDSyntaxError.self) { try ErrantGTIDs("0-1-2", flavour: .mysql) }
        #expect(throws: GTIDSyntaxError.self) { try ErrantGTIDs("\(one):1", flavour: .mariaDB) }
    }
}
