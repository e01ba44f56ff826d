# Shell functions of run.sh: what is measured, and how it is started and set up.
# shellcheck shell=bash

# The first one is asked once while setting up, so it must answer at once.
models=standin-50x0,standin-500x0,standin-50ms-100x10ms,standin-100x100ms,standin-15x1000ms
declare -A service_port=([native]=$((base_port + 3)) [jar]=$((base_port + 4)))
declare -A completed_total=() rows_at_start=() database_at_start=()

# Sets services to those that can be measured; builds what is missing.
find_subjects() {
    jar=${BENCH_JAR:-$project/target/quarkus-app/quarkus-run.jar}
    native=${BENCH_NATIVE:-$(ls "$project"/target/*-runner 2>/dev/null | head -n 1 || true)}
    services=()
    if [ "$only" != native ]; then
        if [ ! -f "$jar" ]; then
            say "building the jar"
            (cd "$project" && ./mvnw -q package -DskipTests) >&2
        fi
        services+=(jar)
    fi
    if [ "$only" != jar ]; then
        if [ -z "$native" ] && [ -n "${GRAALVM_HOME:-}" ]; then
            say "building the native binary"
            (cd "$project" && ./mvnw -q package -Dnative -DskipTests) >&2
            native=$(ls "$project"/target/*-runner | head -n 1)
        fi
        if [ -n "$native" ]; then
            services=(native "${services[@]}")
        elif [ "$only" = native ]; then
            die "no native binary (target/*-runner): build it with ./mvnw package -Dnative, or set GRAALVM_HOME"
        else
            say "no native binary (target/*-runner) and no GRAALVM_HOME: only the jar is measured"
        fi
    fi
}

# Sets command to what starts a service; more options for it come from the environment.
service_command() {
    case $1 in
        # shellcheck disable=SC2206 # Options are separated by spaces.
        native) command=("$native" ${BENCH_NATIVE_OPTIONS:-}) ;;
        # shellcheck disable=SC2206
        jar) command=("$java" ${BENCH_JAR_OPTIONS:-} -jar "$jar") ;;
    esac
}

data_folder() {
    echo "$work/data-$1"
}

# --- The database of a service: everything that is known about it is in these three functions. ---

postmaster_file() {
    echo "$(data_folder "$1")/postgres/data/postmaster.pid"
}

# Sets the PG* variables that psql and jdbc_url use.
use_database_of() {
    export PGHOST=127.0.0.1 PGUSER=dify PGDATABASE=dify PGPASSWORD PGPORT PGCONNECT_TIMEOUT=5
    PGPORT=$(sed -n 4p "$(postmaster_file "$1")")
    PGPASSWORD=$(cat "$(data_folder "$1")/postgres/password")
}

stop_database() {
    # The service ends its database itself; this is for the case that it could not.
    local file pid
    file=$(postmaster_file "$1")
    [ -f "$file" ] || return 0
    pid=$(head -n 1 "$file")
    if alive "$pid"; then
        stop_pid "$pid" INT
    fi
}

# ---

jdbc_url() {
    echo "jdbc:postgresql://$PGHOST:$PGPORT/$PGDATABASE"
}

sql() {
    psql -X -q -A -t -v ON_ERROR_STOP=1 -c "$1"
}

start_standin() {
    require_free_port "$standin_port"
    start_process standin "$java" -XX:+UseSerialGC -Xms64m -Xmx512m -cp "$work/classes" bench.ModelServer "$standin_port"
    wait_until 10 standin answers_200 "$standin_port" /v1/models
}

nginx_config() {
    local port=$1 folder=$2
    mkdir -p "$folder"
    sed -e "s#@DIR@#$folder#; s#@NOFILE@#$(ulimit -n)#; s#@STANDIN_PORT@#$standin_port#; s#@NGINX_PORT@#$port#" \
        "$here/nginx.conf.template" >"$folder/nginx.conf"
    if [ "${BENCH_NGINX_REUSEPORT:-on}" = off ]; then
        sed -i 's/ reuseport//' "$folder/nginx.conf"
    fi
    # -e: the log that is open before the configuration has been read.
    command=("$(command -v nginx || echo /usr/sbin/nginx)" -p "$folder" -c "$folder/nginx.conf" -e "$folder/error.log")
}

start_nginx() {
    require_free_port "$nginx_port"
    nginx_config "$nginx_port" "$work/nginx"
    start_process nginx "${command[@]}"
    wait_until 10 nginx answers_200 "$nginx_port" /ready
}

start_service() {
    local subject=$1 port=${service_port[$1]}
    require_free_port "$port"
    say "starting $subject with its own PostgreSQL"
    service_command "$subject"
    start_process "$subject" env -u QUARKUS_DATASOURCE_JDBC_URL DIFY_DATA_DIR="$(data_folder "$subject")" \
        QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT="$port" "${command[@]}"
    wait_until 120 "$subject" answers_200 "$port" /q/health/ready
    java_run bench.Setup --url "http://127.0.0.1:$port" --standin "$standin_url" --models "$models" --out "$work/$subject.keys"

    use_database_of "$subject"
    local setting
    for setting in fsync synchronous_commit full_page_writes; do
        [ "$(sql "SHOW $setting")" = on ] || die "$subject: $setting is off in its PostgreSQL; nothing measured so would count"
    done
    completed_total[$subject]=0
    rows_at_start[$subject]=$(count_rows)
    database_at_start[$subject]=$(database_work)
}

key_of() {
    sed -n "s/^$2 //p" "$work/$1.keys"
}

# "messages conversations" of the database in use; an answer counts when it was completed regularly.
count_rows() {
    sql "SELECT (SELECT count(*) FROM messages WHERE status = 'normal') || ' ' || (SELECT count(*) FROM conversations)"
}

# "commits syncs" since the database was made; older and newer versions keep the second figure elsewhere.
database_work() {
    local commits syncs
    commits=$(sql "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
    syncs=$(sql "SELECT wal_sync FROM pg_stat_wal" 2>/dev/null ||
        sql "SELECT sum(fsyncs) FROM pg_stat_io WHERE object = 'wal'" 2>/dev/null || echo 0)
    echo "$commits $syncs"
}

# check_rows SUBJECT "BEFORE" COMPLETED SENT: a run outlives its reader, so an answer that the generator gave up on
# may have been stored; one that it has read to its end must have been.
check_rows() {
    local subject=$1 completed=$3 sent=$4 after before_messages before_conversations messages conversations
    read -r before_messages before_conversations <<<"$2"
    after=$(count_rows)
    messages=$((${after% *} - before_messages))
    conversations=$((${after#* } - before_conversations))
    completed_total[$subject]=$((${completed_total[$subject]} + completed))
    if [ "$messages" -lt "$completed" ] || [ "$messages" -gt "$sent" ]; then
        fail "$subject: $completed answers completed, $sent asked for, but $messages messages stored"
    fi
    if [ "$conversations" -lt "$completed" ] || [ "$conversations" -gt "$sent" ]; then
        fail "$subject: $completed answers completed, $sent asked for, but $conversations conversations stored"
    fi
}

# One line for the report: subject, answers, messages, conversations, commits and syncs per answer.
summarize_rows() {
    local subject=$1 after work_after
    use_database_of "$subject"
    after=$(count_rows)
    work_after=$(database_work)
    awk -v OFS='\t' -v subject="$subject" -v answers="${completed_total[$subject]}" -v before="${rows_at_start[$subject]}" \
        -v after="$after" -v work_before="${database_at_start[$subject]}" -v work_after="$work_after" 'BEGIN {
            split(before, b, " "); split(after, a, " "); split(work_before, c, " "); split(work_after, d, " ")
            n = answers > 0 ? answers : 1
            print subject, answers, a[1] - b[1], a[2] - b[2], sprintf("%.2f", (d[1] - c[1]) / n), sprintf("%.2f", (d[2] - c[2]) / n)
        }'
}
