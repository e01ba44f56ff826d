package workflow;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import bench.ProcessProbe;

/**
 * Measures workflows: {@code java workflow.Main URL STANDIN SECONDS WARMUP SERVICE_PID DATABASE_PID [WORKFLOW…]}. Each client
 * asks for its next run when the last one has ended. Prints Markdown, and as its last line the number of runs that were read to
 * their end.
 */
public final class Main {
    private static final double MILLIS = 1e6;
    private static final long TICK_MICROS = 10_000;
    private static final int GOAL_PER_SECOND = 500;
    private static final AtomicLong COMPLETED = new AtomicLong();
    private final URI url;
    private final double seconds;
    private final double warmup;
    private final ProcessProbe service;
    private final ProcessProbe database;
    private final Set<String> wanted;

    /** What was measured of one workflow; processor time is per run, of the service and of its database. */
    private record Figures(String name, int clients, long runs, double perSecond, double p50, double p99, double firstP99,
            double bytes, double serviceMicros, double databaseMicros) {

        double micros() { return serviceMicros + databaseMicros; }
    }

    private Main(String[] args) {
        url = URI.create(args[0]);
        seconds = Double.parseDouble(args[2]);
        warmup = Double.parseDouble(args[3]);
        service = ProcessProbe.of(args[4]);
        database = ProcessProbe.of(args[5]);
        wanted = Set.copyOf(List.of(args).subList(6, args.length));
    }

    public static void main(String[] args) throws Exception {
        Main main = new Main(args);
        Console console = new Console(args[0]);
        console.signIn();
        console.provider(args[1]);
        Map<String, String> keys = new LinkedHashMap<>();
        for (Map.Entry<String, String> graph : Graphs.all("standin-100x100ms").entrySet()) {
            keys.put(graph.getKey(), console.workflow(graph.getKey(), graph.getValue()));
        }
        main.measure(keys);
        System.out.println(COMPLETED.get());
    }

