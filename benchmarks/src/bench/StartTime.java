package bench;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts a command again and again, measures the time from the fork to the first answer 200, and the memory of the
 * process and its children after it has settled.
 *
 * <p>Usage: {@code java bench.StartTime --url URL --warm-url URL --repeat 5 --settle-ms 3000 --log FILE -- COMMAND…}
 */
public final class StartTime {

    private static final long GIVE_UP_NANOS = 120_000_000_000L;
    private static final int PRACTICE_POLLS = 300;

    private final URI url;
    private final ProcessBuilder builder;

    private StartTime(URI url, List<String> command, File log) {
        this.url = url;
        this.builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    }

    public static void main(String[] args) throws Exception {
        int separator = Arrays.asList(args).indexOf("--");
        Options options = new Options(Arrays.copyOf(args, separator), Set.of("url", "warm-url", "repeat", "settle-ms", "log"));
        URI url = URI.create(options.text("url"));
        StartTime starter = new StartTime(url, List.of(args).subList(separator + 1, args.length), new File(options.text("log")));
        if (answers(url)) {
            throw new IllegalStateException("something answers at " + url + " already");
        }
        // The poller's own class loading and compilation must be over before the first measurement.
        for (int i = 0; i < PRACTICE_POLLS; i++) {
            answers(URI.create(options.text("warm-url")));
            answers(url);
        }
        int repeat = (int) options.number("repeat", 5);
        double[] millis = new double[repeat];
        double[] resident = new double[repeat];
        double[] proportional = new double[repeat];
        for (int i = 0; i < repeat; i++) {
            starter.once((long) options.number("settle-ms", 3000), i, millis, resident, proportional);
        }
        System.out.printf(Locale.ROOT, "start_ms=%.1f start_min_ms=%.1f idle_rss_mb=%.1f idle_pss_mb=%.1f%n",
                median(millis), Arrays.stream(millis).min().orElseThrow(), median(resident), median(proportional));
    }

    private void once(long settleMillis, int index, double[] millis, double[] resident, double[] proportional)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = builder.start();
        Thread killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
        try {
            while (!answers(url)) {
                if (!process.isAlive() || System.nanoTime() - start > GIVE_UP_NANOS) {
                    throw new IllegalStateException("the process did not become ready; see its log");
                }
                LockSupport.parkNanos(1_000_000);
            }
            millis[index] = (System.nanoTime() - start) / 1e6;
            Thread.sleep(settleMillis);
            ProcessProbe probe = new ProcessProbe(List.of(process.pid())).withDescendants();
            resident[index] = probe.residentKilobytes() / 1024.0;
            proportional[index] = probe.proportionalKilobytes() / 1024.0;
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Runtime.getRuntime().removeShutdownHook(killer);
        }
    }

    /** A hand-written request: the smallest client that can see a 200. */
    private static boolean answers(URI url) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(2000);
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), 2000);
            OutputStream out = socket.getOutputStream();
            out.write(Bytes.ascii("GET " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nConnection: close\r\n\r\n"));
            byte[] statusLine = socket.getInputStream().readNBytes(12);
            return Bytes.indexOf(statusLine, 0, statusLine.length, Bytes.ascii(" 200")) > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
