# SPDX-License-Identifier: Apache-2.0
# Read by scripts/servers: one server, from its empty data folder to its end.

folder() {
    printf '%s/run/%s' "$servers" "$1"
}

recorded() {
    cat "$(folder "$1")/$2" 2>/dev/null || true
}

kind_of() {
    sed -n 's/^kind=//p' "$(folder "$1")/options"
}

client_of() {
    printf '%s/bin/%s' "$servers" "$(client_program "$(kind_of "$1")")"
}

known_instances() {
    local path
    for path in "$servers"/run/*/options; do
        [ ! -e "$path" ] || basename "$(dirname "$path")"
    done
}

# The process that was started, and not another that was given its number later.
is_alive() {
    local pid
    pid=$(recorded "$1" pid)
    [ -n "$pid" ] && tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" |
        grep -qxF -e "--defaults-file=$(folder "$1")/my.cnf" -e "config_file=$(folder "$1")/my.cnf"
}

is_running() {
    [ -e "$(folder "$1")/ready" ] && is_alive "$1"
}

prepare_kind() {
    local kind=$1 template=$servers/template/$1
    fetch_kind "$kind"
    if is_postgres "$kind"; then write_postgres_wrappers "$kind"; else write_wrappers "$kind"; fi
    [ ! -e "$template.complete" ] || return 0
    say "making an empty $kind"
    rm -rf "$template"
    mkdir -p "$servers/template"
    if is_postgres "$kind"; then
        initialise_postgres "$kind" "$template" "$template.log"
    else
        base_lines "$kind" >"$template.cnf"
        initialise "$kind" "$template.cnf" "$template" "$template.log"
    fi
    # Two servers must not share a UUID.
    rm -f "$template/auto.cnf"
    : >"$template.complete"
}

# The server warns of a manifest that can be written.
write_once() {
    local path=$1 text=$2
    [ ! -e "$path" ] || return 0
    printf '%s\n' "$text" >"$path.new"
    chmod 444 "$path.new"
    mv "$path.new" "$path"
}

# Makes a data folder with a root user without a password, from this machine only.
initialise() {
    local kind=$1 configuration=$2 data=$3 log=$4 root loader
    root=$(kind_root "$kind")
    loader_of "$kind"
    if is_mysql "$kind"; then
        # One statement a line: the server reads the file so.
        cat >"$log.sql" <<SQL
CREATE USER root@'127.0.0.1' IDENTIFIED BY '';
GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
GRANT PROXY ON ''@'' TO root@'127.0.0.1' WITH GRANT OPTION;
SQL
        # Keyring components are looked for in the data folder of each server.
        write_once "$root/usr/sbin/mysqld.my" '{"read_local_manifest": true}'
        write_once "$root/usr/lib/mysql/plugin/component_keyring_file.cnf" '{"read_local_config": true}'
        "${loader[@]}" "$root/usr/sbin/mysqld" --defaults-file="$configuration" --initialize-insecure \
            --datadir="$data" --disable-log-bin --init-file="$log.sql" --log-error="$log" 9>&- >>"$log" 2>&1
    else
        # A folder of its own: MariaDB removes what it takes for leftovers from the one that it shares with others.
        mkdir -p "$data" "$log.tmp"
        bootstrap_statements "$(share_folder "$kind")" |
            "${loader[@]}" "$root/usr/sbin/mariadbd" --defaults-file="$configuration" --bootstrap \
                --datadir="$data" --tmpdir="$log.tmp" --log-warnings=0 --enforce-storage-engine= 9>&- >"$log" 2>&1
    fi || {
        tail -n 20 "$log" >&2
        fail "the data folder of $kind could not be made"
    }
}

# What mariadb-install-db feeds to the server, without the rows for the machine's own name.
bootstrap_statements() {
    local share=$1 name file
    printf '%s\n' 'CREATE DATABASE IF NOT EXISTS mysql;' 'USE mysql;' 'SET @auth_root_socket=NULL;'
    for name in system_tables performance_tables system_tables_data; do
        for file in "$share"/{mariadb,mysql}_$name.sql; do
            [ ! -e "$file" ] || sed '/@current_hostname/d' "$file"
        done
    done
    cat "$share/fill_help_tables.sql" "$share/maria_add_gis_sp_bootstrap.sql"
    cat "$share"/*_sys_schema.sql
}

free_port() {
    local port
    while :; do
        # Below the range that the system takes for outgoing connections.
        port=$((20000 + (RANDOM << 15 | RANDOM) % 12000))
        ! grep -qsxF "$port" "$servers"/run/*/{port,admin-port} && ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
    done
    printf '%s' "$port"
}

