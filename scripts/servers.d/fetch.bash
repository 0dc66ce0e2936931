# SPDX-License-Identifier: Apache-2.0
# Read by scripts/servers: brings a server's Debian packages into a folder of its own, installs nothing.

# SUITE, then the packages wanted with all they depend on, then those wanted for their own files only.
kind_source() {
    case $1 in
        mysql97) suite=sid packages=(mysql-server-core mysql-client-core openssl) alone=() ;;
        mariadb1011) suite=bookworm packages=(mariadb-server-core mariadb-client-core openssl) ;;
        # Its packages need Perl and a compiler, its programs none of them.
        postgres15)
            suite=bookworm
            packages=(libpq5 libicu72 libldap-2.5-0 liblz4-1 libpam0g libselinux1 libstdc++6 libsystemd0 libuuid1 libxml2
                libxslt1.1 libzstd1 zlib1g libgssapi-krb5-2 libreadline8 openssl)
            alone=(postgresql-15 postgresql-client-15)
            ;;
        mariadb118) suite=trixie packages=(mariadb-server-core mariadb-client-core openssl) ;;
    esac
    # mariadb-server holds the plugins, mariadb-client holds mariadb-binlog.
    case $1 in mariadb*) alone=(mariadb-server mariadb-client) ;; esac
}

kind_root() {
    printf '%s/root/%s' "$servers" "$1"
}

