package dev.difynative.workflow.run.chatflow;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.chat.history.ConversationService;
import dev.difynative.chat.history.EndUserScope;
import dev.difynative.files.FileLinks;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.event.EventLoops;
import dev.difynative.platform.paging.Limit;
import dev.difynative.platform.paging.Slice;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.RunScope;
import dev.difynative.workflow.run.ReadyWorkflow;
import dev.difynative.workflow.run.RunError;
import dev.difynative.workflow.run.WorkflowConfig;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;
import dev.difynative.workflow.value.VariablePool;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The variables of conversations with chatflows: their start values come from the workflow, later ones from its runs. */
@ApplicationScoped
public class ConversationVariables {
    private static final int MOST = 100;
    private static final int LONGEST_NAME = 255;
    private final ConversationService conversations;
    private final WorkflowConfig config;
    private final ObjectMapper json;
    private final FileLinks links;
    private final Clock clock;

    ConversationVariables(ConversationService conversations, WorkflowConfig config, ObjectMapper json, FileLinks links,
            Clock clock) {
        this.conversations = conversations;
        this.config = config;
        this.json = json;
        this.links = links;
        this.clock = clock;
    }

    /** What the variables hold at the beginning of a run. */
    public Map<String, Value> current(RunScope run, ReadyWorkflow workflow) {
        Map<String, Value> values = new LinkedHashMap<>();
        workflow.conversation().forEach((name, declared) -> values.put(name, declared.initial()));
        if (!values.isEmpty()) {
            EventLoops.aboutToWait();
            QuarkusTransaction.joiningExisting()
                    .call(() -> ConversationVariable.listOf(run.tenantId(), run.conversationId()))
                    .forEach(stored -> values.replace(stored.name, Value.of(read(stored))));
        }
        return values;
    }

    /** Keeps what the variables hold at the end of a run. */
    @Transactional
    void store(RunScope run, ReadyWorkflow workflow, VariablePool pool) {
        Map<String, ConversationVariable> stored = new LinkedHashMap<>();
        ConversationVariable.listOf(run.tenantId(), run.conversationId()).forEach(row -> stored.put(row.name, row));
        Instant now = clock.instant();
        pool.scope(Selector.CONVERSATION).forEach((name, value) -> {
            ReadyWorkflow.Declared declared = workflow.conversation().get(name);
            String text = value.toJson().toString();
            ConversationVariable row = stored.get(name);
            if (declared == null) {
                return;
            }
            if (row == null) {
                insert(run, declared, text, now);
            } else if (!row.value.equals(text)) {
                row.value = text;
                row.updatedAt = now;
            }
        });
    }

    @Transactional
    public Slice<ConversationVariableView> list(EndUserScope scope, String conversationId, String lastId, int limit,
            String name) {
        Limit.checked(limit, MOST);
        if (name != null && (name.isEmpty() || name.length() > LONGEST_NAME)) {
            throw CommonError.INVALID_PARAM.field("variable_name", "length",
                    "Parameter 'variable_name' must be 1 to %d characters long", LONGEST_NAME);
        }
        UUID conversation = conversations.idOf(scope, conversationId);
        List<ConversationVariable> all = ConversationVariable.listOf(scope.tenantId(), conversation).stream()
                .filter(row -> name == null || row.name.equals(name)).toList();
        int from = 0;
        if (lastId != null && !lastId.isEmpty()) {
            from = 1 + index(all, Ids.parse(lastId, RunError.VARIABLE_NOT_FOUND, "Conversation variable"));
        }
        List<ConversationVariable> rest = all.subList(from, Math.min(all.size(), from + limit + 1));
        return Slice.ofSurplus(rest, limit).map(this::view);
    }

    /** Those of any conversation of an app, as its makers see them. */
    @Transactional
    public List<ConversationVariableView> ofApp(UUID tenantId, UUID appId, UUID conversationId) {
        return ConversationVariable.listOf(tenantId, conversationId).stream().filter(row -> row.appId.equals(appId))
                .map(this::view).toList();
    }

    /** A variable as it was elsewhere; the value is JSON. */
    public record Past(String name, String wireType, JsonNode value, String description, Instant updatedAt) {}

    /** Gives a conversation that was held elsewhere the values that its variables had. */
    @Transactional
    public void keep(UUID tenantId, UUID appId, UUID conversationId, List<Past> variables) {
        variables.stream().filter(past -> past.value().toString().length() <= config.maxVariableBytes()).forEach(past -> {
            ConversationVariable row = new ConversationVariable();
            row.id = Ids.next();
            row.tenantId = tenantId;
            row.appId = appId;
            row.conversationId = conversationId;
            row.name = past.name();
            row.valueType = past.wireType();
            row.value = past.value().toString();
            row.description = past.description();
            row.createdAt = past.updatedAt();
            row.updatedAt = past.updatedAt();
            row.persist();
        });
    }

    @Transactional
    public ConversationVariableView update(EndUserScope scope, String conversationId, String variableId, JsonNode value) {
        UUID conversation = conversations.idOf(scope, conversationId);
        ConversationVariable row = ConversationVariable.find(scope.tenantId(), conversation,
                Ids.parse(variableId, RunError.VARIABLE_NOT_FOUND, "Conversation variable"))
                .orElseThrow(() -> RunError.VARIABLE_NOT_FOUND.because("Conversation variable not found"));
        if (value == null) {
            throw Parameters.missing("value");
        }
        Value given = Value.of(value);
        ValueType type = ValueType.find(row.valueType).orElse(ValueType.ANY);
        if (!fits(given, type)) {
            throw RunError.VARIABLE_TYPE.field("value", "type", "The variable '%s' holds values of the type %s, not %s", row.name,
                    row.valueType, given.type().wire());
        }
        String text = value.toString();
        if (text.length() > config.maxVariableBytes()) {
            throw CommonError.INVALID_PARAM.field("value", "length", "Parameter 'value' must be at most %d bytes long",
                    config.maxVariableBytes());
        }
        row.value = text;
        row.updatedAt = clock.instant();
        return view(row);
    }

    /** Whether a value may be put into a variable of a type. */
    public static boolean fits(Value value, ValueType type) {
        if (type == ValueType.ANY || value.type() == type) {
            return true;
        }
        return value instanceof Value.Array(List<Value> items) && type.isArray()
                && (type == ValueType.ARRAY_ANY || items.stream().allMatch(item -> item.type() == type.item()));
    }

    private static int index(List<ConversationVariable> rows, UUID id) {
        for (int i = 0; i < rows.size(); i++) {
            if (Objects.equals(rows.get(i).id, id)) {
                return i;
            }
        }
        throw RunError.VARIABLE_NOT_FOUND.because("Last conversation variable not found");
    }

    private void insert(RunScope run, ReadyWorkflow.Declared declared, String value, Instant now) {
        ConversationVariable row = new ConversationVariable();
        row.id = Ids.next();
        row.tenantId = run.tenantId();
        row.appId = run.appId();
        row.conversationId = run.conversationId();
        row.name = declared.name();
        row.valueType = declared.wireType();
        row.value = value;
        row.description = declared.description();
        row.createdAt = now;
        row.updatedAt = now;
        row.persist();
    }

    private ConversationVariableView view(ConversationVariable row) {
        JsonNode value = read(row);
        return new ConversationVariableView(row.id, row.name, row.valueType, Value.of(value).text(), row.description,
                row.createdAt, row.updatedAt);
    }

    private JsonNode read(ConversationVariable row) {
        try {
            return json.readTree(links.renewed(row.tenantId, row.value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A conversation variable is no JSON", impossible);
        }
    }
}
