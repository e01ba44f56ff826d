package dev.difynative.chat.retrieval;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.knowledge.metadata.FieldView;
import dev.difynative.knowledge.metadata.MetadataFields;
import dev.difynative.models.ModelRef;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.Payer;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.provider.builtin.Builtin;
import dev.difynative.platform.error.Failure;

/** Lets a model read conditions on metadata out of a question (metadata filtering mode "automatic"). */
@ApplicationScoped
public class FilterFromQuestion {
    private static final Logger LOG = Logger.getLogger(FilterFromQuestion.class);
    private static final Set<String> OPERATORS = Set.of("contains", "not contains", "start with", "end with", "is", "is not", "=",
            "≠", ">", "<", "≥", "≤", "before", "after");
    private static final String INSTRUCTION = """
            Documents have the metadata fields below. Read from the question which documents are meant, if it says so. Answer \
            with a JSON array of {"name": field, "comparison_operator": operator, "value": value} and nothing else; with [] when \
            the question names none. Operators for text: %s. For numbers: =, ≠, >, <, ≥, ≤. For times, as Unix seconds: before, \
            after. The fields, with their types:
            """.formatted("contains, not contains, start with, end with, is, is not");

    private final MetadataFields fields;
    private final ModelRuntime models;
    private final ObjectMapper json;

    FilterFromQuestion(MetadataFields fields, ModelRuntime models, ObjectMapper json) {
        this.fields = fields;
        this.models = models;
        this.json = json;
    }

    /** Null when the question sets no condition, or the model's answer is none. */
    public JsonNode of(Payer payer, Collection<UUID> datasets, ModelRef model, String query) {
        List<FieldView> known = fields.ofDatasets(payer.tenantId(), datasets).values().stream().flatMap(List::stream)
                .toList();
        if (known.isEmpty() || model.provider().equals(Builtin.ID)) {
            return null;
        }
        String described = known.stream().map(field -> "- " + field.name() + " (" + field.type().wire() + ")").distinct()
                .collect(Collectors.joining("\n"));
        ChatPrompt prompt = ChatPrompt.of(List.of(ChatMessage.system(INSTRUCTION + described), ChatMessage.user(query)))
                .with(Map.of("temperature", 0));
        try {
            String reply = models.ask(payer, model, prompt).join().text();
            return conditions(reply, known.stream().map(FieldView::name).collect(Collectors.toSet()));
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Failure failure ? failure : failed;
        }
    }

    private JsonNode conditions(String reply, Set<String> names) {
        int start = reply.indexOf('[');
        int end = reply.lastIndexOf(']');
        ObjectNode filter = json.createObjectNode().put("logical_operator", "and");
        ArrayNode conditions = filter.putArray("conditions");
        try {
            for (JsonNode condition : json.readTree(start < 0 || end < start ? "[]" : reply.substring(start, end + 1))) {
                if (names.contains(condition.path("name").asText())
                        && OPERATORS.contains(condition.path("comparison_operator").asText()) && condition.hasNonNull("value")) {
                    conditions.add(condition);
                }
            }
        } catch (JsonProcessingException noJson) {
            LOG.debugf("The model's metadata conditions are no JSON: %s", reply);
        }
        return conditions.isEmpty() ? null : filter;
    }
}
