package dev.difynative.workflow.run.chatflow;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.apps.AppSnapshot;
import dev.difynative.chat.conversation.GraphTurn;
import dev.difynative.chat.conversation.GraphTurns;
import dev.difynative.chat.moderation.OutputModeration;
import dev.difynative.models.price.Prices;
import dev.difynative.models.price.Usage;
import dev.difynative.speech.SpeechService;
import dev.difynative.workflow.engine.RunResult;
import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.node.RunScope;
import dev.difynative.workflow.node.Spending;
import dev.difynative.workflow.run.Conversing;
import dev.difynative.workflow.run.ReadyWorkflow;
import dev.difynative.workflow.value.VariablePool;

/** A run's question and answer in its conversation. */
final class ChatflowTurn implements Conversing {
    private static final Logger LOG = Logger.getLogger(ChatflowTurn.class);

    private final GraphTurn turn;
    private final RunScope scope;
    private final ReadyWorkflow workflow;
    private final AppSnapshot app;
    private final OutputModeration watcher;
    private final Runnable namer;
    private final Shared shared;

    /** What the turns of all chatflows share. */
    record Shared(ConversationVariables variables, SpeechService speech, ObjectMapper json) {}

    /**
     * @param app
     *            as the workflow rules it; null when it is gone
     * @param namer
     *            finds a better name for the conversation when it is stored, or is null
     */
    ChatflowTurn(GraphTurn turn, RunScope scope, ReadyWorkflow workflow, AppSnapshot app, OutputModeration watcher,
            Runnable namer, Shared shared) {
        this.turn = turn;
        this.scope = scope;
        this.workflow = workflow;
        this.app = app;
        this.watcher = watcher;
        this.namer = namer;
        this.shared = shared;
    }

    @Override
    public OutputModeration watcher() { return watcher; }

    @Override
    public CompletableFuture<Void> open() { return turn.open(); }

    @Override
    public void grown(String answer) { turn.grown(answer); }

    @Override
    public Closing close(Said said, RunResult result, VariablePool pool) {
        String metadata = metadata(said, result);
        Spending spending = result.spending();
        boolean failed = result.status() == RunStatus.FAILED;
        String status = failed ? "error" : result.status() == RunStatus.PAUSED ? "paused" : "normal";
        CompletableFuture<Void> stored = turn.close(new GraphTurns.Answer(said.answer(), status, failed ? result.error() : null,
                spending.promptTokens(), spending.completionTokens(), spending.price(), spending.currency(), result.seconds(),
                metadata));
        if (namer != null && !failed) {
            stored.thenRun(namer);
        }
        if (workflow.conversation().isEmpty()) {
            return new Closing(metadata, stored);
        }
        // After the message, because the variables belong to a conversation that may be stored with it.
        return new Closing(metadata, stored.thenRunAsync(() -> storeVariables(pool), Thread::startVirtualThread));
    }

    @Override
    public boolean isSpoken() { return app != null && SpeechService.speaksByItself(app); }

    @Override
    public void speak(String answer, Consumer<byte[]> pieces) {
        shared.speech().speakByItself(app, scope.endUserId(), answer, audio -> pieces.accept(audio.getBytes()));
    }

    private void storeVariables(VariablePool pool) {
        try {
            shared.variables().store(scope, workflow, pool);
        } catch (RuntimeException fault) {
            LOG.errorf(fault, "The variables of conversation %s could not be stored", scope.conversationId());
            throw fault;
        }
    }

    private String metadata(Said said, RunResult result) {
        ObjectNode metadata = shared.json().createObjectNode();
        metadata.set("annotation_reply", said.annotationReply() == null ? NullNode.getInstance() : said.annotationReply());
        ArrayNode resources = metadata.putArray("retriever_resources");
        if (workflow.config().features().retrieverResource()) {
            sources(said.citations(), resources);
        }
        metadata.set("usage", usage(result));
        return metadata.toString();
    }

    /** Each document once, however many nodes and passages have named it. */
    private static void sources(List<JsonNode> citations, ArrayNode resources) {
        Set<String> seen = new HashSet<>();
        for (JsonNode citation : citations) {
            String document = citation.path("dataset_id").asText() + ' ' + citation.path("document_id").asText();
            if (citation instanceof ObjectNode source && seen.add(document)) {
                resources.add(source.deepCopy().put("position", resources.size() + 1));
            }
        }
    }

    /** The unit prices are those of the first model; the tokens and the price are those of all. */
    private ObjectNode usage(RunResult result) {
        Spending spending = result.spending();
        Usage sum = spending.models().stream().map(ChatflowTurn::usage).reduce(Usage::plus).orElse(Usage.NONE);
        ObjectNode usage = shared.json().valueToTree(sum);
        usage.put("prompt_tokens", spending.promptTokens()).put("completion_tokens", spending.completionTokens())
                .put("total_tokens", spending.tokens()).put("total_price", plain(spending.price()))
                .put("currency", spending.currency()).put("latency", result.seconds());
        return usage;
    }

    private static Usage usage(Spending.OfModel model) {
        int slash = model.model().indexOf('/');
        return Usage.of(Prices.of(model.model().substring(0, slash), model.model().substring(slash + 1)),
                (int) model.promptTokens(), (int) model.completionTokens(), 0, null, null);
    }

    private static String plain(BigDecimal price) { return price.signum() == 0 ? "0" : price.toPlainString(); }
}
