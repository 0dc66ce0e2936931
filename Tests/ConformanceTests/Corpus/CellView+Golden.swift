// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire

extension CellView {
    /// How the value differs from what another program read; nil where it does not.
    func difference(from golden: GoldenValue) -> String? {
        let own: String
        let isEqual: Bool
        switch self {
        case .absent: (own, isEqual) = ("absent", false)
        case .null: (own, isEqual) = ("NULL", golden == .null)
        case .signed(let value): (own, isEqual) = ("\(value)", golden == .number("\(value)"))
        case .unsigned(let value): (own, isEqual) = ("\(value)", golden == .number("\(value)"))
        case .float(let value): (own, isEqual) = ("\(value)", golden.text.flatMap { Float($0) } == value)
        case .double(let value): (own, isEqual) = ("\(value)", golden.text.flatMap { Double($0) } == value)
        case .decimal(let value): (own, isEqual) = ("\(value)", golden["$decimal"]?.text == "\(value)")
        case .bits(let value):
            let digits = CellView.digits(value)
            (own, isEqual) = (digits, golden["$bit"]?.text == digits)
        case .year(let value): (own, isEqual) = ("\(value.year)", golden["$year"]?.text == "\(value.year)")
        case .date(let value): (own, isEqual) = ("\(value)", golden["$date"]?.text == "\(value)")
        case .time(let value): (own, isEqual) = ("\(value)", golden["$time"]?.text == "\(value)")
        case .dateTime(let value): (own, isEqual) = ("\(value)", golden["$datetime"]?.text == "\(value)")
        case .timestamp(let value):
            var text = TextWriter()
            value.writeEpoch(to: &text)
            (own, isEqual) = (text.string, golden["$timestamp"]?.text == text.string)
        case .enumeration(let index): (own, isEqual) = ("\(index)", golden["$enum"]?.text == "\(index)")
        case .set(let mask): (own, isEqual) = ("\(mask)", golden["$set"]?.text == "\(mask)")
        case .text(let bytes), .binary(let bytes, _):
            let content = [UInt8](copying: bytes)
            (own, isEqual) = (content.hex, golden.bytes == content)
        case .json(let bytes):
            do {
                let document = try JSONBinaryView(bytes)
                return golden["$json"].map { document.difference(from: $0) } ?? "no JSON was expected"
            } catch {
                return "\(error)"
            }
        case .jsonDiff(let bytes): return CellView.difference(ofDiffs: bytes, from: golden)
        case .geometry(let bytes):
            let content = [UInt8](copying: bytes)
            (own, isEqual) = (content.hex, golden["$geometry"]?.text == content.hex)
        case .vector(let bytes): return CellView.difference(ofVector: bytes, from: golden)
        case .compressed(let value):
            let content = (try? value.decompressed()) ?? []
            (own, isEqual) = (content.hex, golden.bytes == content)
        }
        return isEqual ? nil : "\(own) instead of \(golden)"
    }

    private static func digits(_ value: MySQLBitString) -> String {
        (0..<Int(value.bitCount)).reversed().map { value.value >> UInt64($0) & 1 == 0 ? "0" : "1" }.joined()
    }

    private static func difference(ofVector bytes: Span<UInt8>, from golden: GoldenValue) -> String? {
        guard case .array(let elements)? = golden["$vector"], elements.count * 4 == bytes.count else {
            return "\(bytes.count) bytes of a vector instead of \(golden)"
        }
        var reader = WireReader(bytes)
        for element in elements {
            guard let value = try? reader.float(), element.text.flatMap({ Float($0) }) == value else {
                return "a vector other than \(golden)"
            }
        }
        return nil
    }

    private static func difference(ofDiffs bytes: Span<UInt8>, from golden: GoldenValue) -> String? {
        guard case .array(let elements)? = golden["$json_diff"] else { return "differences instead of \(golden)" }
        var cursor = JSONDiffCursor(bytes)
        var index = 0
        do throws(WireError) {
            while let diff = try cursor.next() {
                guard index < elements.count else { return "more differences than \(golden)" }
                let element = elements[index]
                index += 1
                guard element["op"]?.text == "\(diff.operation)", element["path"]?.bytes == [UInt8](copying: diff.path)
                else { return "\(diff.operation) \(String(repairing: diff.path)) instead of \(element)" }
                guard diff.operation != .remove else { continue }
                let value = try JSONBinaryView(diff.value)
                if let difference = value.difference(from: element["value"] ?? .null) { return difference }
            }
        } catch {
            return "\(error)"
        }
        return index == elements.count ? nil : "\(index) differences instead of \(golden)"
    }
}

extension JSONBinaryView {
    /// How the document differs from what another program read; nil where it does not.
    func difference(from golden: GoldenValue) -> String? {
        var isEqual = false
        do throws(WireError) {
            switch kind {
            case .null: isEqual = golden == .null
            case .bool: isEqual = golden == .bool(bool == true)
            case .int: isEqual = golden == .number("\(int ?? 0)")
            case .uint: isEqual = golden == .number("\(uint ?? 0)")
            case .double: isEqual = golden.text.flatMap { Double($0) } == double
            case .string:
                guard let string else { break }
                isEqual = golden == .string([UInt8](copying: string))
            case .opaque: isEqual = try isOpaque(golden)
            case .array:
                guard case .array(let elements) = golden, elements.count == count else { break }
                for index in 0..<count {
                    if let difference = try value(at: index).difference(from: elements[index]) { return difference }
                }
                isEqual = true
            case .object:
                guard case .object(let members) = golden, members.count == count else { break }
                for index in 0..<count {
                    let key = String(repairing: try key(at: index))
                    guard let member = members[key] else { return "no member \(key) was expected" }
                    if let difference = try value(at: index).difference(from: member) { return "\(key): \(difference)" }
                }
                isEqual = true
            }
        } catch {
            return "\(error)"
        }
        return isEqual ? nil : "another \(kind) than \(golden)"
    }

    private func isOpaque(_ golden: GoldenValue) throws(WireError) -> Bool {
        var text = TextWriter()
        try write(to: &text)
        let own = text.string.trimmingPrefix("\"").prefix { $0 != "\"" }
        for name in ["$date", "$time", "$datetime", "$decimal"] {
            if let told = golden[name]?.text { return told == own }
        }
        guard let bytes = opaqueBytes else { return false }
        return golden["hex"]?.text == [UInt8](copying: bytes).hex
    }
}
