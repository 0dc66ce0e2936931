// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport

/// A certificate that signs itself, made by openssl for one test.
struct MadeCertificate: Sendable {
    /// The certificate, PEM.
    let file: String
    /// Its key, PEM.
    let keyFile: String

    /// Makes one with these subject alternative names, as openssl writes them, lends it, and deletes it.
    static func with(
        commonName: String,
        names: String,
        _ body: (MadeCertificate) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "certificate-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let certificate = MadeCertificate(file: folder + "/certificate.pem", keyFile: folder + "/key.pem")
        var arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=\(commonName)", "-keyout", certificate.keyFile, "-out", certificate.file,
        ]
        if !names.isEmpty { arguments += ["-addext", "subjectAltName=\(names)"] }
        let result = try await ChildResult.collect(running: "openssl", arguments)
        guard result.status == 0 else {
            throw LiveServerError.failed(
                server: "openssl",
                status: result.status,
                message: result.errorText,
                input: arguments.joined(separator: " ")
            )
        }
        try await body(certificate)
    }
}
