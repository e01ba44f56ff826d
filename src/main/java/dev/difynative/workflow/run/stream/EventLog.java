package dev.difynative.workflow.run.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import dev.difynative.workflow.run.journal.RunLedger;

/**
 * The events of one run that is under way here: numbered, handed to its readers, and kept until they are in the database. What
 * is in the database already is read from there.
 */
public final class EventLog {
    private final RunLedger ledger;
    private final List<EventReader> readers = new ArrayList<>(1);
    private final List<byte[]> kept = new ArrayList<>();
    private int keptFrom;
    private int told;
    private boolean ended;

    public EventLog(RunLedger ledger) {
        this.ledger = ledger;
        this.keptFrom = ledger.nextEvent();
    }

    public synchronized void read(EventReader reader) {
        if (ended) {
            reader.end();
        } else {
            readers.add(reader);
        }
    }

    /** Tells an event; the function makes its frame from its number. */
    public synchronized void tell(IntFunction<byte[]> event) {
        byte[] frame = add(event);
        told = last();
        readers.forEach(reader -> reader.frame(frame));
    }

    /** Tells the readers of now something that is not kept; it has the number of the last event that they were told. */
    public synchronized void pass(IntFunction<byte[]> event) {
        byte[] frame = event.apply(told);
        readers.forEach(reader -> reader.frame(frame));
    }

    /** Whether somebody reads along. */
    public synchronized boolean isRead() { return !readers.isEmpty(); }

    /** Writes an event down that is told later, by {@link #end}. */
    public synchronized byte[] add(IntFunction<byte[]> event) {
        byte[] frame = event.apply(ledger.nextEvent());
        ledger.frame(frame);
        kept.add(frame);
        return frame;
    }

    /** The number of the last event so far; after what is written by then is committed, {@link #stored} is told of it. */
    public synchronized int last() {
        return ledger.nextEvent() - 1;
    }

    /** The events up to this one are in the database. */
    public synchronized void stored(int last) {
        int done = Math.min(last - keptFrom + 1, kept.size());
        if (done > 0) {
            kept.subList(0, done).clear();
            keptFrom += done;
        }
    }

    /** Says the last words and closes all readers. */
    public synchronized void end(List<byte[]> lastWords) {
        ended = true;
        for (EventReader reader : readers) {
            lastWords.forEach(reader::frame);
            reader.end();
        }
        readers.clear();
    }

    /**
     * Lets somebody read from after an event on. What is in the database is read through {@code stored}, which is called with
     * the numbers of the first event to read and of the first one not to read.
     */
    public void readFrom(int after, EventReader reader, StoredEvents stored) {
        int from = after + 1;
        while (true) {
            int until;
            synchronized (this) {
                if (ended || from >= keptFrom) {
                    for (int i = Math.max(from, keptFrom); i <= told && !ended; i++) {
                        reader.frame(kept.get(i - keptFrom));
                    }
                    if (!ended) {
                        readers.add(reader);
                        return;
                    }
                }
                until = ended ? Integer.MAX_VALUE : keptFrom;
            }
            int first = from;
            stored.read(first, until, reader::frame);
            if (until == Integer.MAX_VALUE) {
                reader.end();
                return;
            }
            from = until;
        }
    }

    /** Reads stored frames, from the first number up to and without the second. */
    public interface StoredEvents {
        void read(int from, int until, Consumer<byte[]> frames);
    }
}
