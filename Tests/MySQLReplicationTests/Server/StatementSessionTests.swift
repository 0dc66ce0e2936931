// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

struct StatementSessionTests {
    @Test func `a wording that the server does not know gives way to the next`() async throws {
        let session = FakeSession(replies: [("NEW", .refusal(1064)), ("OLD", .rows(["a"], [["1"]]))])
        let answer = try await session.answer(toFirstOf: ["NEW", "OLD"])
        #expect(answer.value(0, answer.index(of: "A")) == "1")
    }

    @Test func `a refusal for another reason ends the search`() async {
        let session = FakeSession(replies: [("NEW", .refusal(1227)), ("OLD", .rows(["a"], []))])
        do throws(StatementFailure) {
            _ = try await session.answer(toFirstOf: ["NEW", "OLD"])
            Issue.record("it was answered")
        } catch {
            #expect(error.number == 1227)
            #expect(error.isMissingPrivilege)
            #expect(error.error("asking").code == .missingPrivilege)
        }
    }

    @Test func `if no wording is known the first refusal is told`() async {
        do throws(StatementFailure) {
            _ = try await FakeSession(replies: []).answer(toFirstOf: ["FIRST", "SECOND"])
            Issue.record("it was answered")
        } catch {
            #expect(error.message.contains("FIRST"))
        }
    }

    @Test func `a failure without a number is one of the connection`() {
        #expect(StatementFailure(number: nil, message: "gone").error("asking").code == .connection)
    }

    @Test func `columns are found in any case and under any of their names`() {
        let answer = StatementAnswer(columns: ["Source_Id"], rows: [["7"], []])
        #expect(answer.index(of: "Master_Id", "SOURCE_ID") == 0)
        #expect(answer.index(of: "x") == nil)
        #expect(answer.value(1, 0) == nil)
        #expect(answer.value(5, 0) == nil)
        #expect(answer.value(0, nil) == nil)
    }
}