# Everything on disk but the data, before the server starts: its options, port, socket, keys, my.cnf.
lay_out() {
    local name=$1 kind=$2 options=$3 keep=$4 folder socket
    folder=$(folder "$name")
    if [ -d "$folder" ]; then stop_instance "$name"; fi
    if [ -z "$keep" ] || [ "$options" != "$(recorded "$name" options)" ]; then
        if [ -n "$keep" ] && [ -d "$folder/data" ]; then
            fail "--keep: the data of $name was made with other options"
        fi
        rm -rf "$folder"
        mkdir -p "$folder"
        printf '%s\n' "$options" >"$folder/options"
        printf '%s\n' "$(free_port)" >"$folder/port"
    fi
    [ -e "$folder/admin-port" ] || printf '%s\n' "$(free_port)" >"$folder/admin-port"
    rm -f "$folder/ready" "$folder/pid"
    if is_postgres "$kind"; then
        write_postgres_configuration "$name"
        return 0
    fi
    socket=$folder/mysqld.sock
    # The path of a socket has room for 107 bytes; MariaDB and MySQL make a lock file beside it.
    [ ${#socket} -le 100 ] || socket=$(mktemp -d /tmp/servers.XXXXXX)/mysqld.sock
    printf '%s\n' "$socket" >"$folder/socket"
    write_configuration "$name" "$kind"
}

make_data() {
    local name=$1 kind=$2 folder
    folder=$(folder "$name")
    # A line of my.cnf may ask for another page size or letter case: such data is made anew, which takes ten times as long.
    if ! is_postgres "$kind" && grep -qE '^cnf=(loose[-_])?(innodb|lower[-_]case)' "$folder/options"; then
        initialise "$kind" "$folder/initialise.cnf" "$folder/data" "$folder/initialise.log"
        rm -f "$folder/data/auto.cnf"
    else
        cp -a --reflink=auto "$servers/template/$kind" "$folder/data"
    fi
    if grep -qx 'encryption=on' "$folder/options"; then
        if is_mysql "$kind"; then
            printf '{"components": "file://component_keyring_file"}\n' >"$folder/data/mysqld.my"
            printf '{"path": "%s/keys", "read_only": false}\n' "$folder" >"$folder/data/component_keyring_file.cnf"
        else
            printf '1;%s\n' "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" >"$folder/keys"
            chmod 600 "$folder/keys"
        fi
    fi
}

# The openssl of the server's own packages, of another kind's, or of this machine.
openssl_of() {
    local root
    for root in "$(kind_root "$1")" "$servers"/root/*; do
        [ -x "$root/usr/bin/openssl" ] || continue
        loader_of "$(basename "$root")"
        openssl=(env OPENSSL_CONF=/dev/null "${loader[@]}" "$root/usr/bin/openssl")
        return 0
    done
    openssl=(env OPENSSL_CONF=/dev/null openssl)
}

# An authority of the server's own, and what it signed: the server's certificate, the same one expired, a client's.
make_certificates() {
    local name=$1 kind=$2 folder openssl key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
    folder=$(folder "$name")/tls
    mkdir -p "$folder"
    openssl_of "$kind"
    (
        set -e
        cd "$folder"
        printf '%s\n' 'subjectAltName=IP:127.0.0.1,DNS:localhost' extendedKeyUsage=serverAuth >server.ext
        printf '%s\n' basicConstraints=CA:FALSE extendedKeyUsage=clientAuth >client.ext
        "${openssl[@]}" req -x509 "${key[@]}" -days 3650 -subj "/CN=authority of $name" \
            -addext basicConstraints=critical,CA:TRUE -addext keyUsage=keyCertSign,cRLSign -keyout ca-key.pem -out ca.pem
        "${openssl[@]}" req -new "${key[@]}" -subj /CN=127.0.0.1 -keyout server-key.pem -out server.csr
        "${openssl[@]}" req -new "${key[@]}" -subj '/O=replication tests/CN=client' -keyout client-key.pem -out client.csr
        sign=("${openssl[@]}" x509 -req -CA ca.pem -CAkey ca-key.pem)
        "${sign[@]}" -in server.csr -set_serial 2 -days 3650 -extfile server.ext -out server.pem
        "${sign[@]}" -in client.csr -set_serial 3 -days 3650 -extfile client.ext -out client.pem
        # Releases of openssl differ in how a certificate of the past is asked for.
        "${sign[@]}" -in server.csr -set_serial 4 -extfile server.ext -out expired.pem \
            -not_before 20200101000000Z -not_after 20210101000000Z ||
            "${sign[@]}" -in server.csr -set_serial 4 -extfile server.ext -out expired.pem -days -1
        chmod 600 ./*-key.pem
    ) >"$folder/log" 2>&1 || {
        cat "$folder/log" >&2
        fail "the certificates of $name could not be made"
    }
}

launch() {
    local name=$1 kind=$2 folder loader server_command
    folder=$(folder "$name")
    if is_postgres "$kind"; then
        postgres_command "$name" "$kind"
    else
        loader_of "$kind"
        server_command=("${loader[@]}" "$(kind_root "$kind")/$(server_program "$kind")" --defaults-file="$folder/my.cnf")
    fi
    # The server must hold neither our locks, nor a pipe that someone reads our output from, nor anything else by which
    # whoever started us waits for our end.
    (
        for descriptor in "/proc/$BASHPID/fd"/*; do
            descriptor=${descriptor##*/}
            [ "$descriptor" -le 2 ] || eval "exec $descriptor>&-"
        done
        exec setsid "${server_command[@]}"
    ) </dev/null >>"$folder/server.log" 2>&1 &
    printf '%s\n' $! >"$folder/pid"
}

