// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport

/// A file of this repository as text.
struct SourceFile: CustomStringConvertible {
    /// The path from the package's folder.
    let path: String
    /// The lines as they are.
    let lines: [String]
    /// The text without what stands behind `//`, which also leaves out addresses in texts.
    let codeText: String

    /// The path.
    var description: String { path }

    /// The module, by its folder in `Sources`.
    var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    /// The path from the module's folder.
    var pathInModule: String { path.split(separator: "/").dropFirst(2).joined(separator: "/") }

    /// Whether a program wrote the file.
    var isGenerated: Bool { path.contains("/Generated/") }

    /// The lines of ``codeText``.
    var code: [String] { codeText.components(separatedBy: "\n") }

    /// Whether the code holds this.
    func says(_ text: String) -> Bool { codeText.range(of: text) != nil }

    /// The modules that the file imports.
    var imports: [String] {
        code.filter { $0.range(of: "import ") != nil }.compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
                words[..<place].allSatisfy({ SourceFile.levels.contains($0) })
            else { return nil }
            let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            return words[(place + 1)...].first { !kinds.contains($0) }
        }
    }

    private static let levels: Set = ["public", "package", "internal", "private", "fileprivate", "@_exported"]

    /// Every Swift file of the package below its folders of code, read once.
    private static let read: [SourceFile] = ["Sources", "Tests", "Benchmarks"].flatMap { folder in
        paths(in: folder).filter { $0.hasSuffix(".swift") }.compactMap(SourceFile.init(reading:))
    }

    private init?(reading path: String) {
        guard let text = try? String(contentsOfFile: Fixture.repository + "/" + path, encoding: .utf8) else {
            return nil
        }
        self.init(path: path, text: text)
    }

    /// Takes the text of a file.
    init(path: String, text: String) {
        self.path = path
        // Foundation's own searches are compiled with optimisation, which generic ones are not here.
        codeText = text.replacingOccurrences(of: "//.*", with: "", options: .regularExpression)
        lines = text.components(separatedBy: "\n")
    }

    /// Every Swift file below `Sources`, `Tests` or `Benchmarks`, or a folder in them.
    static func all(in folder: String) -> [SourceFile] {
        read.filter { $0.path.hasPrefix(folder + "/") }
    }

    /// Every file below a folder of the package (all of it for an empty name), without what builds leave behind.
    static func paths(in folder: String) -> [String] {
        let root = Fixture.repository + (folder.isEmpty ? "" : "/" + folder)
        guard let walk = FileManager.default.enumerator(atPath: root) else { return [] }
        var paths: [String] = []
        while let path = walk.nextObject() as? String {
            if path.hasPrefix(".build") || path == ".git" || path == ".swiftpm" {
                walk.skipDescendants()
                continue
            }
            let type = walk.fileAttributes?[.type] as? FileAttributeType
            if type != .typeDirectory { paths.append(folder.isEmpty ? path : folder + "/" + path) }
        }
        return paths.sorted()
    }
}
