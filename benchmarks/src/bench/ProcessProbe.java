package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What processes cost, as Linux tells it under /proc: processor time, resident memory, and the proportional share
 * (PSS) for a family of processes that share most of their pages, as PostgreSQL's do.
 *
 * <p>Usage: {@code java bench.ProcessProbe PID [family]} prints the memory of a process, or of it and its descendants.
 */
public final class ProcessProbe {

    private final List<Long> pids;

    ProcessProbe(List<Long> pids) {
        this.pids = pids;
    }

    public static ProcessProbe of(String commaSeparatedPids) {
        return new ProcessProbe(Stream.of(commaSeparatedPids.split(",")).filter(pid -> !pid.isBlank()).map(Long::valueOf).toList());
    }

    public static void main(String[] args) {
        ProcessProbe probe = args.length > 1 ? of(args[0]).withDescendants() : of(args[0]);
        System.out.println("RSS " + megabytes(probe.residentKilobytes()) + " MB, PSS " + megabytes(probe.proportionalKilobytes()) + " MB");
    }

    static String megabytes(long kilobytes) {
        return String.format(Locale.ROOT, "%.1f", kilobytes / 1024.0);
    }

    /** Looked up again at each call: PostgreSQL starts a process for each connection. */
    public ProcessProbe withDescendants() {
        return new ProcessProbe(pids.stream()
                .flatMap(pid -> Stream.concat(Stream.of(pid),
                        ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).map(ProcessHandle::pid)))
                .distinct().toList());
    }

    /** Processor time of all threads, user and system, in clock ticks of 10 ms. */
    public long cpuTicks() {
        long ticks = 0;
        for (long pid : pids) {
            String stat = read(pid, "stat");
            if (!stat.isEmpty()) {
                // The command's name is in parentheses and may contain spaces; utime and stime are fields 14 and 15.
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            }
        }
        return ticks;
    }

    long residentKilobytes() {
        return sum("status", "VmRSS:");
    }

    long peakKilobytes() {
        return sum("status", "VmHWM:");
    }

    long proportionalKilobytes() {
        return sum("smaps_rollup", "Pss:");
    }

    /** Makes the kernel count the peak from now on. Without the right to do so, the peak since the start stays. */
    void resetPeak() {
        for (long pid : pids) {
            try {
                Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
            } catch (IOException notAllowed) {
                System.err.println("the memory peak of process " + pid + " counts from its start: " + notAllowed.getMessage());
            }
        }
    }

    private long sum(String file, String label) {
        long kilobytes = 0;
        for (long pid : pids) {
            kilobytes += read(pid, file).lines().filter(line -> line.startsWith(label)).findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", ""))).orElse(0L);
        }
        return kilobytes;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/" + file));
        } catch (IOException gone) {
            // Processes come and go while a sample is taken; one that has gone uses nothing.
            return "";
        }
    }
}
