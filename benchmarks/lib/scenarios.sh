# Shell functions of run.sh: the scenarios.
# shellcheck shell=bash

# load SUBJECT MODEL OPTIONS…: runs the generator against a subject, checks the rows, sets figures.
load() {
    local subject=$1 model=$2 before='' url api=openai key=x pid=${pids[$1]} database=''
    shift 2
    case $subject in
        standin) url=$standin_url ;;
        nginx)
            url=$nginx_url
            pid=$pid,$(pgrep -d, -P "$pid")
            ;;
        *)
            url=http://127.0.0.1:${service_port[$subject]}
            api=chat
            key=$(key_of "$subject" "$model")
            use_database_of "$subject"
            before=$(count_rows)
            database=$(head -n 1 "$(postmaster_file "$subject")")
            ;;
    esac
    figures=$(java_run bench.Load --url "$url" --api "$api" --model "$model" --key "$key" --pid "$pid" \
        --database-pid "$database" --extra "${BENCH_REQUEST_EXTRA:-}" "$@" || true)
    [ -n "$figures" ] || die "the generator ended without figures"
    alive "${pids[$subject]}" || die "$subject has died; see $work/$subject.log"
    if [ -n "$before" ]; then
        check_rows "$subject" "$before" "$(figure completed)" "$(figure sent)"
        # What one subject has left to write must not be written while the next one is measured.
        sql CHECKPOINT 2>/dev/null || true
    fi
    sleep "$settle"
}

# figure NAME: a value of the line that the generator printed last.
figure() {
    tr ' ' '\n' <<<"$figures" | sed -n "s/^$1=//p"
}

# The service's code is compiled while it runs (jar) and its caches fill: neither belongs into the first round.
warm_up() {
    say "warming up $1"
    load "$1" standin-50x0 --mode blocking --clients 16 --seconds "$first_warmup"
    load "$1" standin-50x0 --mode streaming --clients 64 --seconds "$first_warmup"
}

run_scenario() {
    local round=$1 scenario=$2 subject=$3 timed=(--warmup "$run_warmup" --seconds "$run_seconds")
    case $scenario in
        start)
            # Nothing to compare with: the stand-in is the model, not a server of the same job.
            [ "$subject" != standin ] || return 0
            measure_start "$subject"
            ;;
        blocking16) load "$subject" standin-50x0 --mode blocking --clients 16 "${timed[@]}" ;;
        blocking64) load "$subject" standin-50x0 --mode blocking --clients 64 "${timed[@]}" ;;
        streaming64) load "$subject" standin-50x0 --mode streaming --clients 64 "${timed[@]}" ;;
        long64) load "$subject" standin-500x0 --mode streaming --clients 64 "${timed[@]}" ;;
        # Spread over the length of one answer, so that 64 requests do not come in the same instant each time.
        first64) load "$subject" standin-50ms-100x10ms --clients 64 --ramp-ms 1040 "${timed[@]}" ;;
        many2000) load "$subject" standin-100x100ms --clients 2000 --once true --ramp-ms $((2000000 / ramp_per_second)) ;;
        many5000) load "$subject" standin-15x1000ms --clients 5000 --once true --ramp-ms $((5000000 / ramp_per_second)) ;;
    esac
    say "round $round, $scenario, $subject: $(summary "$scenario")"
    printf '%s\t%s\t%s\t%s\n' "$round" "$scenario" "$subject" "$figures" >>"$work/raw.tsv"
}

summary() {
    case $1 in
        start) echo "$figures" ;;
        blocking*) echo "$(figure answers_per_s) answers/s, $(figure failed) failed" ;;
        streaming* | long*) echo "$(figure chunks_per_s) chunks/s, $(figure cpu_us_per_chunk) µs each, $(figure failed) failed" ;;
        first*) echo "first token p50 $(figure first_p50_ms) ms, p99 $(figure first_p99_ms) ms, $(figure failed) failed" ;;
        many*) echo "$(figure failed) failed, $(figure duration_ratio) of ideal, first token p99 $(figure first_p99_ms) ms," \
            "$(figure rss_peak_mb) MB" ;;
    esac
}

# Sets figures to the start time and idle memory. A service is started once more beside the one that runs, against the
# database of that one: it is up, and the schema is there.
measure_start() {
    local subject=$1 path environment=()
    require_free_port "$start_port"
    if [ "$subject" = nginx ]; then
        nginx_config "$start_port" "$work/nginx-start"
        path=/ready
    else
        use_database_of "$subject"
        service_command "$subject"
        environment=(env QUARKUS_DATASOURCE_JDBC_URL="$(jdbc_url)" QUARKUS_DATASOURCE_USERNAME="$PGUSER"
            QUARKUS_DATASOURCE_PASSWORD="$PGPASSWORD" DIFY_DATA_DIR="$work/start-$subject"
            QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT="$start_port")
        path=/q/health/ready
    fi
    # env replaces itself by the command, so that the process measured is the service.
    figures=$(java_run bench.StartTime --url "http://127.0.0.1:$start_port$path" --warm-url "$standin_url/v1/models" \
        --repeat "$start_repeats" --settle-ms "$start_settle_ms" --log "$work/start-$subject.log" -- \
        "${environment[@]}" "${command[@]}") || die "$subject did not start; see $work/start-$subject.log"
    sleep "$settle"
}

describe_environment() {
    local service
    echo "# Benchmark of $(date -u +'%Y-%m-%d %H:%M') UTC"
    echo
    echo "- machine: $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)," \
        "$(awk '/^MemTotal/ {printf "%.0f", $2 / 1048576}' /proc/meminfo) GB, Linux $(uname -r)," \
        "load before: $(cut -d' ' -f1-3 /proc/loadavg)"
    echo "- revision: $(git -C "$project" describe --always --dirty 2>/dev/null || echo unknown)"
    echo "- Java: $("$java" -version 2>&1 | sed -n 2p); $(/usr/sbin/nginx -v 2>&1 || nginx -v 2>&1)," \
        "SO_REUSEPORT ${BENCH_NGINX_REUSEPORT:-on}"
    for service in "${services[@]}"; do
        service_command "$service"
        use_database_of "$service"
        echo "- $service: \`${command[*]//$project\//}\`, PostgreSQL $(sql 'SHOW server_version')," \
            "fsync and synchronous_commit on"
        echo "  - idle after its first start and set-up: $(java_run bench.ProcessProbe "${pids[$service]}");" \
            "its PostgreSQL: $(java_run bench.ProcessProbe "$(head -n 1 "$(postmaster_file "$service")")" family)"
    done
    echo "- rounds: $rounds of $run_seconds s after $run_warmup s of warming up; big scenarios start $ramp_per_second streams per second"
    [ -z "${BENCH_REQUEST_EXTRA:-}" ] || echo "- added to each request: \`$BENCH_REQUEST_EXTRA\`"
}
