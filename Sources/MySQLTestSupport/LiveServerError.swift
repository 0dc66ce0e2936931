// SPDX-License-Identifier: Apache-2.0

/// What went wrong between a test and a real server.
public enum LiveServerError: Error, CustomStringConvertible {
    /// The environment has no server of that name although servers are required.
    case missing(name: String)

    /// A program of the server ended with an error; the message is what it wrote.
    case failed(server: String, status: Int32, message: String, input: String)

    /// The client's output is not what its documentation says.
    case unexpectedOutput(server: String, text: String)

    /// The test needs the server's files, which are on another machine.
    case noFiles(server: String)

    /// The cause and what to do.
    public var description: String {
        switch self {
        case .missing(let name):
            "no server \(name) in MYSQL_TEST_URLS; start it: eval \"$(scripts/servers up && scripts/servers env)\""
        case .failed(let server, let status, let message, let input):
            "\(server): status \(status): \(message) [\(input.prefix(200))]"
        case .unexpectedOutput(let server, let text):
            "\(server): unexpected output: \(text.prefix(200))"
        case .noFiles(let server):
            "\(server): its files are not known here; set \(server.uppercased())_DATADIR"
        }
    }
}
