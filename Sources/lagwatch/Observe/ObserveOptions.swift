// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// What is observed.
enum Observed: String, ExpressibleByArgument, CaseIterable, Sendable {
    case binlog
}

/// The option to read logs.
struct ObserveOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp(
            "binlog: read the logs of the source and of the replicas as a replica does, and tell how long each transaction took "
                + "from its commit at the origin to its commit at the replica. Needs REPLICATION SLAVE, writes nothing.",
            valueName: "what"
        )
    )
    var observe: Observed?
}
