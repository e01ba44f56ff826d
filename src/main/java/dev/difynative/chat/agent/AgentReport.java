package dev.difynative.chat.agent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.chat.ChatEvent;
import dev.difynative.chat.ChatRun;
import dev.difynative.chat.journal.JournalEntry;
import dev.difynative.chat.journal.ThoughtRow;
import dev.difynative.models.catalogue.LocalText;
import dev.difynative.models.price.Usage;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.tools.ToolResult;
import dev.difynative.tools.agent.AgentListener;
import dev.difynative.tools.agent.AgentRound;

/** Tells a chat's reader and the journal what an agent thinks, says and does. */
final class AgentReport implements AgentListener {
    private final ChatRun run;
    private final AgentFiles files;
    private final ObjectMapper json;
    private boolean saidInEarlierRound;
    private boolean saidInThisRound;
    private Round round;

    /** One round as far as it is known. */
    private static final class Round {
        private final UUID id = Ids.next();
        private final int position;
        private final Instant startedAt;
        private final Map<String, LocalText> labels = new LinkedHashMap<>();
        private final Map<String, Object> inputs = new LinkedHashMap<>();
        private final Map<String, String> observations = new LinkedHashMap<>();
        private final List<UUID> files = new ArrayList<>();
        private String thought = "";

        Round(int position, Instant startedAt) {
            this.position = position;
            this.startedAt = startedAt;
        }

        String tools() { return String.join(";", labels.keySet()); }
    }

    AgentReport(ChatRun run, AgentFiles files, ObjectMapper json) {
        this.run = run;
        this.files = files;
        this.json = json;
    }

    @Override
    public void roundStarted(int number) {
        round = new Round(number, files.clock().instant());
        saidInEarlierRound = saidInEarlierRound || saidInThisRound;
        saidInThisRound = false;
        tell();
    }

    @Override
    public void text(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        // What is said in two rounds is not one word.
        run.text(saidInEarlierRound && !saidInThisRound ? "\n" + piece : piece);
        saidInThisRound = true;
    }

    @Override
    public void replied(int number, String thought, List<Wanted> wanted) {
        round.thought = thought;
        for (Wanted each : wanted) {
            round.labels.put(each.tool(), LocalText.same(each.label()));
            round.inputs.put(each.tool(), each.arguments());
        }
        tell();
        keep();
    }

    @Override
    public void asked(Supplier<Usage> soFar) { run.spending(soFar); }

    @Override
    public void spent(Usage usage) { run.spend(usage); }

    @Override
    public void toolEnded(int number, AgentRound.Step step) {
        // A tool that is called twice in a round has two results under one name.
        round.observations.merge(step.tool(), step.observation(), (first, second) -> first + "\n" + second);
        if (step.result() != null) {
            for (ToolResult.ToolFile file : step.result().files()) {
                files.keep(run, file).ifPresent(round.files::add);
            }
        }
    }

    @Override
    public void roundEnded(AgentRound ended) {
        if (!ended.steps().isEmpty()) {
            tell();
            keep();
        }
    }

    private void tell() {
        run.tell(new ChatEvent.AgentThought(run.turn().envelope(), round.id, round.position, round.thought, observation(),
                round.tools(), round.labels, input(), round.files));
    }

    private void keep() {
        run.keep(new JournalEntry.Thought(new ThoughtRow(round.id, run.turn().app().tenantId(), run.turn().message().id(),
                round.position, round.thought, round.tools(), write(round.labels), input(), observation(), write(round.files),
                round.startedAt)));
    }

    private String observation() { return round.observations.isEmpty() ? "" : write(round.observations); }

    private String input() { return round.inputs.isEmpty() ? "" : write(round.inputs); }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