# Every archive address of the machine's own apt sources that offers main, in both notations, "ADDRESS KEYRING".
archive_addresses() {
    local parts=/etc/apt/sources.list.d file
    for file in "$parts"/*.sources; do
        [ -r "$file" ] || continue
        awk -v RS= -F'\n' '{
            delete field
            for (i = 1; i <= NF; i++) {
                if ($i ~ /^#/ || $i !~ /^[A-Za-z-]+:/) continue
                name = tolower(substr($i, 1, index($i, ":") - 1))
                field[name] = substr($i, index($i, ":") + 1)
            }
            if (tolower(field["enabled"]) ~ /no|false/ || field["types"] !~ /deb( |$)/) next
            if ((" " field["components"] " ") !~ / main /) next
            split(field["suites"], suites, " ")
            if (suites[1] ~ /security/) next
            split(field["signed-by"], keys, " ")
            count = split(field["uris"], addresses, " ")
            for (i = 1; i <= count; i++) print addresses[i], (keys[1] ~ /^\// ? keys[1] : "")
        }' "$file"
    done
    for file in /etc/apt/sources.list "$parts"/*.list; do
        [ -r "$file" ] || continue
        awk '$1 == "deb" {
            key = ""
            if (match($0, /signed-by=[^] ]+/)) key = substr($0, RSTART + 10, RLENGTH - 10)
            sub(/\[[^]]*\]/, "")
            if ($2 ~ /^cdrom/ || $3 ~ /security/ || ($0 " ") !~ / main /) next
            print $2, key
        }' "$file"
    done
}

# A package manager's state of its own: it knows of no installed package and of one suite only.
write_apt_state() {
    local state=$1 entry=$2
    mkdir -p "$state"/{state/lists/partial,cache/archives/partial,etc/apt.conf.d,etc/preferences.d,etc/sources.list.d}
    : >"$state/state/status"
    printf '%s\n' "$entry" >"$state/etc/sources.list"
    {
        # How the machine reaches its archive (proxy, certificates, age of the index) holds here too.
        apt-config dump | grep -E '^Acquire::(https?|ftp|Check-|Force|Max-)' || true
        cat <<CONFIGURATION
Dir::State "$state/state";
Dir::State::status "$state/state/status";
Dir::Cache "$state/cache";
Dir::Etc "$state/etc";
Dir::Etc::trustedparts "/etc/apt/trusted.gpg.d";
Acquire::Languages "none";
Acquire::Retries "3";
APT::Sandbox::User "root";
APT::Get::Assume-Yes "true";
APT::Install-Recommends "false";
CONFIGURATION
    } >"$state/apt.conf"
}

read_index() {
    local state=$1 address keyring option
    : >"$state.log"
    while read -r address keyring; do
        [ -n "$keyring" ] || keyring=/usr/share/keyrings/debian-archive-keyring.gpg
        option=
        [ ! -r "$keyring" ] || option="[signed-by=$keyring] "
        write_apt_state "$state" "deb $option$address $suite main"
        if APT_CONFIG=$state/apt.conf apt-get update --error-on=any >"$state.update" 2>&1; then return 0; fi
        cat "$state.update" >>"$state.log"
        # A suite newer than the machine's keyring: its signature cannot be checked, which is no sign of a wrong one.
        if grep -q NO_PUBKEY "$state.update" && ! grep -qE 'BADSIG|REVKEYSIG' "$state.update"; then
            printf 'servers: notice: the signing key of %s is not in %s; taking its packages unchecked\n' \
                "$suite" "$keyring" >&2
            write_apt_state "$state" "deb [trusted=yes] $address $suite main"
            if APT_CONFIG=$state/apt.conf apt-get update >"$state.update" 2>&1; then return 0; fi
            cat "$state.update" >>"$state.log"
        fi
    done < <(archive_addresses | awk '!seen[$0]++')
    return 1
}

# Downloads and unpacks KIND once; later calls find it done.
fetch_kind() {
    local kind=$1 suite packages alone root state
    root=$(kind_root "$kind")
    [ ! -e "$root/complete" ] || return 0
    command -v apt-get >/dev/null && command -v dpkg >/dev/null ||
        fail "the servers come out of Debian's archive, by apt-get and dpkg, which this machine lacks." \
            "Use servers of your own: MYSQL_TEST_URLS='NAME=mysql://USER:PASSWORD@HOST:PORT ...'"
    kind_source "$kind"
    say "fetching $kind from Debian $suite"
    state=$servers/packages/$kind
    rm -rf "$state" "$root" "$root.partial"
    mkdir -p "$servers/packages"
    if ! read_index "$state"; then
        cat "$state.log" >&2
        fail "no address in this machine's apt sources offers Debian $suite." \
            "Use servers of your own: MYSQL_TEST_URLS='NAME=mysql://USER:PASSWORD@HOST:PORT ...'"
    fi
    (
        export APT_CONFIG=$state/apt.conf
        cd "$state/cache/archives"
        apt-get install --download-only "${packages[@]}"
        [ ${#alone[@]} = 0 ] || apt-get download "${alone[@]}"
    ) >"$state.log" 2>&1 || {
        tail -n 20 "$state.log" >&2
        fail "the packages of $kind could not be downloaded"
    }
    mkdir -p "$root.partial"
    # No program that runs here is written in Perl.
    find "$state/cache/archives" -name '*.deb' ! -name 'perl*' ! -name 'libperl*' -print0 |
        xargs -0 -P 2 -I {} dpkg -x {} "$root.partial" || fail "the packages of $kind could not be unpacked"
    rm -rf "$root.partial"/usr/share/{doc,man,locale}
    (cd "$state/cache/archives" && printf '%s\n' *.deb) >"$root.partial/packages"
    rm -rf "$state" "$state.log" "$state.update"
    mv "$root.partial" "$root"
    : >"$root/complete"
}

# The words to put before a program of KIND: the loader of its own folder, with that folder's libraries.
loader_of() {
    local root candidate libraries
    root=$(kind_root "$1")
    for candidate in "$root"/{usr/,}lib{64,}/ld-linux*.so.*; do
        [ -x "$candidate" ] && break
    done
    [ -x "$candidate" ] || fail "no loader in $root"
    libraries=$(dirname "$(find "$root/usr/lib" "$root/lib" -name 'libstdc++.so.6' 2>/dev/null | head -n 1)")
    libraries+=:$(dirname "$(find "$root/usr/lib" "$root/lib" -name libc.so.6 2>/dev/null | head -n 1)")
    loader=("$candidate" --library-path "$libraries")
}
