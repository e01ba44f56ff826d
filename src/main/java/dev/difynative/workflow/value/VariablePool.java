package dev.difynative.workflow.value;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.workflow.graph.Selector;

/**
 * The variables of a run, by the node (or scope) that has them. The body of a container has a pool of its own for each round,
 * laid over the pool outside: it sees what is outside, and its own outputs stay inside.
 */
public final class VariablePool {
    private final VariablePool outer;
    private final Map<String, Map<String, Value>> scopes = new ConcurrentHashMap<>();

    public VariablePool() { this(null); }

    private VariablePool(VariablePool outer) { this.outer = outer; }

    /** A pool for one round of a container's body. */
    public VariablePool inner() { return new VariablePool(this); }

    /** The pool of a round as it was written before. */
    public VariablePool inner(JsonNode json) { return inner().filled(json); }

    /** What a selector leads to; empty when a step of the way does not exist. */
    public Optional<Value> read(Selector selector) {
        Map<String, Value> scope = find(selector.node());
        if (scope == null) {
            return Optional.empty();
        }
        if (selector.path().size() == 1) {
            return Optional.of(Value.of(scope));
        }
        Value value = scope.get(selector.variable());
        for (String step : selector.inside()) {
            value = value == null ? null : value.inside(step).orElse(null);
        }
        return Optional.ofNullable(value);
    }

    /** Sets all variables of a node. */
    public void put(String scope, Map<String, Value> variables) {
        // A copy under its own order: what a node was given back must not change behind the pool.
        scopes.put(scope, new LinkedHashMap<>(variables));
    }

    /** Sets one variable where it exists; false when there is no such variable. */
    public boolean assign(Selector selector, Value value) {
        VariablePool owner = this;
        while (owner != null) {
            boolean[] found = {false};
            owner.scopes.computeIfPresent(selector.node(), (name, variables) -> {
                if (!variables.containsKey(selector.variable())) {
                    return variables;
                }
                found[0] = true;
                Map<String, Value> changed = new LinkedHashMap<>(variables);
                changed.put(selector.variable(), value);
                return changed;
            });
            if (found[0]) {
                return true;
            }
            owner = owner.outer;
        }
        return false;
    }

    /** The variables of one scope of this pool. */
    public Map<String, Value> scope(String name) {
        Map<String, Value> variables = find(name);
        return variables == null ? Map.of() : java.util.Collections.unmodifiableMap(variables);
    }

    public boolean knows(String scope) { return find(scope) != null; }

    private Map<String, Value> find(String scope) {
        for (VariablePool pool = this; pool != null; pool = pool.outer) {
            Map<String, Value> variables = pool.scopes.get(scope);
            if (variables != null) {
                return variables;
            }
        }
        return null;
    }

    /** The whole pool as JSON; not what lies outside of it. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        scopes.forEach((name, variables) -> json.set(name, Values.object(variables)));
        return json;
    }

    public static VariablePool fromJson(JsonNode json) { return new VariablePool().filled(json); }

    private VariablePool filled(JsonNode json) {
        json.properties().forEach(scope -> put(scope.getKey(), Values.fields(scope.getValue())));
        return this;
    }
}
