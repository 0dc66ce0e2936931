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
        "Sources/ReplicationLag/Exports.swift": "plain values; tested by those who use them",
        "Sources/ReplicationLag/Judgement/LagMeasure.swift": "plain values; tested by LagSampleTests",
        "Sources/ReplicationLag/Judgement/LagRates.swift": "plain values; tested by LagJudgeTests",
        "Sources/ReplicationLag/Judgement/LagRound.swift": "plain values; tested by LagWatcherLiveTests",
        "Sources/ReplicationLag/Judgement/LagTrend.swift": "tested by LagJudgeTests",
        "Sources/ReplicationLag/Reading/ApplierWorker.swift": "plain values; tested by LagProbe+ThreadsTests",
        "Sources/ReplicationLag/Reading/ClockTrack.swift": "tested by LagProbe+SourceTests",
        "Sources/ReplicationLag/Reading/ReceiverReading.swift": "plain values; tested by LagProbe+ThreadsTests",
        "Sources/ReplicationLag/Reading/ReplicaReading.swift": "plain values; tested by those who use them",
        "Sources/ReplicationLag/Reading/SourceReading.swift": "plain values; tested by those who use them",
        "Sources/ReplicationLag/Reading/TransactionTimes.swift": "plain values; tested by LagProbe+ThreadsTests",
        "Sources/ReplicationLag/Reading/WallClock.swift": "tested by LagProbe+SourceTests",
        "Sources/ReplicationLag/Watching/LagWatcher+Samples.swift": "needs servers; see LagWatcherLiveTests",
        "Sources/ReplicationLag/Watching/LagWatcher+Topology.swift": "needs servers; see LagWatcherLiveTests",
        "Sources/ReplicationLag/Watching/LagWatcher.swift": "needs servers; see LagWatcherLiveTests",
        "Sources/ReplicationLag/Watching/RetryPause.swift": "needs servers; see LagWatcherLiveTests",
        "Sources/ReplicationLag/Watching/ServerWatch.swift": "needs servers; see LagWatcherLiveTests",
        "Sources/ReplicationLag/Watching/WatchedServer.swift": "plain values; tested by those who use them",
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
        "Sources/ReplicationPositions/Errant/ErrantScanner.swift": "needs servers; see ErrantSearchLiveTests",
        "Sources/ReplicationPositions/Errant/ErrantSearch.swift": "needs servers; see ErrantSearchLiveTests",
        "Sources/ReplicationPositions/Errant/ErrantTransactions.swift": "needs servers; see ErrantSearchLiveTests",
        "Sources/ReplicationPositions/Errant/GTIDHolding.swift": "needs servers; see ErrantSearchLiveTests",
        "Sources/ReplicationPositions/Log/BinaryLog.swift": "needs servers; see PositionTranslatorLiveTests",
        "Sources/ReplicationPositions/Log/LogFileHead.swift": "needs servers; see PositionTranslatorLiveTests",
        "Sources/ReplicationPositions/Log/LogOrigin.swift": "needs servers; see PositionTranslatorLiveTests",
        "Sources/ReplicationPositions/Log/ServerLog.swift": "needs servers; see PositionTranslatorLiveTests",
        "Sources/ReplicationPositions/Log/TransactionTracker.swift": "needs servers; see PositionTranslatorLiveTests",
        "Sources/ReplicationPositions/Translate/LogSearchScanner.swift":
            "needs servers; see PositionTranslatorLiveTests",
        "Sources/ReplicationPositions/Translate/PositionTranslator.swift":
            "needs servers; see PositionTranslatorLiveTests",
        "Sources/ReplicationPositions/Translate/SoughtPlace.swift": "needs servers; see PositionTranslatorLiveTests",
        "Sources/ReplicationPositions/Translate/TranslatedPlace+Findings.swift":
            "needs servers; see PositionTranslatorLiveTests",
        "Sources/ReplicationPositions/Translate/TranslatedPlace.swift":
            "needs servers; see PositionTranslatorLiveTests",
        "Sources/ReplicationPositions/Log/ContentDigest.swift": "needs servers; see PositionMatcherLiveTests",
        "Sources/ReplicationPositions/Match/MatchScanner.swift": "needs servers; see PositionMatcherLiveTests",
        "Sources/ReplicationPositions/Match/MatchedPlace+Findings.swift": "needs servers; see PositionMatcherLiveTests",
        "Sources/ReplicationPositions/Match/MatchedPlace.swift": "needs servers; see PositionMatcherLiveTests",
        "Sources/ReplicationPositions/Match/NeighbourScanner.swift": "needs servers; see PositionMatcherLiveTests",
        "Sources/ReplicationPositions/Match/PositionMatcher.swift": "needs servers; see PositionMatcherLiveTests",
        "Sources/ReplicationPositions/Target/ReplicationTarget.swift": "needs a server; see TargetChecksLiveTests",
        "Sources/ReplicationPositions/Target/ServerFacts.swift": "needs a server; see TargetChecksLiveTests",
        "Sources/ReplicationPositions/Verify/PlaceInLog.swift": "needs a server; see PositionVerifierLiveTests",
        "Sources/ReplicationPositions/Verify/PlaceScanner.swift": "needs a server; see PositionVerifierLiveTests",
        "Sources/ReplicationPositions/Verify/PositionVerification+Checks.swift":
            "needs a server; see PositionVerifierLiveTests",
        "Sources/ReplicationPositions/Verify/PositionVerification.swift":
            "needs a server; see PositionVerifierLiveTests",
        "Sources/ReplicationPositions/Verify/PositionVerifier+Files.swift":
            "needs a server; see PositionVerifierLiveTests",
        "Sources/ReplicationPositions/Verify/PositionVerifier+GTID.swift":
            "needs a server; see PositionVerifierLiveTests",
        "Sources/ReplicationPositions/Verify/PositionVerifier+Settings.swift":
            "needs a server; see PositionVerifierLiveTests",
        "Sources/ReplicationPositions/Verify/PositionVerifier.swift": "needs a server; see PositionVerifierLiveTests",
        "Sources/ReplicationPositions/Verify/SeenTransaction.swift": "needs a server; see PositionVerifierLiveTests",
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
