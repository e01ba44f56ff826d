package bench;

/** Samples the memory of the subject and of its database during a run, on a thread of its own. */
final class MemorySampler implements AutoCloseable {

    private static final int PERIOD_MILLIS = 200;
    /** Reading PSS walks page tables; once a second is enough for the figure that is only shown beside. */
    private static final int SAMPLES_PER_DATABASE_SAMPLE = 5;

    private final ProcessProbe subject;
    private final ProcessProbe database;
    private final Thread thread;
    private volatile boolean running = true;
    private long before;
    private long highest;
    private long highestDatabase;

    MemorySampler(ProcessProbe subject, ProcessProbe database) {
        this.subject = subject;
        this.database = database;
        this.thread = Thread.ofPlatform().name("memory").daemon().unstarted(this::sample);
        subject.resetPeak();
        before = subject.residentKilobytes();
        thread.start();
    }

    private void sample() {
        try {
            for (int i = 0; running; i++) {
                highest = Math.max(highest, subject.residentKilobytes());
                if (i % SAMPLES_PER_DATABASE_SAMPLE == 0) {
                    highestDatabase = Math.max(highestDatabase, database.withDescendants().proportionalKilobytes());
                }
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    long beforeKilobytes() {
        return before;
    }

    /** The kernel's own peak sees what falls between two samples. */
    long highestKilobytes() {
        return Math.max(highest, subject.peakKilobytes());
    }

    long highestDatabaseKilobytes() {
        return highestDatabase;
    }
}
