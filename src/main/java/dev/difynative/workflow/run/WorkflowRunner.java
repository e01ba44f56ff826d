package dev.difynative.workflow.run;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.chat.moderation.QuestionGate;
import dev.difynative.files.AttachedFile;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.engine.GraphRun;
import dev.difynative.workflow.engine.RunLimits;
import dev.difynative.workflow.engine.RunState;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.RunScope;
import dev.difynative.workflow.run.chatflow.ConversationVariables;
import dev.difynative.workflow.run.input.RunInputs;
import dev.difynative.workflow.run.journal.RunIdentity;
import dev.difynative.workflow.run.journal.RunLedger;
import dev.difynative.workflow.run.journal.RunProgress;
import dev.difynative.workflow.run.journal.StoredRuns;
import dev.difynative.workflow.run.journal.WorkflowRun;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;
import dev.difynative.workflow.value.Values;
import dev.difynative.workflow.value.VariablePool;

/** Begins runs of workflows: all that can be refused is refused before {@link #prepare} returns. */
@ApplicationScoped
public class WorkflowRunner {
    private static final String WORKFLOW = "workflow";
    private static final String CHAT = "chat";

    private final ReadyWorkflows workflows;
    private final RunInputs inputs;
    private final RunEnvironment environment;
    private final EngineServices services;
    private final ConversationVariables conversationVariables;
    private final WorkflowConfig config;

    WorkflowRunner(ReadyWorkflows workflows, RunInputs inputs, RunEnvironment environment, EngineServices services,
            ConversationVariables conversationVariables, WorkflowConfig config) {
        this.workflows = workflows;
        this.inputs = inputs;
        this.environment = environment;
        this.services = services;
        this.conversationVariables = conversationVariables;
        this.config = config;
    }

    /** A run that is checked and waits for {@link #go}. */
    public PreparedRun prepare(StartRun command) {
        ReadyWorkflow ready = workflows.of(command.workflow());
        String entry = entry(ready, command.entry());
        Map<String, Value> given = entry.equals(ready.entry()) && ready.asksForm()
                ? inputs.check(ready.config().userInputForm(), command.caller(), command.inputs())
                : plain(command.inputs());
        List<Value> files = files(command.caller(), command.files(), ready);
        return prepare(ready, command, Ids.next(), entry, given, files, 0);
    }

    /**
     * A run of a part of a draft, from the node that {@code command} names on.
     *
     * @param known
     *            the variables that nodes outside of the part would have given, by node or scope
     */
    public PreparedRun prepareTrial(StartRun command, Map<String, Map<String, Value>> known) {
        ReadyWorkflow ready = workflows.of(command.workflow());
        PreparedRun prepared = prepare(command);
        VariablePool pool = prepared.run().engine().pool();
        Map<String, Value> conversation = new LinkedHashMap<>();
        ready.conversation().forEach((name, variable) -> conversation.put(name, variable.initial()));
        pool.put(Selector.CONVERSATION, conversation);
        known.forEach((scope, variables) -> {
            Map<String, Value> all = new LinkedHashMap<>(pool.scope(scope));
            all.putAll(variables);
            pool.put(scope, all);
        });
        return prepared;
    }

    /** A run for a node that calls another workflow, and hands on files that it has. */
    PreparedRun prepareCall(StartRun command, int depth, Set<UUID> handedOn) {
        ReadyWorkflow ready = workflows.of(command.workflow());
        String entry = entry(ready, null);
        Map<String, Value> given = inputs.check(ready.config().userInputForm(), command.caller(), command.inputs(), handedOn);
        return prepare(ready, command, Ids.next(), entry, given, List.of(), depth);
    }

    private PreparedRun prepare(ReadyWorkflow ready, StartRun command, UUID runId, String entry, Map<String, Value> given,
            List<Value> files, int depth) {
        RunCaller caller = command.caller();
        RunScope scope = new RunScope(caller.tenantId(), caller.appId(), ready.snapshot().id(), runId, caller.endUserId(),
                caller.accountId(), caller.user(), null, null, ready.snapshot().isDraft(), depth);
        Map<String, Value> system = system(scope);
        system.put("files", Value.of(files));
        return prepared(ready, scope, command, WORKFLOW, entry, given, system, Map.of(), null);
    }

