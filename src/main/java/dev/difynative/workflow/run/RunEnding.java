package dev.difynative.workflow.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jboss.logging.Logger;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.tracing.Traces;
import dev.difynative.workflow.engine.RunResult;
import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.run.stream.EventFrames;
import dev.difynative.workflow.run.stream.EventLog;
import dev.difynative.workflow.value.Value;

/** The last words of a run: written down before its end is stored, and said after. */
final class RunEnding {
    private static final Logger LOG = Logger.getLogger(RunEnding.class);

    private final EventLog log;
    private final EventFrames frames;
    private final Conversing conversation;

    /** {@code conversation} is the one that the run answers in, or null. */
    RunEnding(EventLog log, EventFrames frames, Conversing conversation) {
        this.log = log;
        this.frames = frames;
        this.conversation = conversation;
    }

    /**
     * The outputs, in which the answer is what was said: what the reader has, in the order in which he got it. Where the filter
     * of sensitive words has put something else in the place of texts, they are not there either.
     */
    Map<String, Value> outputs(RunResult result, CharSequence said, boolean replaced) {
        Map<String, Value> outputs = new LinkedHashMap<>(result.outputs());
        if (conversation == null) {
            if (replaced) {
                outputs.replaceAll((name, value) -> withheld(value, said));
            }
        } else if (outputs.containsKey("answer")) {
            outputs.put("answer", Value.of(said.toString()));
        }
        return outputs;
    }

    private static Value withheld(Value value, CharSequence said) {
        return switch (value) {
            case Value.Text text -> Value.of(said.toString());
            case Value.Array list -> Value.NOTHING;
            case Value.Struct object -> Value.NOTHING;
            default -> value;
        };
    }

    /** Writes the last words down. */
    List<byte[]> words(RunResult result, Map<String, Value> outputs, String outputsText, Instant at,
            String metadata) {
        List<byte[]> words = new ArrayList<>(2);
        boolean chats = conversation != null;
        switch (result.status()) {
            case PAUSED -> {
                result.pauses().forEach(pause -> words.add(log.add(number -> frames.waiting(number, pause))));
                words.add(log.add(number -> frames.paused(number, result, outputsText)));
            }
            case FAILED -> {
                words.add(log.add(number -> frames.finished(number, result, outputsText, at)));
                if (chats) {
                    Failure failure = LiveRun.failure(result);
                    words.add(log.add(number -> frames.error(number, failure)));
                }
            }
            case STOPPED -> {
                words.add(log.add(number -> frames.finished(number, result, outputsText, at)));
                if (chats) {
                    words.add(log.add(number -> frames.messageEnd(number, metadata, outputs)));
                }
            }
            default -> {
                if (chats) {
                    words.add(log.add(number -> frames.messageEnd(number, metadata, outputs)));
                }
                words.add(log.add(number -> frames.finished(number, result, outputsText, at)));
            }
        }
        return words;
    }

    /** Says the last words; before them, for whoever listens to an answer, how it sounds. */
    void say(FinishedRun done, List<byte[]> words) {
        RunStatus status = done.result().status();
        boolean heard = conversation != null && conversation.isSpoken() && log.isRead() && !done.answer().isBlank()
                && (status == RunStatus.SUCCEEDED || status == RunStatus.PARTIAL_SUCCEEDED);
        if (heard) {
            Traces.onVirtualThread(() -> log.end(spoken(done.answer(), words)));
        } else {
            log.end(words);
        }
    }

    /** Lets the answer be heard as far as that goes; the last words, of which the first one ends the message. */
    private List<byte[]> spoken(String answer, List<byte[]> words) {
        int endOfMessage = log.last() - words.size() + 1;
        try {
            conversation.speak(answer, mp3 -> log.pass(number -> frames.spoken(number, mp3)));
        } catch (RuntimeException silent) {
            LOG.warnf("An answer could not be spoken to its end: %s", silent.getMessage());
        }
        List<byte[]> all = new ArrayList<>(words);
        all.add(1, frames.spokenToTheEnd(endOfMessage));
        return all;
    }
}
