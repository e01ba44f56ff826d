package dev.difynative.workflow.draft;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.files.FileLinks;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.workflow.GraphApps;
import dev.difynative.workflow.GraphJson;
import dev.difynative.workflow.WorkflowDrafts;
import dev.difynative.workflow.WorkflowError;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.history.LastGiven;
import dev.difynative.workflow.history.RunRecords;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/**
 * The variables that an editor inspects: what the nodes of a draft gave him when they were last run, with what he has changed of
 * it since. A node that is tried out finds these values.
 */
@Singleton
public class DraftVariables {
    private final GraphApps apps;
    private final WorkflowDrafts drafts;
    private final RunRecords history;
    private final GraphJson json;
    private final FileLinks links;
    private final Clock clock;

    /** Whose variables they are. */
    public record Editor(UUID tenantId, UUID appId, UUID accountId) {}

    private record Variable(UUID id, String node, String name, JsonNode value, JsonNode given, UUID executionId,
            boolean edited) {}

    DraftVariables(GraphApps apps, WorkflowDrafts drafts, RunRecords history, GraphJson json, FileLinks links,
            Clock clock) {
        this.apps = apps;
        this.drafts = drafts;
        this.history = history;
        this.json = json;
        this.links = links;
        this.clock = clock;
    }

    /** All of them, without their values. */
    @Transactional
    public List<DraftVariableView> list(Editor editor) {
        return all(editor).stream().map(variable -> view(variable, false)).toList();
    }

    /** Those of one node, or of the scope {@code sys}. */
    @Transactional
    public List<DraftVariableView> ofNode(Editor editor, String node) {
        return all(editor).stream().filter(variable -> variable.node().equals(node)).map(variable -> view(variable, true))
                .toList();
    }

    @Transactional
    public DraftVariableView get(Editor editor, UUID id) { return view(find(editor, id), true); }

    /** Gives a variable another value of its type. */
    @Transactional
    public DraftVariableView change(Editor editor, UUID id, JsonNode value) {
        Variable variable = find(editor, id);
        ValueType type = type(variable.given());
        if (type != ValueType.NONE && !fits(type, type(value))) {
            throw CommonError.INVALID_PARAM.field("value", "type", "Parameter 'value' must be of type %s", type.wire());
        }
        override(editor, variable, value.toString());
        return view(new Variable(id, variable.node(), variable.name(), value, variable.given(), variable.executionId(), true),
                true);
    }

    /** Gives a variable back the value that its node gave. */
    @Transactional
    public DraftVariableView reset(Editor editor, UUID id) {
        Variable variable = given(editor).stream().filter(known -> known.id().equals(id)).findFirst()
                .orElseThrow(DraftVariables::notFound);
        DraftOverride changed = DraftOverride.findOwned(editor.tenantId(), id);
        if (changed != null) {
            changed.delete();
        }
        return view(variable, true);
    }

    @Transactional
    public void delete(Editor editor, UUID id) { override(editor, find(editor, id), null); }

    /** Takes away those of one node; null means all. */
    @Transactional
    public void deleteOf(Editor editor, String node) {
        all(editor).stream().filter(variable -> node == null || variable.node().equals(node))
                .forEach(variable -> override(editor, variable, null));
    }

    /** The values by node, as a node that is tried out finds them. */
    @Transactional
    public Map<String, Map<String, Value>> values(Editor editor) {
        Map<String, Map<String, Value>> values = new LinkedHashMap<>();
        // A node whose variables were all taken away has none.
        given(editor).stream().filter(variable -> !variable.node().equals(Selector.SYSTEM))
                .forEach(variable -> values.put(variable.node(), new LinkedHashMap<>()));
        all(editor).stream().filter(variable -> !variable.node().equals(Selector.SYSTEM)).forEach(variable -> values
                .get(variable.node()).put(variable.name(), Value.of(variable.value())));
        return values;
    }

    private void override(Editor editor, Variable variable, String value) {
        DraftOverride changed = DraftOverride.findOwned(editor.tenantId(), variable.id());
        boolean first = changed == null;
        if (first) {
            changed = new DraftOverride();
            changed.id = variable.id();
            changed.tenantId = editor.tenantId();
            changed.appId = editor.appId();
            changed.accountId = editor.accountId();
        }
        changed.executionId = variable.executionId();
        changed.value = value;
        changed.updatedAt = clock.instant();
        if (first) {
            changed.persist();
        }
    }

    private Variable find(Editor editor, UUID id) {
        return all(editor).stream().filter(variable -> variable.id().equals(id)).findFirst()
                .orElseThrow(DraftVariables::notFound);
    }

    private List<Variable> all(Editor editor) {
        Map<UUID, DraftOverride> overrides = new HashMap<>();
        DraftOverride.listOf(editor.tenantId(), editor.appId(), editor.accountId())
                .forEach(changed -> overrides.put(changed.id, changed));
        List<Variable> variables = new ArrayList<>();
        for (Variable variable : given(editor)) {
            DraftOverride changed = overrides.get(variable.id());
            if (changed == null || !changed.executionId.equals(variable.executionId())) {
                variables.add(variable);
            } else if (changed.value != null) {
                variables.add(new Variable(variable.id(), variable.node(), variable.name(),
                        json.stored(links.renewed(editor.tenantId(), changed.value)),
                        variable.given(), variable.executionId(), true));
            }
        }
        return variables;
    }

    private List<Variable> given(Editor editor) {
        apps.get(editor.tenantId(), editor.appId());
        Set<String> nodes = new HashSet<>(Set.of(Selector.SYSTEM));
        drafts.snapshot(editor.tenantId(), editor.appId()).graph().path("nodes")
                .forEach(node -> nodes.add(node.path("id").asText()));
        List<Variable> variables = new ArrayList<>();
        for (LastGiven last : history.lastGiven(editor.tenantId(), editor.appId(), editor.accountId())) {
            if (nodes.contains(last.node())) {
                json.stored(last.values()).properties().forEach(field -> variables.add(new Variable(
                        id(editor, last.node(), field.getKey()), last.node(), field.getKey(), field.getValue(), field.getValue(),
                        last.executionId(), false)));
            }
        }
        return variables;
    }

    private static UUID id(Editor editor, String node, String name) {
        return UUID.nameUUIDFromBytes((editor.appId() + "/" + editor.accountId() + "/" + node + "/" + name)
                .getBytes(StandardCharsets.UTF_8));
    }

    private static DraftVariableView view(Variable variable, boolean whole) {
        boolean system = variable.node().equals(Selector.SYSTEM);
        return new DraftVariableView(variable.id().toString(), system ? Selector.SYSTEM : "node", variable.name(), "",
                List.of(variable.node(), variable.name()), type(variable.value()).wire(), variable.edited(),
                !variable.name().startsWith("__"), false, whole ? variable.value() : null, null);
    }

    private static ValueType type(JsonNode value) { return Value.of(value).type(); }

    /** An empty list is a list of anything. */
    private static boolean fits(ValueType type, ValueType given) {
        return type == given || type.isArray() && given.isArray();
    }

    private static Failure notFound() { return WorkflowError.VARIABLE_NOT_FOUND.because("Variable not found"); }

}
