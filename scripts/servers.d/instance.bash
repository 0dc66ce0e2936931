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
        grep -qxF -e "--defaults-file=$(folder "$1")/my.cnf"
}

is_running() {
    [ -e "$(folder "$1")/ready" ] && is_alive "$1"
}

prepare_kind() {
    local kind=$1 template=$servers/template/$1
    fetch_kind "$kind"
    write_wrappers "$kind"
    [ ! -e "$template.complete" ] || return 0
    say "making an empty $kind"
    rm -rf "$template"
    mkdir -p "$servers/template"
    base_lines "$kind" >"$template.cnf"
    initialise "$kind" "$template.cnf" "$template" "$template.log"
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
        mkdir -p "$data"
        bootstrap_statements "$(share_folder "$kind")" |
            "${loader[@]}" "$root/usr/sbin/mariadbd" --defaults-file="$configuration" --bootstrap \
                --datadir="$data" --log-warnings=0 --enforce-storage-engine= 9>&- >"$log" 2>&1
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
        ! grep -qsxF "$port" "$servers"/run/*/port && ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
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
    rm -f "$folder/ready" "$folder/pid"
    socket=$folder/mysqld.sock
    # The path of a socket has room for 107 bytes; MariaDB and MySQL make a lock file beside it.
    [ ${#socket} -le 100 ] || socket=$(mktemp -d /tmp/servers.XXXXXX)/mysqld.sock
    printf '%s\n' "$socket" >"$folder/socket"
    write_configuration "$name" "$kind"
}

make_data() {
    local name=$1 kind=$2 folder root loader
    folder=$(folder "$name")
    root=$(kind_root "$kind")
    # A line of my.cnf may ask for another page size or letter case: such data is made anew.
    if grep -q '^cnf=' "$folder/options"; then
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
    if grep -qx 'tls=on' "$folder/options" && ! is_mysql "$kind"; then
        loader_of "$kind"
        mkdir -p "$folder/tls"
        OPENSSL_CONF=/dev/null "${loader[@]}" "$root/usr/bin/openssl" req -x509 -newkey rsa:2048 -nodes -days 3650 \
            -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1,DNS:localhost \
            -keyout "$folder/tls/key.pem" -out "$folder/tls/cert.pem" >"$folder/tls/log" 2>&1 || {
            cat "$folder/tls/log" >&2
            fail "the certificate of $name could not be made"
        }
    fi
}

launch() {
    local name=$1 kind=$2 folder loader
    folder=$(folder "$name")
    loader_of "$kind"
    # The server must hold neither our lock nor a pipe that someone reads our output from.
    setsid "${loader[@]}" "$(kind_root "$kind")/$(server_program "$kind")" --defaults-file="$folder/my.cnf" \
        </dev/null >>"$folder/server.log" 2>&1 9>&- &
    printf '%s\n' $! >"$folder/pid"
}

start_instance() {
    local name=$1 kind=$2 folder began=$SECONDS pid
    folder=$(folder "$name")
    [ -d "$folder/data" ] || make_data "$name" "$kind"
    launch "$name" "$kind"
    pid=$(recorded "$name" pid)
    until "$(client_of "$name")" --host=127.0.0.1 --port="$(recorded "$name" port)" --protocol=tcp --user=root \
        --connect-timeout=2 --execute='SELECT 1' >"$folder/probe.log" 2>&1 9>&-; do
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

stop_instance() {
    local name=$1 folder pid count=0 socket
    folder=$(folder "$name")
    [ -d "$folder" ] || fail "there is no server $name"
    if is_alive "$name"; then
        pid=$(recorded "$name" pid)
        # SIGTERM during MariaDB's start can leave it hanging for good.
        if [ -e "$folder/ready" ]; then kill -TERM "$pid" 2>/dev/null || true; else kill -KILL "$pid" 2>/dev/null || true; fi
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