    private void measure(Map<String, String> keys) throws Exception {
        System.out.println("| workflow | clients | mode | runs/s | p50 ms | p99 ms | first byte p99 ms | bytes | service µs/run |"
                + " database µs/run |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        String empty = "empty" + Graphs.CHAIN;
        String template = "template" + Graphs.CHAIN;
        Figures echo = load("echo", keys, "blocking", 60);
        load("echo", keys, "streaming", 60);
        Figures paced = load("echo", keys, "blocking", 60, GOAL_PER_SECOND);
        load("echo", keys, "blocking", 1);
        Figures short4 = load("echo", keys, "streaming", 4);
        Figures branches = load("branches10", keys, "streaming", 4);
        load("branches10", keys, "streaming", 16);
        Figures iteration = load("iteration100", keys, "streaming", 4);
        Figures emptyBlocking = load(empty, keys, "blocking", 4);
        Figures emptyStreamed = load(empty, keys, "streaming", 4);
        Figures templates = load(template, keys, "blocking", 4);
        once("slow-model", keys, 500);
        System.out.println();
        if (short4 != null && emptyBlocking != null && emptyStreamed != null && templates != null) {
            double node = (emptyStreamed.micros() - short4.micros()) / (Graphs.CHAIN - 1);
            double ratio = 1 + (templates.micros() - emptyBlocking.micros()) / Graphs.CHAIN / node;
            double events = (emptyStreamed.micros() - emptyBlocking.micros()) / (Graphs.CHAIN + 2);
            System.out.printf(Locale.ROOT, "An empty node more costs %.1f µs of processor time, history stored; a template costs %.2f "
                    + "times that. Sending the two events of a node costs %.1f µs more than keeping them.%n", node, ratio, events);
            if (branches != null && iteration != null) {
                // A branch is a template more; besides, there is the node that joins them.
                System.out.printf(Locale.ROOT, "A branch of one template costs %.2f times an empty node, an item of an iteration (the "
                        + "events of its round, a template and its place in the list) %.2f times.%n",
                        (branches.micros() - short4.micros()) / Graphs.BRANCHES / node,
                        (iteration.micros() - short4.micros()) / Graphs.ITEMS / node);
            }
            System.out.println();
        }
        if (echo != null) {
            System.out.printf(Locale.ROOT, "Goals: ≥ %d echo runs/s: %.0f; p99 ≤ 60 ms of 60 clients that ask for %d runs/s together: "
                    + "%.0f ms (of 60 that never rest: %.0f ms).%n%n", GOAL_PER_SECOND, echo.perSecond(), GOAL_PER_SECOND, paced.p99(),
                    echo.p99());
        }
    }

    private static String body(String workflow, String mode) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < Graphs.ITEMS; i++) {
            items.add("\"item " + i + "\"");
        }
        String list = workflow.startsWith("iteration") ? ",\"list\":{\"items\":[" + String.join(",", items) + "]}" : "";
        return "{\"inputs\":{\"text\":\"hello\"" + list + "},\"user\":\"bench\",\"response_mode\":\"" + mode + "\"}";
    }

    private static Figures show(String mode, Figures figures) {
        System.out.printf(Locale.ROOT, "| %s | %d | %s | %.0f | %.1f | %.1f | %.1f | %.0f | %.0f | %.0f |%n", figures.name(),
                figures.clients(), mode, figures.perSecond(), figures.p50(), figures.p99(), figures.firstP99(), figures.bytes(),
                figures.serviceMicros(), figures.databaseMicros());
        return figures;
    }

    private boolean isWanted(String name) { return wanted.isEmpty() || wanted.contains(name); }

    private Figures load(String name, Map<String, String> keys, String mode, int clients) throws Exception {
        return load(name, keys, mode, clients, 0);
    }

    /**
     * Runs one after the other, for a while; null when the workflow is not wanted. With a rate the clients keep to it together, and
     * a run counts from when it was due.
     */
    private Figures load(String name, Map<String, String> keys, String mode, int clients, int perSecond) throws Exception {
        if (!isWanted(name)) {
            return null;
        }
        ConcurrentLinkedQueue<long[]> samples = new ConcurrentLinkedQueue<>();
        long begin = System.nanoTime() + (long) (warmup * 1e9);
        long end = begin + (long) (seconds * 1e9);
        Processors processors = new Processors();
        Thread watch = Thread.ofPlatform().start(() -> processors.begin(begin));
        String body = body(name, mode);
        AtomicLong place = new AtomicLong();
        long start = System.nanoTime();
        all(clients, () -> {
            long due = perSecond == 0 ? 0 : start + place.getAndIncrement() * 1_000_000_000L / perSecond;
            try (Client client = new Client(url, keys.get(name), body)) {
                while (System.nanoTime() < end) {
                    java.util.concurrent.locks.LockSupport.parkNanos(due - System.nanoTime());
                    long sent = perSecond == 0 ? System.nanoTime() : due;
                    sample(client, sent, sent >= begin ? samples : null);
                    due += perSecond == 0 ? 0 : clients * 1_000_000_000L / perSecond;
                }
            }
        });
        watch.join();
        return show(perSecond == 0 ? mode : mode + ", " + perSecond + "/s", figures(name, clients, samples, (System.nanoTime() - begin) / 1e9, processors));
    }

    /** One run per client, all at once. */
    private void once(String name, Map<String, String> keys, int clients) throws Exception {
        if (!isWanted(name)) {
            return;
        }
        ConcurrentLinkedQueue<long[]> samples = new ConcurrentLinkedQueue<>();
        long begin = System.nanoTime();
        Processors processors = new Processors();
        processors.begin(begin);
        String body = body(name, "streaming");
        all(clients, () -> {
            try (Client client = new Client(url, keys.get(name), body)) {
                sample(client, System.nanoTime(), samples);
            }
        });
        show("streaming", figures(name, clients, samples, (System.nanoTime() - begin) / 1e9, processors));
    }

    /** Processor time that the service and its database have used since a moment. */
    private final class Processors {
        private long serviceTicks;
        private long databaseTicks;

        void begin(long at) {
            java.util.concurrent.locks.LockSupport.parkNanos(Math.max(0, at - System.nanoTime()));
            serviceTicks = service.cpuTicks();
            databaseTicks = database.withDescendants().cpuTicks();
        }

        double serviceMicros() { return (service.cpuTicks() - serviceTicks) * (double) TICK_MICROS; }

        double databaseMicros() { return (database.withDescendants().cpuTicks() - databaseTicks) * (double) TICK_MICROS; }
    }

    private static void sample(Client client, long sent, ConcurrentLinkedQueue<long[]> samples) throws IOException {
        Client.Answer answer = client.run();
        COMPLETED.incrementAndGet();
        if (samples != null) {
            samples.add(new long[]{System.nanoTime() - sent, answer.firstByte(), answer.length()});
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void all(int clients, Work work) throws Exception {
        List<Throwable> faults = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    work.run();
                } catch (Throwable fault) {
                    synchronized (faults) {
                        faults.add(fault);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!faults.isEmpty()) {
            throw new IOException(faults.size() + " clients failed", faults.getFirst());
        }
    }

    private static Figures figures(String name, int clients, ConcurrentLinkedQueue<long[]> samples, double seconds,
            Processors processors) {
        long[] whole = samples.stream().mapToLong(sample -> sample[0]).sorted().toArray();
        long[] first = samples.stream().mapToLong(sample -> sample[1]).sorted().toArray();
        double bytes = samples.stream().mapToLong(sample -> sample[2]).average().orElse(0);
        double runs = Math.max(1, whole.length);
        return new Figures(name, clients, whole.length, whole.length / seconds, at(whole, 0.5), at(whole, 0.99), at(first, 0.99),
                bytes, processors.serviceMicros() / runs, processors.databaseMicros() / runs);
    }

    private static double at(long[] sorted, double quantile) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * quantile)] / MILLIS;
    }
}
