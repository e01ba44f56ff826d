package dev.difynative.importer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.chat.history.PastConversation;
import dev.difynative.chat.history.PastConversation.Cost;
import dev.difynative.chat.history.PastConversation.PastMessage;
import dev.difynative.chat.history.PastConversations;

/** Brings over what the users of an app have said, under the ids that they know. */
@Singleton
class ConversationsImport {
    private static final int EVERY = 50;

    private final PastConversations conversations;

    ConversationsImport(PastConversations conversations) { this.conversations = conversations; }

    void take(ImportJob job, DifyConsole source, JsonNode app, UUID own) {
        String id = app.path("id").asText();
        boolean completion = app.path("mode").asText().equals("completion");
        String place = "/apps/" + id + (completion ? "/completion-conversations" : "/chat-conversations");
        List<JsonNode> found;
        try {
            found = source.all(place + "?sort_by=created_at");
        } catch (SourceException refused) {
            job.report().failed(ImportKind.CONVERSATION, app.path("name").asText(), id, refused.getMessage());
            return;
        }
        int tests = 0;
        for (int i = 0; i < found.size(); i++) {
            JsonNode conversation = found.get(i);
            if (i % EVERY == EVERY - 1) {
                job.say("  conversation %d/%d", i + 1, found.size());
            }
            String user = Texts.orNull(conversation.path("from_end_user_session_id"));
            if (user == null) {
                tests++;
                continue;
            }
            job.once(ImportKind.CONVERSATION, conversation.path("id").asText(), conversation.path("name").asText(),
                    () -> conversations.keep(job.tenantId(), own, read(source, id, conversation, user, completion)));
        }
        if (tests > 0) {
            job.report().note(ImportKind.CONVERSATION, app.path("name").asText(), id,
                    "%d that members held in the console were left out".formatted(tests));
        }
    }

    private static PastConversation read(DifyConsole source, String app, JsonNode conversation, String user,
            boolean completion) {
        String id = conversation.path("id").asText();
        List<JsonNode> messages = completion
                ? List.of(source.get("/apps/" + app + "/completion-conversations/" + id).path("message"))
                : source.messages(app, id);
        Instant begun = Texts.time(conversation.path("created_at"), Instant.EPOCH);
        String name = conversation.path("name").asText();
        return new PastConversation(UUID.fromString(id), Texts.clean(user), Texts.clean(name),
                Texts.object(conversation.path("inputs")), Texts.clean(Texts.orNull(conversation.path("introduction"))), begun,
                Texts.time(conversation.path("updated_at"), begun),
                messages.stream().filter(message -> message.hasNonNull("id")).map(message -> read(message, begun)).toList());
    }

    private static PastMessage read(JsonNode message, Instant begun) {
        String parent = Texts.orNull(message.path("parent_message_id"));
        String error = message.path("status").asText().equals("error") ? message.path("error").asText("It failed") : null;
        JsonNode usage = message.at("/metadata/usage");
        Cost cost = new Cost(Texts.orNull(message.path("model_provider")), Texts.orNull(message.path("model_id")),
                message.path("message_tokens").asInt(), message.path("answer_tokens").asInt(),
                Texts.money(usage.path("total_price")), usage.path("currency").asText("USD"),
                message.path("provider_response_latency").asDouble());
        return new PastMessage(UUID.fromString(message.path("id").asText()), parent == null ? null : UUID.fromString(parent),
                Texts.object(message.path("inputs")), Texts.clean(message.path("query").asText()),
                Texts.clean(message.path("answer").asText()), Texts.clean(error), cost, Texts.object(message.path("metadata")),
                rating(message), Texts.time(message.path("created_at"), begun));
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
