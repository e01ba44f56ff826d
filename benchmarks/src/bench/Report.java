package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns the raw figures of a run into Markdown: the goals with medians and ratios to nginx, then each scenario.
 *
 * <p>Usage: {@code java bench.Report FOLDER}, which holds {@code raw.tsv} (round, scenario, subject, figures),
 * {@code rows.tsv} and {@code environment.md}.
 */
public final class Report {

    private static final Set<String> SERVICES = Set.of("native", "jar");
    private static final List<String> SUBJECTS = List.of("native", "jar", "nginx", "standin");

    private enum Rule {
        /** The value itself. */
        AT_MOST,
        /** In relation to nginx in the same run. */
        RATIO_AT_MOST, RATIO_AT_LEAST,
        /** How much more than the stand-in alone. */
        ABOVE_STANDIN_AT_MOST,
        /** What the stand-in must do, so that it is not the limit itself. */
        STANDIN_AT_LEAST
    }

    private record Goal(String what, String scenario, String figure, Rule rule, double limit, String unit) {
    }

    private static final List<Goal> GOALS = List.of(
            new Goal("stand-in alone, answers/s", "blocking64", "answers_per_s", Rule.STANDIN_AT_LEAST, 10_000, "/s"),
            new Goal("start to ready", "start", "start_ms", Rule.RATIO_AT_MOST, 4, "ms"),
            new Goal("idle memory", "start", "idle_rss_mb", Rule.RATIO_AT_MOST, 4, "MB"),
            new Goal("blocking answers/s, 16 clients", "blocking16", "answers_per_s", Rule.RATIO_AT_LEAST, 0.12, "/s"),
            new Goal("blocking answers/s, 64 clients", "blocking64", "answers_per_s", Rule.RATIO_AT_LEAST, 0.12, "/s"),
            new Goal("streaming chunks/s, 64 streams", "streaming64", "chunks_per_s", Rule.RATIO_AT_LEAST, 0.25, "/s"),
            new Goal("processor time per chunk, 64 streams", "streaming64", "cpu_us_per_chunk", Rule.AT_MOST, 8, "µs"),
            new Goal("the same, 500 chunks per answer", "long64", "chunks_per_s", Rule.RATIO_AT_LEAST, 0.25, "/s"),
            new Goal("the same, 500 chunks per answer", "long64", "cpu_us_per_chunk", Rule.AT_MOST, 8, "µs"),
            new Goal("first token p50, 64 streams", "first64", "first_p50_ms", Rule.ABOVE_STANDIN_AT_MOST, 3, "ms"),
            new Goal("2000 streams: answers failed", "many2000", "failed", Rule.AT_MOST, 0, ""),
            new Goal("2000 streams: duration / ideal", "many2000", "duration_ratio", Rule.AT_MOST, 1.02, ""),
            new Goal("2000 streams: first token p99", "many2000", "first_p99_ms", Rule.AT_MOST, 200, "ms"),
            new Goal("2000 streams: memory", "many2000", "rss_peak_mb", Rule.AT_MOST, 400, "MB"),
            new Goal("5000 streams: answers failed", "many5000", "failed", Rule.AT_MOST, 0, ""),
            new Goal("5000 streams: first token p99", "many5000", "first_p99_ms", Rule.AT_MOST, 300, "ms"),
            new Goal("5000 streams: memory", "many5000", "rss_peak_mb", Rule.AT_MOST, 500, "MB"));

    private static final Map<String, String> HEADINGS = Map.ofEntries(
            Map.entry("start_ms", "start ms"),
            Map.entry("start_min_ms", "quickest start ms"),
            Map.entry("idle_rss_mb", "idle RSS MB"),
            Map.entry("idle_pss_mb", "idle PSS MB"),
            Map.entry("completed", "completed"),
            Map.entry("failed", "failed"),
            Map.entry("answers_per_s", "answers/s"),
            Map.entry("chunks_per_s", "chunks/s"),
            Map.entry("cpu_us_per_chunk", "CPU µs/chunk"),
            Map.entry("cpu_us_per_answer", "CPU µs/answer"),
            Map.entry("first_p50_ms", "first p50 ms"),
            Map.entry("first_p99_ms", "first p99 ms"),
            Map.entry("first_max_ms", "first max ms"),
            Map.entry("answer_p50_ms", "answer p50 ms"),
            Map.entry("answer_p99_ms", "answer p99 ms"),
            Map.entry("duration_ratio", "run / ideal"),
            Map.entry("answer_ratio_max", "slowest answer / ideal"),
            Map.entry("rss_before_mb", "RSS before MB"),
            Map.entry("rss_peak_mb", "RSS peak MB"),
            Map.entry("database_pss_mb", "PostgreSQL PSS MB"));

