package bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The load generator: one thread, closed loop. Each client sends its next request when the last answer has ended,
 * for a given time ({@code --seconds}), or sends a single one ({@code --once true}). Clients start in a ramp.
 *
 * <p>Prints one line of {@code name=value} figures on standard output, the first faults on standard error.
 */
public final class Load implements LoadConnection.Listener {

    private static final Set<String> OPTIONS = Set.of("url", "api", "mode", "model", "key", "clients", "warmup",
            "seconds", "once", "ramp-ms", "pid", "database-pid", "extra");
    /** The text of every so many answers is compared word by word; frames are counted in all of them. */
    private static final int TEXT_SAMPLE = 64;
    private static final long GRACE_NANOS = 60_000_000_000L;
    private static final int TOO_MANY_FAULTS = 200;

    private final Answer answer;
    private final boolean once;
    private final long rampNanos;
    private final long warmupNanos;
    private final long windowNanos;
    private final ProcessProbe subject;
    private final ProcessProbe database;
    private final Selector selector = Selector.open();
    private final TimerWheel<LoadConnection> starts = new TimerWheel<>();
    private final List<LoadConnection> connections = new ArrayList<>();
    private final byte[] input = new byte[256 * 1024];

    private boolean measuring;
    private boolean sending = true;
    private int waiting;
    private int unstarted;
    private long measureStart;
    private long lastEnd;

    private long sent;
    private long completed;
    private long faults;
    private long measuredAnswers;
    private long measuredPieces;
    private long pieces;
    private final Samples first = new Samples();
    private final Samples whole = new Samples();

    private Load(Options options) throws IOException {
        URI url = URI.create(options.text("url"));
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(url.getHost()), url.getPort());
        if (!address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("load is sent to this machine only, not to " + url);
        }
        answer = Answer.of(options.text("model")).orElseThrow(() -> new IllegalArgumentException("not a model of the stand-in"));
        once = Boolean.parseBoolean(options.text("once", "false"));
        rampNanos = (long) (options.number("ramp-ms", 0) * 1e6);
        warmupNanos = (long) (options.number("warmup", 0) * 1e9);
        windowNanos = (long) (options.number("seconds", 10) * 1e9);
        subject = ProcessProbe.of(options.text("pid", ""));
        database = ProcessProbe.of(options.text("database-pid", ""));

