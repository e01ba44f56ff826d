#!/usr/bin/env bash
# Measures retrieval at 1 000, 10 000 and 100 000 segments. Needs `./mvnw package` before; see README.md in this folder.
#
#   benchmarks/retrieval/run.sh [sizes, such as 1000,10000]
#
# RETRIEVAL_SERVICE: the jar or binary to measure. RETRIEVAL_POSTGRES: a folder with PostgreSQL's programs, for one that has
# pgvector (see pgvector.sh). RETRIEVAL_HEAP: the service's heap, 768m. RETRIEVAL_GATE: once all is filled, measures when this
# file exists. RETRIEVAL_KEEP: measures what a run before has filled. DIFY_KNOWLEDGE_INDEX_PGVECTOR=false: without pgvector,
# though it is there. RETRIEVAL_WARM_UP: questions before those that are measured, 200. RETRIEVAL_METHODS:
# those to measure, such as semantic_search,keyword_search.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(cd "$here/../.." && pwd)
work=${BENCH_WORK:-$here}/work
service=${RETRIEVAL_SERVICE:-$project/target/quarkus-app/quarkus-run.jar}
# shellcheck source=../lib/common.sh
. "$here/../lib/common.sh"
find_java
[ -f "$service" ] || die "$service is missing: ./mvnw package"
[ -n "${RETRIEVAL_KEEP:-}" ] || rm -rf "$work"
mkdir -p "$work/classes"
if [ ! -f "$project/target/retrieval.classpath" ] || [ "$project/pom.xml" -nt "$project/target/retrieval.classpath" ]; then
    (cd "$project" && ./mvnw -q -B dependency:build-classpath -Dmdep.includeScope=test \
        -Dmdep.outputFile=target/retrieval.classpath)
fi
classpath=$project/target/classes:$(cat "$project/target/retrieval.classpath")
"$javac" -nowarn -proc:none -d "$work/classes" -cp "$classpath" "$here"/src/retrieval/*.java
"$java" -Xmx1g -Dheap="${RETRIEVAL_HEAP:-768m}" -cp "$work/classes:$classpath" retrieval.Main "$service" "$work/run" \
    "${RETRIEVAL_POSTGRES:-$work/postgres}" "${1:-1000,10000,100000}"
