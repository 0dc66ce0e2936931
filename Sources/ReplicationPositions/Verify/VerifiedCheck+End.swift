// SPDX-License-Identifier: Apache-2.0

extension VerifiedCheck {
    /// What is to be said of the end of a log, as far as it was read for a place.
    static func ends(of place: PlaceInLog) -> [VerifiedCheck] {
        var checks: [VerifiedCheck] = []
        if let cut = place.cut { checks.append(VerifiedCheck(cut)) }
        if let unended = place.unended {
            checks.append(
                VerifiedCheck(
                    .end,
                    .warning,
                    "the transaction that begins at \(unended) has no end in the log, and does not count",
                    advice: "its server writes it still, or was stopped in the middle of it"
                )
            )
        }
        return checks
    }

    /// Tells where a file is cut.
    init(_ cut: LogCut) {
        let rest =
            if let length = cut.length {
                "of the event that begins there \(cut.present) of \(length) bytes are there"
            } else if cut.present > 0 {
                "\(cut.present) bytes of an event's header are there"
            } else {
                "nothing is in it"
            }
        self.init(
            .end,
            .warning,
            "\(cut.file) is cut at \(cut.offset): \(rest); what is told here is of the whole part before that",
            advice:
                "its server writes it still, or it was left or copied in the middle: take it again, or ask the server"
        )
    }
}