        boolean blocking = options.text("mode", "streaming").equals("blocking");
        boolean chat = options.text("api").equals("chat");
        AnswerReader.Form form = !chat ? AnswerReader.Form.OPENAI_STREAM
                : blocking ? AnswerReader.Form.CHAT_BLOCKING : AnswerReader.Form.CHAT_STREAM;
        int expected = form == AnswerReader.Form.CHAT_BLOCKING ? 1 : answer.chunks();
        String text = answer.text();
        int clients = (int) options.number("clients", 64);
        for (int i = 1; i <= clients; i++) {
            byte[] request = chat ? chatRequest(url, options, i, blocking) : modelRequest(url, options, i);
            connections.add(new LoadConnection(address, selector, request, new AnswerReader(form), expected, text, this));
        }
    }

    public static void main(String[] args) throws IOException {
        Load load = new Load(new Options(args, OPTIONS));
        System.out.println(load.run());
        System.exit(load.faults == 0 ? 0 : 3);
    }

    private static byte[] chatRequest(URI url, Options options, int client, boolean blocking) {
        String extra = options.text("extra", "");
        String body = "{\"inputs\":{},\"query\":\"Tell me about the river, number " + client + ".\",\"response_mode\":\""
                + (blocking ? "blocking" : "streaming") + "\",\"user\":\"bench-" + client + "\",\"conversation_id\":\"\""
                + (extra.isEmpty() ? "" : "," + extra) + "}";
        return post(url, "/v1/chat-messages", options.text("key"), body);
    }

    private static byte[] modelRequest(URI url, Options options, int client) {
        String body = "{\"model\":\"" + options.text("model") + "\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Tell me about the river, number " + client + ".\"}]}";
        return post(url, "/v1/chat/completions", options.text("key", "x"), body);
    }

    private static byte[] post(URI url, String path, String key, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nAccept: */*\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(US_ASCII);
    }

    private String run() throws IOException {
        long start = System.nanoTime();
        scheduleStarts();
        long measureFrom = once ? start : start + Math.max(warmupNanos, rampNanos);
        long sendUntil = once ? Long.MAX_VALUE : measureFrom + windowNanos;
        long giveUp = once ? start + rampNanos + answer.idealMillis() * 3_000_000 + GRACE_NANOS : sendUntil + GRACE_NANOS;
        long cpuBefore = 0;
        long cpu = 0;
        long measuredNanos = 0;
        MemorySampler memory = new MemorySampler(subject, database);
        try (memory) {
            while (unstarted > 0 || waiting > 0) {
                long now = System.nanoTime();
                if (!measuring && measureStart == 0 && now >= measureFrom) {
                    measuring = true;
                    measureStart = now;
                    cpuBefore = subject.cpuTicks();
                }
                if (sending && now >= sendUntil) {
                    cpu = subject.cpuTicks() - cpuBefore;
                    measuredNanos = now - measureStart;
                    measuring = false;
                    sending = false;
                    unstarted = 0;
                }
                if (now > giveUp || faults > TOO_MANY_FAULTS && !once) {
                    abandon();
                    break;
                }
                long wait = starts.millisToNext();
                selector.select(key -> ((LoadConnection) key.attachment()).onReady(input), wait == 0 ? 20 : Math.min(wait, 20));
                starts.advance(this::startClient);
            }
        }
        if (once) {
            cpu = subject.cpuTicks() - cpuBefore;
            measuredNanos = lastEnd - start;
        }
        return figures(measuredNanos, cpu, memory);
    }

    private void scheduleStarts() {
        long now = TimerWheel.now();
        unstarted = connections.size();
        for (int i = 0; i < connections.size(); i++) {
            starts.schedule(connections.get(i), now + 1 + rampNanos * i / connections.size() / 1_000_000);
        }
    }

    private void startClient(LoadConnection connection) {
        if (sending) {
            unstarted--;
            send(connection);
        }
    }

    private void send(LoadConnection connection) {
        waiting++;
        connection.send(once || sent % TEXT_SAMPLE == 0);
        sent++;
    }

    private void abandon() {
        for (LoadConnection connection : connections) {
            if (connection.waiting()) {
                faults++;
            }
            connection.close();
        }
        System.err.println("given up with " + waiting + " answers outstanding");
    }

    @Override
    public void firstPiece(LoadConnection connection, long nanos) {
        if (measureStart != 0 && connection.requested() >= measureStart) {
            first.add(nanos);
        }
    }

    @Override
    public void pieces(int count) {
        pieces += count;
        if (measuring) {
            measuredPieces += count;
        }
    }

    @Override
    public void finished(LoadConnection connection, long nanos, boolean complete, String fault) {
        waiting--;
        lastEnd = System.nanoTime();
        if (complete) {
            completed++;
            if (measureStart != 0 && connection.requested() >= measureStart) {
                whole.add(nanos);
            }
            if (measuring) {
                measuredAnswers++;
            }
        } else if (faults++ < 5) {
            System.err.println(fault);
        }
        if (sending && !once) {
            // Through the wheel, so that a server that refuses at once does not turn the loop into a recursion.
            if (complete) {
                send(connection);
            } else {
                unstarted++;
                starts.schedule(connection, TimerWheel.now() + 10);
            }
        }
    }

    private String figures(long measuredNanos, long cpuTicks, MemorySampler memory) {
        double seconds = measuredNanos / 1e9;
        double ideal = (rampNanos / 1e6 * (connections.size() - 1) / connections.size() + answer.idealMillis()) / 1000;
        StringBuilder line = new StringBuilder();
        add(line, "sent", sent);
        add(line, "completed", completed);
        add(line, "failed", sent - completed);
        add(line, "pieces", pieces);
        add(line, "answers_per_s", measuredAnswers / seconds);
        add(line, "chunks_per_s", measuredPieces / seconds);
        add(line, "first_p50_ms", first.percentile(50));
        add(line, "first_p99_ms", first.percentile(99));
        add(line, "first_max_ms", first.percentile(100));
        add(line, "answer_p50_ms", whole.percentile(50));
        add(line, "answer_p99_ms", whole.percentile(99));
        add(line, "cpu_us_per_chunk", cpuTicks * 10_000.0 / Math.max(1, measuredPieces));
        add(line, "cpu_us_per_answer", cpuTicks * 10_000.0 / Math.max(1, measuredAnswers));
        if (once) {
            add(line, "run_s", seconds);
            add(line, "duration_ratio", seconds / ideal);
            add(line, "answer_ratio_max", whole.percentile(100) / Math.max(1, answer.idealMillis()));
        }
        add(line, "rss_before_mb", memory.beforeKilobytes() / 1024.0);
        add(line, "rss_peak_mb", memory.highestKilobytes() / 1024.0);
        add(line, "database_pss_mb", memory.highestDatabaseKilobytes() / 1024.0);
        return line.toString().strip();
    }

    private static void add(StringBuilder line, String name, double value) {
        String text = value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.3f", value);
        line.append(name).append('=').append(text).append(' ');
    }
}
