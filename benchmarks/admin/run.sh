#!/usr/bin/env bash
# Measures what administrators wait for: lists at 100 000 apps and 1 000 000 messages, the cost of the rate limiter, and whether
# limits are exact on two instances. Needs `./mvnw package` before; see README.md in this folder.
#
#   benchmarks/admin/run.sh [fill|lists|texts|limiter|exact|all]
#
# fill makes the database that lists needs, in benchmarks/admin/work; all does everything. Needs redis-server in PATH.
# ADMIN_SERVICE: the jar or binary to measure. ADMIN_APPS, ADMIN_MESSAGES: other sizes. ADMIN_WARM_UP: calls before those that are
# measured, more for a jar.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(cd "$here/../.." && pwd)
work=${BENCH_WORK:-$here/work}
service=${ADMIN_SERVICE:-$project/target/quarkus-app/quarkus-run.jar}
# shellcheck source=../lib/common.sh
. "$here/../lib/common.sh"
find_java
[ -f "$service" ] || die "$service is missing: ./mvnw package"
mkdir -p "$work/classes"
if [ ! -f "$project/target/admin.classpath" ] || [ "$project/pom.xml" -nt "$project/target/admin.classpath" ]; then
    (cd "$project" && ./mvnw -q -B dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/admin.classpath)
fi
classpath=$project/target/classes:$project/target/test-classes:$(cat "$project/target/admin.classpath")
"$javac" -nowarn -proc:none -d "$work/classes" -cp "$classpath" "$here"/src/admin/*.java \
    "$here"/src/dev/difynative/quota/*.java
"$java" -Xmx512m -Dapps="${ADMIN_APPS:-100000}" -Dmessages="${ADMIN_MESSAGES:-1000000}" -DwarmUp="${ADMIN_WARM_UP:-300}" -cp "$work/classes:$classpath" \
    admin.Main "$service" "$work" "${1:-all}"
