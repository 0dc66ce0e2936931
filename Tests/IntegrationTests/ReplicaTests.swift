// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import Testing

/// Sources with replicas of their own, which the suites within share, since they take longer to start than most tests.
@Suite(.serialized, .pooledServers, .enabled(if: ServerControl.isPossible)) struct ReplicaTests {}
