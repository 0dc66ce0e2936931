// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import ReplicationPositions

/// A translated place as an object, which is a position record where a place was found.
struct TranslationDocument: Encodable {
    var version = PositionDocument.version
    var good: Bool
    var source: VerificationDocument.Server
    var file: String?
    var position: UInt64?
    var gtid: String?
    var time: UInt32?
    var mark: EventMark?
    var checks: [VerifiedCheck]
    var before: SeenTransaction?
    var after: SeenTransaction?

    /// Takes what was found.
    init(_ place: TranslatedPlace) {
        good = place.isGood
        source = VerificationDocument.Server(place.server)
        if place.isGood {
            file = place.file?.file
            position = place.file?.offset
            gtid = place.executed?.description
            time = place.time
            mark = place.place?.mark
        }
        checks = place.checks
        before = place.place?.before
        after = place.place?.after
    }
}

/// A place that was found again as an object: `to` is a position record where a place was found.
struct MatchDocument: Encodable {
    var good: Bool
    var from: TranslationDocument
    var to: TranslationDocument
    var before: MatchedPlace.Side
    var after: MatchedPlace.Side
    var otherCount: Int
    var others: [SeenTransaction]

    /// Takes what was found.
    init(_ matched: MatchedPlace) {
        good = matched.isGood
        from = TranslationDocument(matched.origin)
        to = TranslationDocument(matched.result)
        before = matched.before
        after = matched.after
        otherCount = matched.otherCount
        others = matched.others
    }
}
