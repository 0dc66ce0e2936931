// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLTestSupport
import Testing
import lagwatch

struct StatusPageTests {
    @Test func `the page is what the generator makes of its files`() throws {
        let folder = Fixture.repository + "/Sources/lagwatch/Serve/Page/"
        func text(_ name: String) throws -> String { try String(contentsOfFile: folder + name, encoding: .utf8) }
        let page = try text("page.html").replacing("@STYLE@", with: "\n" + text("page.css"))
            .replacing("@SCRIPT@", with: "\n" + text("page.js"))
        #expect(page == StatusPage.html, "run scripts/generate-status-page")
    }

    @Test func `the hashes are those of script and style`() throws {
        let folder = Fixture.repository + "/Sources/lagwatch/Serve/Page/"
        for (name, hash) in [("page.js", StatusPage.scriptHash), ("page.css", StatusPage.styleHash)] {
            let text = "\n" + (try String(contentsOfFile: folder + name, encoding: .utf8))
            let digest = try ChildResult(running: "openssl", ["dgst", "-sha256", "-binary"], input: Array(text.utf8))
            #expect(hash == "sha256-" + Data(digest.standardOutput).base64EncodedString(), "\(name)")
        }
    }
}
