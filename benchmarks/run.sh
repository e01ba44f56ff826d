#!/usr/bin/env bash
# Measures the service beside nginx and the model server stand-in. One command, no argument needed:
#
#   benchmarks/run.sh [--quick] [--only native|jar] [--scenarios a,b] [--rounds N]
#
# See README.md in this folder for what is measured and how to read it.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(dirname "$here")
work=${BENCH_WORK:-$here}/work
# One for all starts: the start is measured with a data folder of its own on a database that the same binary has filled.
export DIFY_SECRET_KEY=the-secret-key-of-all-benchmarks-here
results=$here/results

all_scenarios=start,blocking16,blocking64,streaming64,long64,first64,many2000,many5000
scenarios=$all_scenarios
only=
rounds=3
quick=false

# Seconds, unless the name says otherwise.
run_seconds=10
run_warmup=3
first_warmup=20
settle=2
start_repeats=5
start_settle_ms=5000
# New streams per second while the big scenarios begin: below the rate of complete answers that the goals ask for,
# so that the first token shows latency and not a queue of starts.
ramp_per_second=${BENCH_RAMP_PER_SECOND:-500}

usage() {
    sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    echo "scenarios: $all_scenarios"
    exit "$1"
}

while [ $# -gt 0 ]; do
    case $1 in
        --quick) quick=true; run_seconds=4; run_warmup=1; first_warmup=6; start_repeats=2; start_settle_ms=2000; settle=1 ;;
        --only) only=${2:-}; shift ;;
        --scenarios) scenarios=${2:-}; shift ;;
        --rounds) rounds=${2:-}; shift ;;
        --help | -h) usage 0 ;;
        *) echo "unknown option $1" >&2; usage 2 ;;
    esac
    shift
done

# shellcheck source=lib/common.sh
. "$here/lib/common.sh"
# shellcheck source=lib/subjects.sh
. "$here/lib/subjects.sh"
# shellcheck source=lib/scenarios.sh
. "$here/lib/scenarios.sh"

case $only in '' | native | jar) ;; *) die "--only takes native or jar" ;; esac
for scenario in ${scenarios//,/ }; do
    case ,$all_scenarios, in *",$scenario,"*) ;; *) die "unknown scenario $scenario; there are $all_scenarios" ;; esac
done

raise_file_limit
find_java
require nginx "apt-get install nginx-light"
require psql "apt-get install postgresql-client"
find_subjects

rm -rf "$work"
mkdir -p "$work" "$results"
# nginx's workers run as another user when this runs as root.
chmod 755 "$work"
: >"$work/raw.tsv"
: >"$work/rows.tsv"
trap cleanup EXIT
trap 'exit 130' INT TERM

say "compiling the stand-in and the generator"
"$javac" -d "$work/classes" "$here"/src/bench/*.java

start_standin
start_nginx
for subject in "${services[@]}"; do
    start_service "$subject"
done
describe_environment >"$work/environment.md"

for subject in "${services[@]}"; do
    warm_up "$subject"
done

# Each round begins with another subject, so that none always has the quietest or the busiest moment.
subjects=("${services[@]}" nginx standin)
for ((round = 1; round <= rounds; round++)); do
    for scenario in ${scenarios//,/ }; do
        if $quick && [ "$round" -gt 1 ] && [[ $scenario == many* ]]; then
            continue
        fi
        for ((i = 0; i < ${#subjects[@]}; i++)); do
            run_scenario "$round" "$scenario" "${subjects[(i + round - 1) % ${#subjects[@]}]}"
        done
    done
done

for subject in "${services[@]}"; do
    summarize_rows "$subject" >>"$work/rows.tsv"
done
java_run bench.Report "$work" >"$results/latest.md"
cp "$work/raw.tsv" "$results/latest.tsv"
cat "$results/latest.md"
if [ "$failed" -ne 0 ]; then
    die "the run failed: see the messages above"
fi
