# SPDX-License-Identifier: Apache-2.0
# Read by scripts/servers: what PostgreSQL does in its own way. It is a target of replay, never a source.

is_postgres() {
    [[ $1 == postgres* ]]
}

# PostgreSQL's own folder of programs in KIND's.
postgres_programs() {
    printf '%s/usr/lib/postgresql/%s/bin' "$(kind_root "$1")" "${1#postgres}"
}

# Programs that find their loader and libraries: the client under KIND's name, and the server, which initdb starts by itself.
write_postgres_wrappers() {
    local kind=$1 programs loader
    programs=$(postgres_programs "$kind")
    loader_of "$kind"
    mkdir -p "$servers/bin"
    cat >"$servers/bin/$kind.new" <<WRAPPER
#!/bin/sh
# psql of $kind; written by scripts/servers.
unset LD_PRELOAD LD_LIBRARY_PATH
exec $(printf "'%s' " "${loader[@]}") '$programs/psql' --no-psqlrc "\$@"
WRAPPER
    chmod +x "$servers/bin/$kind.new"
    mv "$servers/bin/$kind.new" "$servers/bin/$kind"
    [ ! -e "$programs/postgres.real" ] || return 0
    cat >"$programs/postgres.new" <<WRAPPER
#!/bin/sh
# Written by scripts/servers.
exec $(printf "'%s' " "${loader[@]}") '$programs/postgres.real' "\$@"
WRAPPER
    chmod +x "$programs/postgres.new"
    mv "$programs/postgres" "$programs/postgres.real"
    mv "$programs/postgres.new" "$programs/postgres"
}

# PostgreSQL refuses to run as root, though never to be told so: in a user namespace of its own root has another number, and
# every file that is root's is that user's. Where namespaces are not to be had, it runs as nobody, who owns the data.
as_unprivileged() {
    unprivileged=() owner=
    [ "$(id -u)" = 0 ] || return 0
    unprivileged=(unshare --user --map-user=1000 --map-group=1000)
    ! "${unprivileged[@]}" true 2>/dev/null || return 0
    owner=65534
    unprivileged=(setpriv "--reuid=$owner" "--regid=$owner" --clear-groups)
    "${unprivileged[@]}" test -x "$servers/root" 2>/dev/null ||
        fail "PostgreSQL refuses to run as root, this machine makes no user namespaces (unshare --user), and nobody cannot" \
            "enter $servers; set SERVERS_DIR to a folder that all users may enter"
}

# Makes a data folder with a superuser root without a password. A role that is a member of `passwords` needs its own.
initialise_postgres() {
    local kind=$1 data=$2 log=$3 unprivileged owner loader program
    as_unprivileged
    loader_of "$kind"
    program=$(postgres_programs "$kind")/initdb
    mkdir -p "$data"
    [ -z "$owner" ] || chown "$owner" "$data"
    "${unprivileged[@]}" "${loader[@]}" "$program" --pgdata="$data" --username=root --auth=trust --no-locale \
        --encoding=UTF8 --no-sync --no-instructions </dev/null 9>&- >"$log" 2>&1 &&
        echo 'CREATE ROLE passwords' | "${unprivileged[@]}" "$(dirname "$program")/postgres" --single -D "$data" postgres \
            9>&- >>"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        fail "the data folder of $kind could not be made"
    }
    sed -i '1i host all +passwords 127.0.0.1/32 scram-sha-256' "$data/pg_hba.conf"
}

write_postgres_configuration() {
    local name=$1 folder
    folder=$(folder "$name")
    {
        cat <<LINES
data_directory = '$folder/data'
hba_file = '$folder/data/pg_hba.conf'
ident_file = '$folder/data/pg_ident.conf'
listen_addresses = '127.0.0.1'
port = $(recorded "$name" port)
unix_socket_directories = ''
fsync = off
full_page_writes = off
jit = off
shared_buffers = 64MB
max_connections = 100
max_prepared_transactions = 20
timezone = 'GMT'
log_timezone = 'GMT'
LINES
        grep -qx 'tls=off' "$folder/options" || cat <<LINES
ssl = on
ssl_ca_file = '$folder/tls/ca.pem'
ssl_cert_file = '$folder/tls/server.pem'
ssl_key_file = '$folder/tls/server-key.pem'
LINES
        sed -n 's/^cnf=//p' "$folder/options"
    } >"$folder/my.cnf"
}

# The words that start a server; its data and keys are its user's then.
postgres_command() {
    local name=$1 kind=$2 folder unprivileged owner loader
    folder=$(folder "$name")
    as_unprivileged
    [ -z "$owner" ] || chown -R "$owner" "$folder/data" "$folder/tls"
    loader_of "$kind"
    server_command=("${unprivileged[@]}" "${loader[@]}" "$(postgres_programs "$kind")/postgres.real"
        -c "config_file=$folder/my.cnf")
}

postgres_url() {
    printf 'postgres://root@127.0.0.1:%s/postgres' "$(recorded "$1" port)"
}

# A server and the processes of its sessions, so that none goes on behind its back: those die by themselves, but later.
kill_postgres() {
    local pid=$1 child children
    kill -STOP "$pid" 2>/dev/null || true
    mapfile -t children < <(cat /proc/[0-9]*/status 2>/dev/null |
        awk -v server="$pid" '$1 == "Pid:" { pid = $2 } $1 == "PPid:" && $2 == server { print pid }')
    kill -KILL "$pid" "${children[@]}" 2>/dev/null || true
    for child in "${children[@]}"; do
        while grep -qs '^State:[[:space:]]*[^ZX]' "/proc/$child/status"; do sleep 0.01; done
    done
}
