# Shell functions of run.sh: tools, ports, processes.
# shellcheck shell=bash

failed=0
needed_files=12000
base_port=${BENCH_PORT:-18080}
standin_port=$base_port
nginx_port=$((base_port + 1))
start_port=$((base_port + 2))
standin_url=http://127.0.0.1:$standin_port
nginx_url=http://127.0.0.1:$nginx_port
declare -A pids=()

say() {
    printf '%s %s\n' "$(date +%H:%M:%S)" "$*" >&2
}

die() {
    say "$*"
    exit 1
}

# What makes the run worthless is remembered, so that the figures are still shown.
fail() {
    say "FAILED: $*"
    failed=1
}

require() {
    [ -n "$(command -v "$1" || ls "/usr/sbin/$1" 2>/dev/null)" ] || die "$1 is missing: $2"
}

raise_file_limit() {
    local hard
    hard=$(ulimit -Hn)
    if [ "$hard" = unlimited ] || [ "$hard" -gt 65536 ]; then hard=65536; fi
    ulimit -Sn "$hard"
    if [ "$hard" -lt $needed_files ]; then
        die "this needs $needed_files open files per process, the limit is $hard. Raise it: 'ulimit -n 65536' as root," \
            "'* - nofile 65536' in /etc/security/limits.conf and a new login, LimitNOFILE= in a systemd unit," \
            "or --ulimit nofile=65536 for a container"
    fi
}

# Sets java and javac to those of a JDK of version 25 or later.
find_java() {
    local candidate version
    for candidate in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
        [ -x "$candidate" ] && [ -x "${candidate%java}javac" ] || continue
        version=$("$candidate" -XshowSettings:properties -version 2>&1 |
            sed -n 's/^ *java\.specification\.version = \([0-9]*\).*/\1/p')
        if [ "${version:-0}" -ge 25 ]; then
            java=$candidate
            javac=${candidate%java}javac
            return
        fi
    done
    die "no JDK of version 25 or later: set JAVA_HOME"
}

# A program of src/bench. The serial collector leaves the two cores to what is measured.
java_run() {
    "$java" -XX:+UseSerialGC -Xmx512m -cp "$work/classes" "$@"
}

# start_process NAME COMMAND…: in the background, output to NAME.log, process id in pids[NAME].
start_process() {
    local name=$1
    shift
    "$@" >"$work/$name.log" 2>&1 &
    pids[$name]=$!
}

alive() {
    [ -r "/proc/$1/stat" ] && [ "$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -c1)" != Z ]
}

# stop_pid PID SIGNAL: asks, waits half a minute, then insists.
stop_pid() {
    local pid=$1 i
    kill "-$2" "$pid" 2>/dev/null || return 0
    for ((i = 0; i < 300; i++)); do
        alive "$pid" || return 0
        sleep 0.1
    done
    say "process $pid does not end, killing it"
    kill -KILL "$pid" 2>/dev/null || true
}

listens() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

require_free_port() {
    ! listens "$1" || die "port $1 is in use; set BENCH_PORT to the first of five free ones"
}

# wait_until SECONDS NAME COMMAND…: until the command succeeds or the process NAME has ended.
wait_until() {
    local seconds=$1 name=$2 i
    shift 2
    for ((i = 0; i < seconds * 10; i++)); do
        if "$@"; then return; fi
        alive "${pids[$name]}" || break
        sleep 0.1
    done
    tail -n 30 "$work/$name.log" >&2
    die "$name did not become ready"
}

# answers_200 PORT PATH
answers_200() {
    local status
    status=$( (
        exec 3<>"/dev/tcp/127.0.0.1/$1"
        printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
        head -n 1 <&3
    ) 2>/dev/null || true)
    [[ $status == *' 200'* ]]
}

cleanup() {
    local name
    for name in "${!pids[@]}"; do
        stop_pid "${pids[$name]}" TERM
    done
    for name in "${services[@]:-}"; do
        [ -z "$name" ] || stop_database "$name"
    done
}
