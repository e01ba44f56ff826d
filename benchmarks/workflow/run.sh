#!/usr/bin/env bash
# Measures workflows beside the model server stand-in, history stored; see README.md in this folder.
#
#   benchmarks/workflow/run.sh [--only native|jar] [--quick] [--seconds N] [--warmup N] [WORKFLOW...]
#
# --quick: rounds of three seconds with one of the two, to see in a minute and a half that all works; its figures are not to be
# quoted.
# WORKFLOW: only these of README.md's table.
#
# BENCH_NATIVE, BENCH_JAR: the binary and the jar to measure.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
project=$(dirname "$here")
work=${BENCH_WORK:-$here/workflow}/work
only=
quick=
seconds=10
warmup=5
workflows=()
while [ $# -gt 0 ]; do
    case $1 in
        --only) only=${2:-}; shift ;;
        --quick) quick=1 seconds=3 warmup=2 ;;
        --seconds) seconds=${2:-}; shift ;;
        --warmup) warmup=${2:-}; shift ;;
        [a-z]*) workflows+=("$1") ;;
        *) sed -n '2,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2 ;;
    esac
    shift
done

# shellcheck source=../lib/common.sh
. "$here/lib/common.sh"
# shellcheck source=../lib/subjects.sh
. "$here/lib/subjects.sh"
needed_files=4000
raise_file_limit
find_java
require psql "apt-get install postgresql-client"
find_subjects
[ -z "$quick" ] || services=("${services[0]}")

rm -rf "$work"
mkdir -p "$work"
trap cleanup EXIT
trap 'exit 130' INT TERM
"$javac" -d "$work/classes" "$here"/src/bench/*.java "$here"/workflow/src/workflow/*.java
start_standin

measure() {
    local subject=$1 port=${service_port[$1]} completed stored
    require_free_port "$port"
    service_command "$subject"
    start_process "$subject" env -u QUARKUS_DATASOURCE_JDBC_URL DIFY_DATA_DIR="$(data_folder "$subject")" \
        QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT="$port" "${command[@]}"
    wait_until 120 "$subject" answers_200 "$port" /q/health/ready
    echo "## $subject"
    echo
    use_database_of "$subject"
    java_run workflow.Main "http://127.0.0.1:$port" "$standin_url" "$seconds" "$warmup" "${pids[$subject]}" \
        "$(head -n 1 "$(postmaster_file "$subject")")" ${workflows[@]+"${workflows[@]}"} | tee "$work/$subject.out" | sed '$d'
    completed=$(tail -n 1 "$work/$subject.out")
    for setting in fsync synchronous_commit full_page_writes; do
        [ "$(sql "SHOW $setting")" = on ] || die "$subject: $setting is off in its PostgreSQL; nothing measured so would count"
    done
    stored=$(sql "SELECT count(*) FROM workflow_runs WHERE status = 'succeeded'")
    [ "$stored" = "$completed" ] || fail "$subject: $completed runs were read to their end, but $stored are stored as succeeded"
    echo "Stored: $stored runs, $(sql "SELECT count(*) FROM workflow_node_executions") node executions," \
        "$(sql "SELECT sum(last_event - first_event + 1) FROM workflow_run_events") events;" \
        "memory of the process at the end: $(($(awk '/VmRSS/ {print $2}' "/proc/${pids[$subject]}/status") / 1024)) MB"
    echo
    stop_pid "${pids[$subject]}" TERM
    unset "pids[$subject]"
    stop_database "$subject"
}

for subject in "${services[@]}"; do
    measure "$subject"
done
exit "$failed"
