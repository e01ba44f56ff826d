package dev.difynative.workflow.run.chatflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.apps.AppDirectory;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.chat.conversation.ConversationNames;
import dev.difynative.chat.conversation.GraphTurn;
import dev.difynative.chat.conversation.GraphTurns;
import dev.difynative.chat.moderation.OutputModeration;
import dev.difynative.chat.moderation.QuestionGate;
import dev.difynative.files.AttachedFiles;
import dev.difynative.files.MessageFileRow;
import dev.difynative.models.Payer;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.speech.SpeechService;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.RunScope;
import dev.difynative.workflow.run.Conversing;
import dev.difynative.workflow.run.PreparedRun;
import dev.difynative.workflow.run.ReadyWorkflow;
import dev.difynative.workflow.run.ReadyWorkflows;
import dev.difynative.workflow.run.RunCaller;
import dev.difynative.workflow.run.StartRun;
import dev.difynative.workflow.run.WorkflowRunner;
import dev.difynative.workflow.run.input.RunInputs;
import dev.difynative.workflow.value.PlainValues;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.Values;
import dev.difynative.workflow.value.VariablePool;

/** Begins the runs that answer questions: conversation, form and files first, then the run. */
@ApplicationScoped
public class ChatflowRunner {
    private static final Selector QUERY = Selector.of(Selector.SYSTEM, "query");

    private final WorkflowRunner runner;
    private final ReadyWorkflows workflows;
    private final RunInputs inputs;
    private final AttachedFiles attachedFiles;
    private final GraphTurns turns;
    private final QuestionGate questions;
    private final ConversationNames names;
    private final AppDirectory apps;
    private final ChatflowTurn.Shared shared;

    ChatflowRunner(WorkflowRunner runner, ReadyWorkflows workflows, RunInputs inputs, AttachedFiles attachedFiles,
            GraphTurns turns, QuestionGate questions, ConversationNames names, AppDirectory apps,
            ConversationVariables variables, SpeechService speech, ObjectMapper json) {
        this.runner = runner;
        this.workflows = workflows;
        this.inputs = inputs;
        this.attachedFiles = attachedFiles;
        this.turns = turns;
        this.questions = questions;
        this.names = names;
        this.apps = apps;
        this.shared = new ChatflowTurn.Shared(variables, speech, json);
    }

    /** Checks a question; what can be refused is refused here. */
    public PreparedRun prepare(AskChatflow question) {
        ReadyWorkflow ready = workflows.of(question.workflow());
        RunCaller caller = question.caller();
        String query = question.query().replace("\0", "");
        GraphTurns.Asker asker = new GraphTurns.Asker(caller.tenantId(), caller.appId(), caller.endUserId(), caller.accountId());
        GraphTurns.Thread thread = question.conversationId() == null || question.conversationId().isEmpty()
                ? null
                : turns.thread(asker, question.conversationId());
        // A conversation keeps the inputs that it began with.
        Map<String, Value> given = thread == null
                ? inputs.check(ready.config().userInputForm(), caller, question.inputs())
                : stored(thread.inputs());
        List<MessageFileRow> files = attachedFiles.check(caller.tenantId(), caller.appId(), caller.endUserId(), question.files(),
                ready.config().fileUpload());
        GraphTurn turn = turns.turn(new GraphTurns.Question(asker, thread, query, question.named() ? query : null,
                GraphTurns.introduction(ready.config().opening().statement(), PlainValues.of(given)),
                thread == null ? Values.object(given).toString() : thread.inputs(), files));
        RunScope scope = new RunScope(caller.tenantId(), caller.appId(), ready.snapshot().id(), Ids.next(), caller.endUserId(),
                caller.accountId(), caller.user(), turn.conversationId(), turn.messageId(), ready.snapshot().isDraft(), 0);
        Map<String, Value> system = new LinkedHashMap<>();
        system.put("query", Value.of(query));
        system.put("files", Value.of(inputs.refs(caller, files)));
        system.put("conversation_id", Value.of(turn.conversationId().toString()));
        system.put("dialogue_count", Value.of(thread == null ? 1 : thread.rounds() + 1));
        StartRun command = new StartRun(question.workflow(), caller, question.inputs(), List.of(), question.triggeredFrom(),
                question.createdFrom(), null);
        AppSnapshot app = ready.ruling(question.app());
        Runnable namer = question.named() && turn.beginsConversation()
                ? () -> names.suggestLater(new Payer(caller.tenantId(), caller.appId(), caller.endUserId()),
                        turn.conversationId(), query)
                : null;
        Conversing conversing = new ChatflowTurn(turn, scope, ready, app, questions.watcher(app, caller.endUserId()), namer,
                shared);
        PreparedRun prepared = runner.prepareAnswer(ready, scope, command, given, system, conversing);
        return questions.isOpen(app)
                ? prepared
                : prepared.behind(pool -> pass(app, turn, pool, prepared.entry(), caller.endUserId()));
    }

    /** Shows the question to the filter and to the annotations; what the filter rewrites is what the run sees. */
    private Optional<QuestionGate.Answered> pass(AppSnapshot app, GraphTurn turn, VariablePool pool, String entry,
            UUID endUserId) {
        Map<String, Object> given = PlainValues.of(pool.scope(entry));
        String query = pool.read(QUERY).map(Value::text).orElse("");
        QuestionGate.Decision decision = questions.decide(app,
                new QuestionGate.Asked(given, query, turn.messageId(), turn.source(), endUserId));
        return switch (decision) {
            case QuestionGate.Answered answered -> Optional.of(answered);
            case QuestionGate.Pass(Map<String, Object> passedInputs, String passedQuery) -> {
                rewrite(pool, entry, given, passedInputs);
                rewrite(pool, Selector.SYSTEM, Map.of("query", query), Map.of("query", passedQuery));
                yield (Optional.empty());
            }
        };
    }

    private static void rewrite(VariablePool pool, String scope, Map<String, Object> before, Map<String, Object> after) {
        Map<String, Value> variables = new LinkedHashMap<>(pool.scope(scope));
        after.forEach((name, value) -> {
            if (!Objects.equals(before.get(name), value)) {
                variables.put(name, Value.ofPlain(value));
            }
        });
        pool.put(scope, variables);
    }

    /** The turn of a run that an earlier process, or this one, has paused. */
    public Conversing conversing(GraphTurn turn, RunScope scope, ReadyWorkflow ready) {
        AppSnapshot app = apps.find(scope.tenantId(), scope.appId()).map(ready::ruling).orElse(null);
        return new ChatflowTurn(turn, scope, ready, app,
                app == null ? OutputModeration.NONE : questions.watcher(app, scope.endUserId()), null, shared);
    }

    private Map<String, Value> stored(String text) {
        try {
            return Values.fields(shared.json().readTree(text));
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A conversation's inputs are unreadable", unreadable);
        }
    }
}
