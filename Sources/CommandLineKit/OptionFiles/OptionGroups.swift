// SPDX-License-Identifier: Apache-2.0

/// Whose groups in option files a tool reads.
///
/// `[client]`, and MariaDB's `[client-server]` and `[client-mariadb]`, are read for what they tell of connections; what else
/// stands there is for other programs. So are the groups of programs that a tool stands in for, such as `[mysqlbinlog]`:
/// whoever comes from there keeps the login, while options of the same name that mean something else are left alone. In the
/// tool's own group an option that there is not is an error.
public struct OptionGroups: Sendable, Hashable {
    /// The tool's own group: its name.
    public var own: String
    /// Groups that are read for connections only.
    public var shared: [String]

    /// Takes the tool's name, and the programs whose logins it takes over.
    public init(tool: String, standingInFor programs: [String] = []) {
        own = tool
        shared = ["client", "client-server", "client-mariadb"] + programs
    }

    /// Whose group it is that has this name.
    enum Owner {
        case tool
        case shared
        case others
    }

    /// Whose group it is; case makes no difference there.
    func owner(of group: String, suffix: String?) -> Owner {
        func isNamed(_ name: String) -> Bool {
            let group = group.lowercased()
            return group == name.lowercased() || suffix.map { group == (name + $0).lowercased() } ?? false
        }
        if isNamed(own) { return .tool }
        return shared.contains(where: isNamed) ? .shared : .others
    }
}