    /** Scenario, subject and figure to the values of the rounds. */
    private final Map<String, List<Double>> values = new HashMap<>();
    private final TreeSet<String> subjects = new TreeSet<>((a, b) -> SUBJECTS.indexOf(a) - SUBJECTS.indexOf(b));
    private final List<String> scenarios = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Report report = new Report();
        for (String line : Files.readAllLines(folder.resolve("raw.tsv"))) {
            report.read(line.split("\t"));
        }
        report.out.append(Files.readString(folder.resolve("environment.md"))).append('\n');
        report.goals();
        report.scenarios.forEach(report::scenario);
        report.rows(Files.readAllLines(folder.resolve("rows.tsv")));
        System.out.print(report.out);
    }

    private void read(String[] fields) {
        String scenario = fields[1];
        String subject = fields[2];
        subjects.add(subject);
        if (!scenarios.contains(scenario)) {
            scenarios.add(scenario);
        }
        for (String figure : fields[3].split(" ")) {
            String[] pair = figure.split("=");
            values.computeIfAbsent(key(scenario, subject, pair[0]), key -> new ArrayList<>()).add(Double.valueOf(pair[1]));
        }
    }

    private void goals() {
        out.append("## Goals\n\nMedians over the rounds; × is the ratio to nginx, + the difference to the stand-in alone.\n\n");
        out.append("| what | goal |");
        subjects.forEach(subject -> out.append(' ').append(subject).append(" |"));
        out.append("\n|---|---|").append("---:|".repeat(subjects.size())).append('\n');
        for (Goal goal : GOALS) {
            if (scenarios.contains(goal.scenario)) {
                out.append("| ").append(goal.what).append(" | ").append(limit(goal)).append(" |");
                subjects.forEach(subject -> out.append(' ').append(cell(goal, subject)).append(" |"));
                out.append('\n');
            }
        }
        out.append('\n');
    }

    private static String limit(Goal goal) {
        String limit = number(goal.limit);
        return switch (goal.rule) {
            case AT_MOST -> "≤ " + withUnit(limit, goal);
            case RATIO_AT_MOST -> "≤ " + limit + "×";
            case RATIO_AT_LEAST -> "≥ " + limit + "×";
            case ABOVE_STANDIN_AT_MOST -> "≤ +" + withUnit(limit, goal);
            case STANDIN_AT_LEAST -> "≥ " + withUnit(limit, goal);
        };
    }

    private String cell(Goal goal, String subject) {
        double value = typical(goal.scenario, subject, goal.figure);
        boolean judged = goal.rule == Rule.STANDIN_AT_LEAST ? subject.equals("standin") : SERVICES.contains(subject);
        if (Double.isNaN(value) || goal.rule == Rule.STANDIN_AT_LEAST && !judged) {
            return "–";
        }
        double nginx = typical(goal.scenario, "nginx", goal.figure);
        double standin = typical(goal.scenario, "standin", goal.figure);
        String relation = switch (goal.rule) {
            case AT_MOST, STANDIN_AT_LEAST -> "";
            case RATIO_AT_MOST, RATIO_AT_LEAST -> " (" + number(value / nginx) + "×)";
            case ABOVE_STANDIN_AT_MOST -> " (" + (value < standin ? "−" : "+") + number(Math.abs(value - standin)) + ")";
        };
        boolean reached = switch (goal.rule) {
            case AT_MOST -> value <= goal.limit;
            case RATIO_AT_MOST -> value / nginx <= goal.limit;
            case RATIO_AT_LEAST -> value / nginx >= goal.limit;
            case ABOVE_STANDIN_AT_MOST -> value - standin <= goal.limit;
            case STANDIN_AT_LEAST -> value >= goal.limit;
        };
        return withUnit(number(value), goal) + relation + (judged ? reached ? " ✓" : " ✗" : "");
    }

    private static String withUnit(String number, Goal goal) {
        return goal.unit.isEmpty() || goal.unit.startsWith("/") ? number + goal.unit : number + " " + goal.unit;
    }

    private void scenario(String scenario) {
        List<String> figures = columns(scenario);
        out.append("## ").append(scenario).append("\n\nMedian (least – most) of the rounds.\n\n| subject | rounds |");
        figures.forEach(figure -> out.append(' ').append(HEADINGS.get(figure)).append(" |"));
        out.append("\n|---|---:|").append("---:|".repeat(figures.size())).append('\n');
        for (String subject : subjects) {
            if (values.keySet().stream().anyMatch(key -> key.startsWith(key(scenario, subject, "")))) {
                out.append("| ").append(subject).append(" | ").append(rounds(scenario, subject)).append(" |");
                figures.forEach(figure -> out.append(' ').append(spread(scenario, subject, figure)).append(" |"));
                out.append('\n');
            }
        }
        out.append('\n');
    }

    private void rows(List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        out.append("## Rows\n\nCounted in the database after each run; one less than the answers given fails the whole run.\n\n")
                .append("| subject | answers completed | messages | conversations | commits per answer | WAL syncs per answer |\n")
                .append("|---|---:|---:|---:|---:|---:|\n");
        lines.forEach(line -> out.append("| ").append(line.replace("\t", " | ")).append(" |\n"));
    }

    /** The median; of failures the most, since one is too many. */
    private double typical(String scenario, String subject, String figure) {
        List<Double> rounds = values.get(key(scenario, subject, figure));
        if (rounds == null) {
            return Double.NaN;
        }
        double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        if (figure.equals("failed")) {
            return sorted[sorted.length - 1];
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private String spread(String scenario, String subject, String figure) {
        List<Double> rounds = values.get(key(scenario, subject, figure));
        if (rounds == null) {
            return "–";
        }
        DoubleSummaryStatistics statistics = rounds.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        String typical = number(typical(scenario, subject, figure));
        return statistics.getMin() == statistics.getMax() ? typical
                : typical + " (" + number(statistics.getMin()) + " – " + number(statistics.getMax()) + ")";
    }

    private long rounds(String scenario, String subject) {
        return values.entrySet().stream().filter(entry -> entry.getKey().startsWith(key(scenario, subject, "")))
                .mapToLong(entry -> entry.getValue().size()).max().orElse(0);
    }

    private static String key(String scenario, String subject, String figure) {
        return scenario + "/" + subject + "/" + figure;
    }

    private static String number(double value) {
        double size = Math.abs(value);
        String format = value == Math.rint(value) || size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.3f" : "%.4f";
        String number = String.format(Locale.ROOT, format, value);
        return number.contains(".") ? number.replaceFirst("\\.?0+$", "") : number;
    }

    private static List<String> columns(String scenario) {
        String columns = switch (scenario.replaceAll("\\d", "")) {
            case "start" -> "start_ms start_min_ms idle_rss_mb idle_pss_mb";
            case "blocking" -> "completed failed answers_per_s cpu_us_per_answer answer_p50_ms answer_p99_ms "
                    + "rss_before_mb rss_peak_mb database_pss_mb";
            case "many" -> "completed failed duration_ratio answer_ratio_max first_p50_ms first_p99_ms first_max_ms "
                    + "cpu_us_per_chunk rss_before_mb rss_peak_mb database_pss_mb";
            default -> "completed failed chunks_per_s cpu_us_per_chunk first_p50_ms first_p99_ms answer_p50_ms "
                    + "answer_p99_ms rss_before_mb rss_peak_mb database_pss_mb";
        };
        return List.of(columns.split(" "));
    }
}
