// SPDX-License-Identifier: Apache-2.0

/// Source files without a test file of their own, and why.
enum TestedElsewhere {
    /// Why, by the file's path.
    static let files: [String: String] = [
        "Sources/MySQLBinlog/AcceptedEvent.swift": "tested by BinlogDecoderTests and BinlogEventTests",
        "Sources/MySQLBinlog/BinlogDecoder+Body.swift": "tested by BinlogDecoderTests",
        "Sources/MySQLBinlog/BinlogEvent+Body.swift": "tested by BinlogEventTests and the tests of each event",
        "Sources/MySQLBinlog/EventBody.swift": "names the events; tested by the tests of each",
        "Sources/MySQLBinlog/Exports.swift": "plain values; tested by those who use them",
        "Sources/MySQLBinlog/FileLayout.swift": "tested by BinlogDecoderTests",
        "Sources/MySQLBinlog/Groups/EventGroup.swift": "plain values; tested by BoundaryScannerTests",
        "Sources/MySQLBinlog/Groups/GroupEnding.swift": "plain values; tested by TransactionBoundaryTests",
        "Sources/MySQLBinlog/Groups/GroupSignal.swift": "tested by TransactionBoundaryTests",
        "Sources/MySQLBinlog/Rows/RowImageColumns.swift": "tested by RowVisitorTests",
        "Sources/MySQLBinlog/Rows/RowsEventHead.swift": "tested by RowsEventTests",
        "Sources/MySQLBinlog/TypeLayout.swift": "tested by BinlogDecoderTests and RowsEventTests",
        "Sources/MySQLClient/Configuration.swift": "tested by MySQLConnection+OpenTests, against servers",
        "Sources/MySQLClient/Conversation.swift":
            "tested by MySQLConnection+QueryTests and MySQLConnection+CommandTests, against servers",
        "Sources/MySQLClient/DumpState.swift": "tested by MySQLConnection+DumpTests, against servers",
        "Sources/MySQLClient/Errors/DecodingFailure.swift": "tested by MySQLDecodableTests",
        "Sources/MySQLClient/Errors/MySQLError+Code.swift": "plain values; tested by those who use them",
        "Sources/MySQLClient/Errors/MySQLError+Handshake.swift": "tested by MySQLConnection+OpenTests, against servers",
        "Sources/MySQLClient/Errors/ServerReport.swift": "plain values; tested by those who use them",
        "Sources/MySQLClient/Exports.swift": "plain values; tested by those who use them",
        "Sources/MySQLClient/Limits.swift": "plain values; tested by those who use them",
        "Sources/MySQLClient/MySQLConnection+Scope.swift": "tested by MySQLConnection+OpenTests, against servers",
        "Sources/MySQLClient/MySQLConnection.swift":
            "tested by MySQLConnection+QueryTests and MySQLConnection+CommandTests, against servers",
        "Sources/MySQLClient/ProtocolCompression.swift": "tested by MySQLConnection+RowsTests, against servers",
        "Sources/MySQLClient/Rows/ExecutionSummary.swift":
            "tested by MySQLConnection+QueryTests and MySQLConnection+CommandTests, against servers",
        "Sources/MySQLClient/Rows/MySQLDecodedRows.swift": "tested by MySQLRowsTests, against servers",
        "Sources/MySQLClient/Rows/MySQLRow.swift": "tested by MySQLDecodableTests",
        "Sources/MySQLClient/Rows/RowChunk.swift": "tested by MySQLRowsTests, against servers",
        "Sources/MySQLClient/Rows/RowShape.swift": "plain values; tested by those who use them",
        "Sources/MySQLClient/ServerInformation.swift": "tested by MySQLConnection+OpenTests, against servers",
        "Sources/MySQLClient/Statements/MySQLPreparedStatement.swift": "tested by MySQLConnection+PrepareTests",
        "Sources/MySQLClient/TLSPolicy.swift": "tested by MySQLConnection+OpenTests, against servers",
        "Sources/MySQLClient/Transport/AuthenticatedSession.swift": "plain values; tested by those who use them",
        "Sources/MySQLClient/Transport/CompressionStage.swift": "tested by MySQLConnection+RowsTests, against servers",
        "Sources/MySQLClient/Transport/HandshakeDriver.swift": "tested by MySQLConnection+OpenTests, against servers",
        "Sources/MySQLClient/Transport/Login.swift": "tested by MySQLConnection+OpenTests, against servers",
        "Sources/MySQLClient/Transport/LoopTaskExecutor.swift": "tested by MySQLConnection+DumpTests, against servers",
        "Sources/MySQLClient/Transport/PacketPump.swift":
            "tested by MySQLConnection+QueryTests and MySQLConnection+CommandTests, against servers",
        "Sources/MySQLClient/Transport/PacketSource.swift":
            "tested by MySQLConnection+QueryTests and MySQLConnection+CommandTests, against servers",
        "Sources/MySQLClient/Transport/SocketConnector.swift": "tested by MySQLConnection+OpenTests, against servers",
        "Sources/MySQLClient/Transport/SocketEdge.swift": "tested by MySQLConnection+DumpTests, against servers",
        "Sources/MySQLClient/Transport/TLSUpgrade.swift": "tested by MySQLConnection+OpenTests, against servers",
        "Sources/MySQLClient/Transport/TurnQueue.swift":
            "tested by MySQLConnection+QueryTests and MySQLConnection+CommandTests, against servers",
        "Sources/MySQLClient/Transport/WallClock.swift": "tested by MySQLConnection+OpenTests, against servers",
        "Sources/MySQLProtocol/StatusFlags.swift": "plain values; tested by those who use them",
        "Sources/MySQLReplication/Exports.swift": "plain values; tested by those who use them",
        "Sources/MySQLReplication/Schema/DefinitionLog.swift": "a protocol; see SchemaCatalogTests",
        "Sources/MySQLReplication/Schema/SourceDefinitionLog.swift": "needs a server; see SourceDefinitionLogLiveTests",
        "Sources/MySQLReplication/Server/MySQLConnection+StatementSession.swift": "needs a server; see ServerLiveTests",
        "Sources/MySQLReplication/Server/ReplicaStatus+GTID.swift": "tested by StatusFileTests, with captured statuses",
        "Sources/MySQLReplication/Server/ReplicaStatus.swift": "tested by StatusFileTests, with captured statuses",
        "Sources/MySQLReplication/Server/ServerFlavour.swift": "plain values; tested by those who use them",
        "Sources/MySQLReplication/Server/StatusRow.swift": "tested by StatusFileTests, with captured statuses",
        "Sources/MySQLReplication/Spool/TemporaryFile.swift": "tested through EventSpool",
        "Sources/MySQLReplication/Stream/BinlogEventStream.swift": "tested by LiveStreamTests, against servers",
        "Sources/MySQLReplication/Stream/BinlogSource.swift": "tested by LiveStreamTests, against servers",
        "Sources/MySQLReplication/Stream/EventBatch.swift": "tested by StreamIntakeTests",
        "Sources/MySQLReplication/Stream/EventCursor.swift": "tested by StreamIntakeTests",
        "Sources/MySQLReplication/Stream/LogHead.swift": "tested by LiveStreamTests, against servers",
        "Sources/MySQLReplication/Stream/EventMark.swift": "tested by SameServerTests, against servers",
        "Sources/MySQLReplication/Stream/PositionRecord.swift": "tested by ResumeFileTests and PositionReportTests",
        "Sources/MySQLReplication/Stream/ReadyEvents.swift": "tested by StreamIntakeTests",
        "Sources/MySQLReplication/Stream/Received.swift": "plain values; tested by those who use them",
        "Sources/MySQLReplication/Stream/ResumePoint.swift": "tested by StreamIntakeTests",
        "Sources/MySQLReplication/Stream/SourceIdentity.swift": "tested by LiveStreamTests, against servers",
        "Sources/MySQLReplication/Stream/StartPosition.swift": "plain values; tested by those who use them",
        "Sources/MySQLReplication/Stream/StreamLink.swift": "tested by LiveStreamTests, against servers",
        "Sources/MySQLReplication/Stream/StreamNotice.swift": "plain values; tested by those who use them",
        "Sources/MySQLReplication/Stream/StreamOpening.swift": "tested by LiveStreamTests, against servers",
        "Sources/MySQLReplication/Stream/StreamPlan.swift": "tested by LiveStreamTests, against servers",
        "Sources/MySQLReplication/Stream/StreamProgress.swift": "tested by StreamIntakeTests",
        "Sources/MySQLReplication/Stream/StreamSession.swift": "tested by LiveStreamTests, against servers",
        "Sources/MySQLReplication/Stream/StreamWitness.swift": "tested by SameServerTests, against servers",
        "Sources/MySQLReplication/Stream/TableDescriptions.swift": "tested by LiveStreamTests, against servers",
        "Sources/MySQLReplication/Transactions/BinlogEvent+Groups.swift": "tested through TransactionAssembler",
        "Sources/MySQLReplication/Transactions/BranchStore.swift": "tested through TransactionAssembler",
        "Sources/MySQLReplication/Transactions/GroupedEvents.swift": "a protocol; tested through TransactionAssembler",
        "Sources/MySQLReplication/Transactions/HeldGroup.swift": "tested through TransactionAssembler",
        "Sources/MySQLReplication/Transactions/HeldGroupPlayer.swift": "tested through TransactionAssembler",
        "Sources/MySQLReplication/Transactions/Transaction.swift": "tested through TransactionAssembler",
        "Sources/ReplicationPositions/Capture/ApplierStatements.swift":
            "tested by PositionCaptureLiveTests, against servers",
        "Sources/ReplicationPositions/Capture/PositionCapture.swift":
            "tested by PositionCaptureLiveTests, against servers",
        "Sources/ReplicationPositions/Exports.swift": "plain values; tested by those who use them",
        "Sources/ReplicationPositions/Report/ChannelReport+Start.swift":
            "tested by PositionReportTests and PublishedMistakeTests",
        "Sources/ReplicationPositions/Report/ChannelReport.swift":
            "tested by PositionReportTests and PublishedMistakeTests",
        "Sources/ReplicationPositions/Report/PositionCoordinate.swift":
            "tested by PositionReportTests and PublishedMistakeTests",
        "Sources/ReplicationPositions/Report/PositionFinding.swift":
            "tested by PositionReportTests and PublishedMistakeTests",
        "Sources/ReplicationPositions/Report/ReplicaReport+Files.swift":
            "tested by PositionReportTests and PublishedMistakeTests",
        "Sources/ReplicationPositions/Report/ReplicaReport+GTID.swift":
            "tested by PositionReportTests and PublishedMistakeTests",
        "Sources/ReplicationPositions/Report/ReplicaReport+Settings.swift":
            "tested by PositionReportTests and PublishedMistakeTests",
        "Sources/ReplicationPositions/Report/ReplicaReport.swift":
            "tested by PositionReportTests and PublishedMistakeTests",
        "Sources/ReplicationPositions/Report/StartPoint.swift":
            "tested by PositionReportTests and PublishedMistakeTests",
        "Sources/ReplicationPositions/Statements/ReplicationDialect.swift": "tested by StartStatementsTests",
        "Sources/ReplicationPositions/Statements/SQLText.swift": "tested by StartStatementsTests",
        "Sources/ReplicationPositions/Statements/StartRequest.swift": "tested by StartStatementsTests",
        "Sources/ReplicationPositions/Statements/StatementMaker+MariaDB.swift": "tested by StartStatementsTests",
        "Sources/ReplicationPositions/Statements/StatementMaker+MySQL.swift": "tested by StartStatementsTests",
        "Sources/ReplicationPositions/Statements/StatementMaker+Procedures.swift": "tested by StartStatementsTests",
        "Sources/ReplicationPositions/Statements/StatementMaker.swift": "tested by StartStatementsTests",
        "Sources/ReplicationPositions/StatusFile/BackupInfo.swift": "tested by DumpStatementsTests",
        "Sources/ReplicationPositions/StatusFile/JSONText.swift": "tested by StatusFileTests and DocumentedStatusTests",
        "Sources/ReplicationPositions/StatusFile/JSONTextReader.swift":
            "tested by StatusFileTests and DocumentedStatusTests",
        "Sources/ReplicationPositions/StatusFile/JSONTextValue.swift":
            "tested by StatusFileTests and DocumentedStatusTests",
        "Sources/ReplicationPositions/StatusFile/ReplicationStatement.swift": "tested by DumpStatementsTests",
        "Sources/ReplicationPositions/StatusFile/StartCoordinates.swift":
            "tested by StatusFileTests and DocumentedStatusTests",
        "Sources/ReplicationPositions/StatusFile/StatusLine.swift":
            "tested by StatusFileTests and DocumentedStatusTests",
        "Sources/ReplicationPositions/StatusFile/StatusNames.swift":
            "tested by StatusFileTests and DocumentedStatusTests",
        "Sources/ReplicationPositions/StatusFile/StringProtocol+Trimming.swift":
            "tested by StatusFileTests and DocumentedStatusTests",
        "Sources/ReplicationPositions/StatusFile/TabbedText.swift":
            "tested by StatusFileTests and DocumentedStatusTests",
        "Sources/ReplicationPositions/StatusFile/TableText.swift":
            "tested by StatusFileTests and DocumentedStatusTests",
        "Sources/ReplicationPositions/StatusFile/VerticalText.swift":
            "tested by StatusFileTests and DocumentedStatusTests",
        "Sources/ReplicationPositions/StatusFile/XMLText.swift": "tested by StatusFileTests and DocumentedStatusTests",
        "Sources/ReplicationPositions/Verify/PlaceInLog.swift": "needs a server; see PositionVerifierLiveTests",
        "Sources/ReplicationPositions/Verify/PlaceScanner.swift": "needs a server; see PositionVerifierLiveTests",
        "Sources/ReplicationPositions/Verify/PositionVerification+Checks.swift":
            "needs a server; see PositionVerifierLiveTests",
        "Sources/ReplicationPositions/Verify/PositionVerification.swift":
            "needs a server; see PositionVerifierLiveTests",
        "Sources/ReplicationPositions/Verify/PositionVerifier+GTID.swift":
            "needs a server; see PositionVerifierLiveTests",
        "Sources/ReplicationPositions/Verify/PositionVerifier.swift":
            "needs a server; see PositionVerifierLiveTests",
        "Sources/ReplicationPositions/Verify/SeenTransaction.swift":
            "needs a server; see PositionVerifierLiveTests",
        "Sources/ReplicationPositions/Verify/VerifiedCheck.swift": "needs a server; see PositionVerifierLiveTests",
        "Sources/MySQLTypes/DecimalDigits.swift": "tested by ShortestDigitsTests",
        "Sources/MySQLTypes/JSON/JSONPackedTime.swift": "tested by JSONTextTests",
        "Sources/MySQLTypes/JSON/JSONTextWalk.swift": "tested by JSONTextTests",
        "Sources/MySQLTypes/TextRoom+JSON.swift": "tested by JSONTextTests",
        "Sources/MySQLTypes/TextRoom+Numbers.swift": "tested by FloatTextTests, MySQLDecimalTests and JSONTextTests",
        "Sources/MySQLTypes/TextRoom.swift": "tested by JSONTextTests",
        "Sources/MySQLTypes/Values/PowersOfTen.swift": "tested by ShortestDigitsTests",
    ]
}
