# SPDX-License-Identifier: Apache-2.0
# Read by scripts/servers: what differs between the kinds of server, and the my.cnf of one server.

is_mysql() {
    [[ $1 == mysql* ]]
}

client_program() {
    printf '%s' "$1"
}

binlog_program() {
    case $1 in
        mysql*) printf 'mysqlbinlog%s' "${1#mysql}" ;;
        *) printf 'mariadb-binlog%s' "${1#mariadb}" ;;
    esac
}

server_program() {
    if is_mysql "$1"; then printf usr/sbin/mysqld; else printf usr/sbin/mariadbd; fi
}

share_folder() {
    local root folder
    root=$(kind_root "$1")
    for folder in "$root"/usr/share/{mariadb,mysql}; do
        [ ! -d "$folder/english" ] || break
    done
    printf '%s' "$folder"
}

# A program of KIND as a script that finds its loader and libraries and reads no option files.
write_wrapper() {
    local name=$1 kind=$2 program=$3 defaults=$4 loader
    loader_of "$kind"
    cat >"$servers/bin/$name.new" <<WRAPPER
#!/bin/sh
# $program of $kind; written by scripts/servers.
unset LD_PRELOAD LD_LIBRARY_PATH
export LIBMYSQL_PLUGIN_DIR='$(kind_root "$kind")/usr/lib/mysql/plugin'
case "\${1-}" in
    --no-defaults | --defaults-*) first=\$1; shift ;;
    *) first=--no-defaults ;;
esac
exec $(printf "'%s' " "${loader[@]}") '$(kind_root "$kind")/usr/bin/$program' "\$first" $defaults"\$@"
WRAPPER
    chmod +x "$servers/bin/$name.new"
    mv "$servers/bin/$name.new" "$servers/bin/$name"
}

write_wrappers() {
    local kind=$1 charsets unverified
    mkdir -p "$servers/bin"
    charsets=$(share_folder "$kind")/charsets
    if [ -d "$charsets" ]; then charsets="'--character-sets-dir=$charsets' "; else charsets=; fi
    # MariaDB's client checks certificates since 11.4; it is not told of the test servers' authorities.
    if is_mysql "$kind"; then unverified=; else unverified='--disable-ssl-verify-server-cert '; fi
    if is_mysql "$kind"; then
        write_wrapper "$(client_program "$kind")" "$kind" mysql "$charsets"
        write_wrapper "$(binlog_program "$kind")" "$kind" mysqlbinlog "$charsets"
    else
        write_wrapper "$(client_program "$kind")" "$kind" mariadb "$charsets$unverified"
        write_wrapper "$(binlog_program "$kind")" "$kind" mariadb-binlog "$charsets$unverified"
    fi
}

# Lines that hold while the data folder is made as well as later.
base_lines() {
    local kind=$1 root share
    root=$(kind_root "$kind")
    share=$(share_folder "$kind")
    cat <<LINES
[mysqld]
basedir=$root/usr
plugin_dir=$root/usr/lib/mysql/plugin
lc_messages_dir=$share
default_time_zone=+00:00
skip_name_resolve=ON
performance_schema=OFF
max_allowed_packet=1G
innodb_buffer_pool_size=64M
innodb_flush_log_at_trx_commit=0
innodb_doublewrite=OFF
innodb_use_native_aio=OFF
LINES
    [ ! -d "$share/charsets" ] || printf 'character_sets_dir=%s\n' "$share/charsets"
    if is_mysql "$kind"; then
        printf '%s\n' innodb_redo_log_capacity=64M mysqlx=OFF
    else
        printf '%s\n' innodb_log_file_size=64M
    fi
    [ "$(id -u)" != 0 ] || printf 'user=root\n'
}

option_lines() {
    local kind=$1 option=$2 folder=$3
    if is_mysql "$kind"; then
        case $option in
            gtid=on) printf '%s\n' gtid_mode=ON enforce_gtid_consistency=ON ;;
            gtid=off) printf '%s\n' gtid_mode=OFF enforce_gtid_consistency=OFF ;;
            compression=*) printf 'binlog_transaction_compression=%s\n' "${option#*=}" ;;
            encryption=*) printf 'binlog_encryption=%s\n' "${option#*=}" ;;
            tls=off) printf '%s\n' tls_version= auto_generate_certs=OFF ;;
            tls=on)
                # The second port shows a certificate whose time is over.
                printf '%s\n' "ssl_ca=$folder/tls/ca.pem" "ssl_cert=$folder/tls/server.pem" \
                    "ssl_key=$folder/tls/server-key.pem" "admin_ssl_ca=$folder/tls/ca.pem" \
                    "admin_ssl_cert=$folder/tls/expired.pem" "admin_ssl_key=$folder/tls/server-key.pem" \
                    admin_address=127.0.0.1 "admin_port=$(cat "$folder/admin-port")"
                ;;
        esac
    else
        case $option in
            gtid=*) printf 'gtid_strict_mode=%s\n' "${option#*=}" ;;
            compression=*) printf 'log_bin_compress=%s\n' "${option#*=}" ;;
            encryption=on)
                printf '%s\n' plugin_load_add=file_key_management "file_key_management_filename=$folder/keys" \
                    encrypt_binlog=ON
                ;;
            tls=on)
                printf '%s\n' "ssl_ca=$folder/tls/ca.pem" "ssl_cert=$folder/tls/server.pem" \
                    "ssl_key=$folder/tls/server-key.pem" tls_version=TLSv1.2,TLSv1.3
                ;;
            tls=off) printf 'skip_ssl\n' ;;
        esac
    fi
}

write_configuration() {
    local name=$1 kind=$2 folder port line
    folder=$(folder "$name")
    port=$(recorded "$name" port)
    {
        base_lines "$kind"
        sed -n 's/^cnf=//p' "$folder/options"
    } >"$folder/initialise.cnf"
    mkdir -p "$folder/tmp"
    {
        base_lines "$kind"
        # Ports of servers that run at once differ, so server ids do.
        cat <<LINES
datadir=$folder/data
tmpdir=$folder/tmp
socket=$(recorded "$name" socket)
pid_file=$folder/mysqld.pid
log_error=$folder/server.log
bind_address=127.0.0.1
port=$port
server_id=$port
log_bin=binlog
sync_binlog=0
secure_file_priv=
LINES
        is_mysql "$kind" || printf 'binlog_format=ROW\n'
        # What accounts of a server of this kind may log in with, besides what is built in.
        for line in auth_ed25519 auth_parsec; do
            [ ! -e "$(kind_root "$kind")/usr/lib/mysql/plugin/$line.so" ] || printf 'plugin_load_add=%s\n' "$line"
        done
        grep -qx 'tls=off' "$folder/options" || option_lines "$kind" tls=on "$folder"
        while read -r line; do
            case $line in
                cnf=*) printf '%s\n' "${line#cnf=}" ;;
                tls=on) ;;
                *) option_lines "$kind" "$line" "$folder" ;;
            esac
        done <"$folder/options"
    } >"$folder/my.cnf"
}
