// SPDX-License-Identifier: Apache-2.0

/// An option's name, without what may stand before it.
///
/// Source: MySQL 9.7 manual, section "Program Option Modifiers".
struct OptionName: Hashable {
    /// The name in lower case letters, with `-` for `_`.
    let name: String
    /// What a prefix says: on by `enable-`, off by `skip-` and `disable-`; nil without one.
    let switching: Bool?
    /// Whether `loose-` stands before it: it is no mistake if there is no such option.
    let isLoose: Bool

    /// Takes the name as written.
    init(_ text: String) {
        var rest = Substring(text.lowercased().replacing("_", with: "-"))
        var switching: Bool?
        var isLoose = false
        if rest.hasPrefix("loose-") {
            isLoose = true
            rest = rest.dropFirst(6)
        }
        for (prefix, isOn) in [("skip-", false), ("disable-", false), ("enable-", true)] where rest.hasPrefix(prefix) {
            switching = isOn
            rest = rest.dropFirst(prefix.count)
            break
        }
        name = String(rest)
        self.switching = switching
        self.isLoose = isLoose
    }

    /// Whether the switch is on, by prefix and value.
    func isOn(_ value: String?, _ origin: String) throws(ConnectionOptionError) -> Bool {
        switch value?.lowercased() {
        case nil, "1", "on", "true", "yes": return switching ?? true
        case "0", "off", "false", "no": return !(switching ?? true)
        default: throw ConnectionOptionError("'\(value ?? "")' is neither 1 nor 0", origin: origin)
        }
    }
}
