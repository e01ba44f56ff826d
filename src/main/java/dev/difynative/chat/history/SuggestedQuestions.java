package dev.difynative.chat.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.config.ModelConfig;
import dev.difynative.chat.ChatError;
import dev.difynative.chat.conversation.Message;
import dev.difynative.models.DefaultModels;
import dev.difynative.models.ModelRef;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.ModelType;
import dev.difynative.models.Payer;
import dev.difynative.models.catalogue.ProviderIds;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.provider.builtin.Builtin;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Thinks of what an end user may want to ask next. */
@ApplicationScoped
public class SuggestedQuestions {
    private static final Logger LOG = Logger.getLogger(SuggestedQuestions.class);
    private static final int MOST_QUESTIONS = 3;
    private static final int ROUNDS = 3;
    /** Of a long answer its beginning tells what it is about. */
    private static final int LONGEST_TEXT = 4_000;
    private static final String INSTRUCTION = """
            Think of the three questions that the user is most likely to ask next in this conversation. Each is short, stands \
            on its own and is written in the language of the last answer. Reply with a JSON array of three strings and \
            nothing else, as in ["…", "…", "…"].""";

    private final ModelRuntime models;
    private final DefaultModels defaults;
    private final ObjectMapper json;

    SuggestedQuestions(ModelRuntime models, DefaultModels defaults, ObjectMapper json) {
        this.models = models;
        this.defaults = defaults;
        this.json = json;
    }

    /** At most three questions; none when the model has no idea or fails. */
    public List<String> after(AppSnapshot app, EndUserScope scope, String messageId) {
        List<Message> newestFirst = QuarkusTransaction.requiringNew().call(() -> rounds(scope, messageId));
        if (!app.config().features().suggestedQuestionsAfterAnswer()) {
            throw ChatError.SUGGESTED_QUESTIONS_DISABLED.because("Suggested questions are switched off in this app");
        }
        ModelRef model = model(app);
        // The built-in model only quotes; what it would quote is no question.
        if (model == null || ProviderIds.same(Builtin.ID, model.provider())) {
            return List.of();
        }
        try {
            String reply = models.ask(new Payer(app.tenantId(), app.id(), scope.endUserId()), model, prompt(newestFirst)).join()
                    .text();
            return parse(reply);
        } catch (CompletionException failed) {
            LOG.debugf(failed, "No questions were suggested after message %s", messageId);
            return List.of();
        }
    }

    private static List<Message> rounds(EndUserScope scope, String messageId) {
        Message message = OwnMessage.get(scope, messageId);
        List<Message> newestFirst = new ArrayList<>(List.of(message));
        newestFirst.addAll(Message.newestBefore(message, ROUNDS - 1));
        return newestFirst;
    }

    private ModelRef model(AppSnapshot app) {
        ModelConfig.Model chosen = app.config().model();
        return chosen.isChosen()
                ? new ModelRef(chosen.provider(), chosen.name())
                : defaults.find(app.tenantId(), ModelType.LLM).orElse(null);
    }

    private static ChatPrompt prompt(List<Message> newestFirst) {
        List<ChatMessage> messages = new ArrayList<>();
        for (Message message : newestFirst.reversed()) {
            messages.add(ChatMessage.user(beginning(message.query)));
            messages.add(ChatMessage.assistant(beginning(message.answer)));
        }
        messages.add(ChatMessage.user(INSTRUCTION));
        return ChatPrompt.of(messages).with(Map.of("max_tokens", 256, "temperature", 0));
    }

    private static String beginning(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    /** Models like to say a word before and after the array that they were asked for. */
    List<String> parse(String reply) {
        int start = reply.indexOf('[');
        int end = reply.lastIndexOf(']');
        if (start < 0 || end < start) {
            return List.of();
        }
        try {
            List<String> questions = new ArrayList<>();
            for (JsonNode item : json.readTree(reply.substring(start, end + 1))) {
                String question = item.asText().strip();
                if (item.isTextual() && !question.isEmpty() && questions.size() < MOST_QUESTIONS) {
                    questions.add(question);
                }
            }
            return questions;
        } catch (JsonProcessingException noArray) {
            return List.of();
        }
    }
}