# Whether a server answers: asks it something by its own client.
answers() {
    if is_postgres "$2"; then
        PGCONNECT_TIMEOUT=2 "$(client_of "$1")" "$(postgres_url "$1")" --command='SELECT 1'
    else
        "$(client_of "$1")" --host=127.0.0.1 --port="$(recorded "$1" port)" --protocol=tcp --user=root \
            --connect-timeout=2 --execute='SELECT 1'
    fi
}

start_instance() {
    local name=$1 kind=$2 folder began=$SECONDS pid
    folder=$(folder "$name")
    [ -d "$folder/data" ] || make_data "$name" "$kind"
    grep -qx 'tls=off' "$folder/options" || [ -e "$folder/tls/client.pem" ] || make_certificates "$name" "$kind"
    launch "$name" "$kind"
    pid=$(recorded "$name" pid)
    until answers "$name" "$kind" >"$folder/probe.log" 2>&1 9>&-; do
        if ! kill -0 "$pid" 2>/dev/null || ((SECONDS - began > ${SERVERS_START_LIMIT:-120})); then
            kill -KILL "$pid" 2>/dev/null || true
            tail -n 20 "$folder/server.log" "$folder/probe.log" >&2
            rm -f "$folder/pid"
            fail "$name did not start; all of its log: $folder/server.log"
        fi
        sleep 0.05
    done
    : >"$folder/ready"
    say "$name is ready, port $(recorded "$name" port)"
}

# Ends the server at once, as a failing machine's power would: nothing is flushed, nobody is told.
kill_instance() {
    local name=$1 pid
    is_alive "$name" || fail "$name does not run"
    pid=$(recorded "$name" pid)
    if is_postgres "$(kind_of "$name")"; then kill_postgres "$pid"; else kill -KILL "$pid" 2>/dev/null || true; fi
    # Its files are closed when it is gone or waits, as a zombie, for its parent to notice.
    while grep -qs '^State:[[:space:]]*[^ZX]' "/proc/$pid/status"; do sleep 0.01; done
    rm -f "$(folder "$name")"/{ready,pid} "$(recorded "$name" socket).lock"
    say "$name is killed"
}

# Goes on with the same data and options on the same port.
resume_instance() {
    local name=$1 folder
    folder=$(folder "$name")
    if is_running "$name"; then
        say "$name runs already, port $(recorded "$name" port)"
        return 0
    fi
    [ -d "$folder/data" ] || fail "there are no data of $name (scripts/servers up)"
    rm -f "$folder/ready" "$folder/pid"
    start_instance "$name" "$(kind_of "$name")"
}

stop_instance() {
    local name=$1 folder pid count=0 socket
    folder=$(folder "$name")
    [ -d "$folder" ] || fail "there is no server $name"
    if is_alive "$name"; then
        pid=$(recorded "$name" pid)
        # SIGTERM lets PostgreSQL wait for its sessions' ends; during MariaDB's start it can leave it hanging for good.
        if is_postgres "$(kind_of "$name")"; then
            kill -INT "$pid" 2>/dev/null || true
        elif [ -e "$folder/ready" ]; then
            kill -TERM "$pid" 2>/dev/null || true
        else
            kill -KILL "$pid" 2>/dev/null || true
        fi
        while is_alive "$name"; do
            count=$((count + 1))
            [ $count != $((${SERVERS_STOP_LIMIT:-20} * 20)) ] || kill -KILL "$pid" 2>/dev/null || true
            sleep 0.05
        done
        say "$name is stopped"
    fi
    rm -f "$folder/ready" "$folder/pid"
    socket=$(recorded "$name" socket)
    case $socket in /tmp/servers.*/mysqld.sock) rm -rf "$(dirname "$socket")" ;; esac
}
