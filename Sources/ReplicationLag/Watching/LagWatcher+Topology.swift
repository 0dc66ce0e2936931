// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLReplication
import MySQLTypes

extension LagWatcher {
    /// Which source a replica's channel is judged against.
    enum Link {
        /// It reads that source's log.
        case direct(Int)
        /// Another server stands between, and the source's transactions come through it.
        case distant(Int)
        /// There is none; the text says why.
        case none(String)
    }

    /// Adds replicas that others read from, and, where no source was named, the servers that replicas name.
    mutating func findSources(_ answers: [Result<[ReplicaReading], ReplicationError>]) {
        let readings = answers.enumerated().flatMap { index, answer -> [(Int, ReplicaReading)] in
            guard case .success(let readings) = answer else { return [] }
            return readings.map { (index, $0) }
        }
        let isNamed = sources.contains { $0.isNamed }
        for (index, reading) in readings where directSource(of: reading) == nil {
            if let middle = readings.first(where: { reading.isFed(by: $0.1.identity) == true })?.0 {
                add(replicas[middle].server, replicas[middle].watch)
            } else if !isNamed, let server = replicas[index].server.source(named: reading.status) {
                add(server, ServerWatch(server, patience: options.patience))
            }
        }
    }

    private mutating func add(_ server: WatchedServer, _ watch: ServerWatch) {
        guard !sources.contains(where: { $0.watch.name == server.name }) else { return }
        sources.append(SourceServer(watch: watch, isNamed: false))
    }

    /// The watched source whose log the replica reads; nil where it is not known among them.
    private func directSource(of replica: ReplicaReading) -> Int? {
        let matching = sources.indices.filter { index in
            sources[index].reading.map { replica.isFed(by: $0.identity) == true } ?? false
        }
        guard matching.count > 1, let port = replica.status.port else { return matching.first }
        // MariaDB's numbers may be the same on several servers: the address tells then.
        let address = "\(replica.status.host ?? ""):\(port)"
        return matching.first { sources[$0].watch.name == address } ?? matching.first
    }

    /// Finds the source of a channel.
    func link(of replica: ReplicaReading) -> Link {
        if let index = directSource(of: replica) { return .direct(index) }
        let unread = sources.indices.filter { sources[$0].reading == nil }
        if let index = unread.first {
            let failure = sources[index].failure ?? "it was not asked yet"
            let advice = sources[index].isNamed ? "" : " (the replica names it; --source says how to reach it)"
            return .none("the source \(sources[index].watch.name) cannot be asked\(advice): \(failure)")
        }
        // A replica that has not been connected yet does not say whose it is.
        if sources.count == 1, let reading = sources.first?.reading, replica.isFed(by: reading.identity) == nil {
            return .direct(0)
        }
        if let index = sources.indices.first(where: { sources[$0].reading?.hasDescendant(replica) == true }) {
            return .distant(index)
        }
        guard let name = sources.first?.watch.name else { return .none("no source is known") }
        let other =
            replica.status.sourceUUID.map { "server_uuid \($0)" }
            ?? replica.status.sourceID.map { "server_id \($0)" } ?? "a server that it has not reached yet"
        return .none("the replica follows another source than \(name): \(other)")
    }
}

extension ReplicaReading {
    /// Whether its channel reads the log of that server; nil where the replica does not tell yet.
    func isFed(by source: SourceIdentity) -> Bool? {
        if let uuid = status.sourceUUID, let theirs = source.uuid { return uuid == theirs }
        guard let id = status.sourceID else { return nil }
        return id == source.serverID
    }
}

extension SourceReading {
    /// Whether a replica, perhaps of another server, has transactions of this source.
    func hasDescendant(_ replica: ReplicaReading) -> Bool {
        guard identity != replica.identity else { return false }
        switch (committed, replica.executed) {
        case (.mysql(let committed), .mysql(let executed)):
            guard let uuid = identity.uuid, executed.entries.contains(where: { $0.source == uuid }) else {
                return !committed.isEmpty && !committed.isDisjoint(with: executed)
            }
            return true
        case (.mariaDB(let committed), .mariaDB(let executed)):
            return committed.gtids.contains { gtid in executed.gtid(of: gtid.domain)?.server == gtid.server }
        default: return false
        }
    }
}