    /** A run that answers a question; its message is stored as {@code conversing} says. */
    public PreparedRun prepareAnswer(ReadyWorkflow ready, RunScope scope, StartRun command, Map<String, Value> given,
            Map<String, Value> chatSystem, Conversing conversing) {
        Map<String, Value> system = system(scope);
        system.putAll(chatSystem);
        return prepared(ready, scope, command, CHAT, entry(ready, command.entry()), given, system,
                conversationVariables.current(scope, ready), conversing);
    }

    /** A run that another process had accepted, with the inputs that it was accepted with. */
    public PreparedRun prepareStored(WorkflowRun run, WorkflowSnapshot workflow) {
        ReadyWorkflow ready = workflows.of(workflow);
        RunIdentity identity = StoredRuns.identity(run, workflow);
        Map<String, Value> given = new LinkedHashMap<>();
        Map<String, Value> system = new LinkedHashMap<>();
        String prefix = Selector.SYSTEM + ".";
        environment.fields(environment.links().renewed(run.tenantId, run.inputs)).forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                system.put(name.substring(prefix.length()), value);
            } else {
                given.put(name, value);
            }
        });
        RunLedger ledger = RunLedger.continued(identity, environment.instanceId(), 1);
        ledger.progress(RunProgress.SCHEDULED);
        String entry = entry(ready, run.entryNodeId);
        return prepared(ready, identity, ledger, entry, pool(ready, system, given, Map.of(), entry), null);
    }

    private PreparedRun prepared(ReadyWorkflow ready, RunScope scope, StartRun command, String type, String entry,
            Map<String, Value> given, Map<String, Value> system, Map<String, Value> conversation, Conversing conversing) {
        Instant now = environment.clock().instant();
        RunIdentity identity = new RunIdentity(scope, ready.snapshot(), Ids.unguessable(), type, command.triggeredFrom(),
                command.createdFrom(), shown(ready, given, system), now, entry.equals(ready.entry()) ? null : entry);
        RunLedger ledger = new RunLedger(identity, environment.instanceId(), RunProgress.RUNNING);
        return prepared(ready, identity, ledger, entry, pool(ready, system, given, conversation, entry), conversing);
    }

    private static VariablePool pool(ReadyWorkflow ready, Map<String, Value> system, Map<String, Value> given,
            Map<String, Value> conversation, String entry) {
        VariablePool pool = new VariablePool();
        pool.put(Selector.SYSTEM, system);
        pool.put(Selector.ENVIRONMENT, ready.environment());
        pool.put(Selector.CONVERSATION, conversation);
        pool.put(entry, given);
        return pool;
    }

    private PreparedRun prepared(ReadyWorkflow ready, RunIdentity identity, RunLedger ledger, String entry, VariablePool pool,
            Conversing conversing) {
        LiveRun live = live(ready, identity, ledger, conversing);
        live.runBy(new GraphRun(ready.program(), setting(ready, identity.scope()), pool, live));
        return new PreparedRun(live, entry, ledger);
    }

    private LiveRun live(ReadyWorkflow ready, RunIdentity identity, RunLedger ledger, Conversing conversing) {
        return new LiveRun(identity, environment, ledger, ready.masking(), conversing,
                conversing == null ? services.watcher(ready, identity.scope()) : conversing.watcher());
    }

    /** Begins a prepared run, on threads of its own. */
    public LiveRun go(PreparedRun prepared) {
        LiveRun live = prepared.run();
        environment.registry().add(live);
        if (prepared.gate() == null) {
            live.begin("initial");
            RunSpan.start(live, () -> start(live, prepared.entry()));
        } else {
            live.waitAtGate();
            RunSpan.start(live, () -> pass(prepared));
        }
        return live;
    }

    private static void pass(PreparedRun prepared) {
        LiveRun live = prepared.run();
        try {
            Optional<QuestionGate.Answered> answered = prepared.gate().pass(live.engine().pool());
            if (answered.isPresent()) {
                live.answered(answered.get());
                return;
            }
        } catch (Failure refused) {
            live.begin("initial");
            live.fail(refused);
            return;
        } catch (RuntimeException unexpected) {
            live.begin("initial");
            live.fail(CommonError.INTERNAL_ERROR.because("Internal Server Error"));
            throw unexpected;
        }
        live.begin("initial");
        start(live, prepared.entry());
    }

    private static void start(LiveRun live, String entry) {
        try {
            live.engine().start(entry);
        } catch (RuntimeException unexpected) {
            live.fail(CommonError.INTERNAL_ERROR.because("The run could not be begun: %s", unexpected.getMessage()));
            throw unexpected;
        }
    }

    /** A run that was paused, as this process's own again; it stands still until it is gone on with or stopped. */
    LiveRun restore(RunIdentity identity, RunState state, int nextEvent, Conversing conversing, String answerSoFar) {
        ReadyWorkflow ready = workflows.of(identity.workflow());
        RunLedger ledger = RunLedger.continued(identity, environment.instanceId(), nextEvent);
        LiveRun live = live(ready, identity, ledger, conversing);
        live.continueAnswer(answerSoFar);
        live.runBy(GraphRun.restored(ready.program(), setting(ready, identity.scope()), state, live));
        environment.registry().add(live);
        live.begin("resumption");
        return live;
    }

    /** Goes on with a restored run, with what was handed in for its nodes. */
    void resume(LiveRun live, Map<String, HandedIn> answers) {
        Map<String, JsonNode> handedIn = new LinkedHashMap<>();
        answers.forEach((node, answer) -> {
            live.tell(answer);
            handedIn.put(node, answer.answer());
        });
        RunSpan.start(live, () -> live.engine().resume(handedIn));
    }

    private GraphRun.Setting setting(ReadyWorkflow ready, RunScope scope) {
        Map<String, ValueType> declared = new LinkedHashMap<>();
        ready.conversation().forEach((name, variable) -> declared.put(name, variable.type()));
        return new GraphRun.Setting(scope, new RunLimits(config.maxSteps(), config.maxDuration(), config.maxNesting(),
                config.maxParallel(), config.maxValueBytes(), config.maxVariableBytes()), services, declared);
    }

    private static String entry(ReadyWorkflow ready, String wanted) {
        String entry = wanted == null ? ready.entry() : wanted;
        if (entry == null) {
            throw RunError.CANNOT_START.because("The workflow has no start node");
        }
        return entry;
    }

    List<Value> files(RunCaller caller, List<AttachedFile> files, ReadyWorkflow ready) {
        return inputs.files(caller, files, ready.config().fileUpload());
    }

    private Map<String, Value> system(RunScope scope) {
        Map<String, Value> system = new LinkedHashMap<>();
        system.put("user_id", Value.of(scope.user()));
        system.put("app_id", Value.of(scope.appId().toString()));
        system.put("workflow_id", Value.of(String.valueOf(scope.workflowId())));
        system.put("workflow_run_id", Value.of(scope.runId().toString()));
        system.put("timestamp", Value.of(environment.clock().instant().getEpochSecond()));
        return system;
    }

    private static Map<String, Value> plain(Map<String, Object> given) {
        Map<String, Value> values = new LinkedHashMap<>();
        given.forEach((name, value) -> values.put(name, Value.ofPlain(value)));
        return values;
    }

    /** The inputs as the history and the first event show them. */
    private static String shown(ReadyWorkflow ready, Map<String, Value> given, Map<String, Value> system) {
        Map<String, Value> all = new LinkedHashMap<>(given);
        system.forEach((name, value) -> {
            if (!name.equals("conversation_id")) {
                all.put(Selector.SYSTEM + "." + name, value);
            }
        });
        return ready.masking().mask(Values.object(all).toString());
    }

    /** What a failed run is for a caller that can only be answered with an error. */
    public static Failure failure(FinishedRun run) {
        return LiveRun.failure(run.result());
    }
}
