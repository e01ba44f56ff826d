package dev.difynative.importer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What was taken, what had been taken before, and what could not be taken and why. */
final class ImportReport {
    private final Map<ImportKind, Counts> counts = new EnumMap<>(ImportKind.class);
    private final List<Problem> problems = new ArrayList<>();
    private final List<Mapping> mappings = new ArrayList<>();
    private final boolean dry;

    @RegisterForReflection
    record Counts(int taken, int before, int failed) {
        static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(int more, int moreBefore, int moreFailed) {
            return new Counts(taken + more, before + moreBefore, failed + moreFailed);
        }
    }

    /** Something that is not, or not wholly, as it was. */
    @RegisterForReflection
    record Problem(String kind, String name, String sourceId, String reason) {}

    /** An id that is another one here. */
    @RegisterForReflection
    record Mapping(String kind, String name, String sourceId, String id) {}

    @RegisterForReflection
    record Written(boolean dryRun, Map<String, Counts> counts, List<Problem> problems, List<Mapping> ids) {}

    ImportReport(boolean dry) { this.dry = dry; }

    void taken(ImportKind kind) { add(kind, 1, 0, 0); }

    void wasThere(ImportKind kind) { add(kind, 0, 1, 0); }

    /** It could not be taken. */
    void failed(ImportKind kind, String name, String sourceId, String reason) {
        add(kind, 0, 0, 1);
        problems.add(new Problem(kind.wire(), name, sourceId, reason));
    }

    /** It was taken, but something about it is to be known. */
    void note(ImportKind kind, String name, String sourceId, String what) {
        problems.add(new Problem(kind.wire(), name, sourceId, what));
    }

    void mapped(ImportKind kind, String name, String sourceId, String id) {
        mappings.add(new Mapping(kind.wire(), name, sourceId, id));
    }

    boolean anyFailed() { return counts.values().stream().anyMatch(each -> each.failed() > 0); }

    Written written() {
        Map<String, Counts> byName = new LinkedHashMap<>();
        counts.forEach((kind, each) -> byName.put(kind.wire(), each));
        return new Written(dry, byName, List.copyOf(problems), List.copyOf(mappings));
    }

    String text() {
        StringBuilder text = new StringBuilder(dry ? "Would be taken (nothing was changed):\n" : "Taken:\n");
        counts.forEach((kind, each) -> text.append("  %-20s %6d".formatted(kind.label(), each.taken()))
                .append(each.before() > 0 ? ", %d had been taken before".formatted(each.before()) : "")
                .append(each.failed() > 0 ? ", %d could not be taken".formatted(each.failed()) : "").append('\n'));
        if (!problems.isEmpty()) {
            text.append("To be looked at:\n");
            problems.forEach(
                    problem -> text.append("  %s '%s': %s%n".formatted(problem.kind(), problem.name(), problem.reason())));
        }
        return text.append("""
                Never taken: credentials of models, tools and extensions, plugins, members, workflow runs.
                Set up the models in the new workspace, then look at each app once.""").toString();
    }

    private void add(ImportKind kind, int taken, int before, int failed) {
        counts.merge(kind, new Counts(taken, before, failed), (old, more) -> old.plus(taken, before, failed));
    }
}
