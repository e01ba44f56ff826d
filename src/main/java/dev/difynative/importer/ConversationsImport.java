package dev.difynative.importer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.chat.history.PastConversation;
import dev.difynative.chat.history.PastConversation.Cost;
import dev.difynative.chat.history.PastConversation.PastMessage;
import dev.difynative.chat.history.PastConversation.PastThought;
import dev.difynative.chat.history.PastConversations;
import dev.difynative.workflow.run.chatflow.ConversationVariables;

/** Brings over what the users of an app have said, under the ids that they know. */
@Singleton
class ConversationsImport {
    private static final int EVERY = 50;

    private final PastConversations conversations;
    private final ConversationVariables variables;
    private final MessageFilesImport files;
    private final ObjectMapper json;

    ConversationsImport(PastConversations conversations, ConversationVariables variables, MessageFilesImport files,
            ObjectMapper json) {
        this.conversations = conversations;
        this.variables = variables;
        this.files = files;
        this.json = json;
    }

    /** The app whose conversations are read, there and here; {@code own} is null in a dry run. */
    private record Place(ImportJob job, DifyConsole source, String app, String mode, UUID own) {

        boolean completes() { return mode.equals("completion"); }
    }

    void take(ImportJob job, DifyConsole source, JsonNode app, UUID own) {
        Place place = new Place(job, source, app.path("id").asText(), app.path("mode").asText(), own);
        String list = "/apps/" + place.app + (place.completes() ? "/completion-conversations" : "/chat-conversations");
        List<JsonNode> found;
        try {
            found = source.all(list + "?sort_by=created_at");
        } catch (SourceException refused) {
            job.report().failed(ImportKind.CONVERSATION, app.path("name").asText(), place.app, refused.getMessage());
            return;
        }
        int tests = 0;
        for (int i = 0; i < found.size(); i++) {
            if (i % EVERY == EVERY - 1) {
                job.say("  conversation %d/%d", i + 1, found.size());
            }
            String user = Texts.clean(Texts.orNull(found.get(i).path("from_end_user_session_id")));
            if (user == null) {
                tests++;
            } else {
                take(place, found.get(i), user);
            }
        }
        if (tests > 0) {
            job.report().note(ImportKind.CONVERSATION, app.path("name").asText(), place.app,
                    "%d that members held in the console were left out".formatted(tests));
        }
    }

    /** Read before the transaction that keeps it, which waits for nobody. */
    private void take(Place place, JsonNode conversation, String user) {
        ImportJob job = place.job;
        String id = conversation.path("id").asText();
        boolean known = job.ledger().find(job.place(), ImportKind.CONVERSATION, id).isPresent();
        job.attemptUnlessKnown(known, ImportKind.CONVERSATION, id, conversation.path("name").asText(), () -> {
            PastConversation past = read(place, conversation, user);
            List<ConversationVariables.Past> values = place.mode.equals("advanced-chat")
                    ? variables(place.source, place.app, id)
                    : List.of();
            return job.ledger().make(job.place(), ImportKind.CONVERSATION, id, () -> {
                UUID kept = conversations.keep(job.tenantId(), place.own, past);
                variables.keep(job.tenantId(), place.own, kept, values);
                return kept;
            });
        });
    }

    private PastConversation read(Place place, JsonNode conversation, String user) {
        String id = conversation.path("id").asText();
        List<JsonNode> messages = place.completes()
                ? List.of(place.source.get("/apps/" + place.app + "/completion-conversations/" + id).path("message"))
                : place.source.messages(place.app, id);
        Instant begun = Texts.time(conversation.path("created_at"), Instant.EPOCH);
        UUID endUser = conversations.user(place.job.tenantId(), place.own, user, begun);
        MessageFilesImport.Owner owner = new MessageFilesImport.Owner(place.own, endUser);
        List<PastMessage> past = new ArrayList<>();
        for (JsonNode message : messages) {
            if (message.hasNonNull("id")) {
                past.add(read(place, owner, message, begun));
            }
        }
        return new PastConversation(UUID.fromString(id), user, Texts.clean(conversation.path("name").asText()),
                Texts.object(conversation.path("inputs")), Texts.clean(Texts.orNull(conversation.path("introduction"))), begun,
                Texts.time(conversation.path("updated_at"), begun), past);
    }

    private PastMessage read(Place place, MessageFilesImport.Owner owner, JsonNode message, Instant begun) {
        String parent = Texts.orNull(message.path("parent_message_id"));
        String error = message.path("status").asText().equals("error") ? message.path("error").asText("It failed") : null;
        JsonNode usage = message.at("/metadata/usage");
        Cost cost = new Cost(Texts.orNull(message.path("model_provider")), Texts.orNull(message.path("model_id")),
                message.path("message_tokens").asInt(), message.path("answer_tokens").asInt(),
                Texts.money(usage.path("total_price")), usage.path("currency").asText("USD"),
                message.path("provider_response_latency").asDouble());
        Instant said = Texts.time(message.path("created_at"), begun);
        return new PastMessage(UUID.fromString(message.path("id").asText()), parent == null ? null : UUID.fromString(parent),
                Texts.object(message.path("inputs")), Texts.clean(message.path("query").asText()),
                Texts.clean(message.path("answer").asText()), Texts.clean(error), cost, Texts.object(message.path("metadata")),
                rating(message), said, files.of(place.job, place.source, owner, message), thoughts(message, said));
    }

    private static List<PastThought> thoughts(JsonNode message, Instant said) {
        List<PastThought> thoughts = new ArrayList<>();
        for (JsonNode thought : message.path("agent_thoughts")) {
            JsonNode shown = thought.path("files");
            thoughts.add(new PastThought(thought.path("position").asInt(thoughts.size() + 1), text(thought, "thought"),
                    text(thought, "tool"), Texts.object(thought.path("tool_labels")), text(thought, "tool_input"),
                    text(thought, "observation"), shown.isArray() ? Texts.clean(shown.toString()) : "[]",
                    Texts.time(thought.path("created_at"), said)));
        }
        return thoughts;
    }

    private static String text(JsonNode node, String field) {
        String text = Texts.clean(Texts.orNull(node.path(field)));
        return text == null ? "" : text;
    }

    /** With what a chatflow goes on; nothing where the source does not show it. */
    private List<ConversationVariables.Past> variables(DifyConsole source, String app, String conversation) {
        List<ConversationVariables.Past> values = new ArrayList<>();
        JsonNode found = source.optional("/apps/" + app + "/conversation-variables?conversation_id=" + conversation);
        for (JsonNode variable : found.path("data")) {
            String type = variable.path("value_type").asText("string");
            values.add(new ConversationVariables.Past(variable.path("name").asText(), type, value(variable.path("value"), type),
                    text(variable, "description"), Texts.time(variable.path("updated_at"), Instant.EPOCH)));
        }
        return values;
    }

    /** All values are shown as texts; what is none is JSON in the text. */
    private JsonNode value(JsonNode shown, String type) {
        if (type.equals("string") || !shown.isTextual()) {
            return shown.isTextual() ? json.getNodeFactory().textNode(Texts.clean(shown.asText())) : shown;
        }
        try {
            return json.readTree(Texts.clean(shown.asText()));
        } catch (JsonProcessingException plain) {
            return shown;
        }
    }

    private static String rating(JsonNode message) {
        for (JsonNode feedback : message.path("feedbacks")) {
            String rating = feedback.path("rating").asText();
            if (feedback.path("from_source").asText().equals("user") && (rating.equals("like") || rating.equals("dislike"))) {
                return rating;
            }
        }
        return null;
    }
}
