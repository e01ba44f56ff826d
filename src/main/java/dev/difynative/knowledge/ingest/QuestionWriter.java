package dev.difynative.knowledge.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import dev.difynative.models.DefaultModels;
import dev.difynative.models.ModelError;
import dev.difynative.models.ModelRef;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.ModelType;
import dev.difynative.models.Payer;
import dev.difynative.models.TokenCounter;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.platform.error.Failure;

/** Has the workspace's default model ask and answer what a piece of text says. */
@Singleton
class QuestionWriter {
    private static final Pattern PAIR = Pattern.compile(
            "(?ms)^\\W*Q\\d*\\W*[:：]\\s*(.+?)\\s*^\\W*A\\d*\\W*[:：]\\s*(.+?)\\s*(?=^\\W*Q\\d*\\W*[:：]|\\z)");
    private static final String INSTRUCTION = """
            You turn a text into questions and answers that together say everything the text says. Each question can be \
            understood without the text, each answer is complete and uses nothing but the text. Write in %s, and in this form \
            only, without anything before or after:

            Q1: first question
            A1: its answer
            Q2: second question
            A2: its answer""";

    private final ModelRuntime models;
    private final DefaultModels defaults;

    QuestionWriter(ModelRuntime models, DefaultModels defaults) {
        this.models = models;
        this.defaults = defaults;
    }

    /** {@code tokens} are those of the question. */
    record Pair(String question, String answer, int tokens) {}

    /** Blocks until the model has answered; none when it found nothing to ask. */
    List<Pair> ask(UUID tenantId, String text, String language) {
        ModelRef ref = defaults.find(tenantId, ModelType.LLM).orElseThrow(() -> ModelError.PROVIDER_NOT_INITIALIZE
                .because("Questions and answers need a default model, and the workspace has none"));
        try {
            return pairs(models.ask(Payer.workspace(tenantId), ref, prompt(text, language)).join().text());
        } catch (CompletionException fault) {
            if (fault.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw fault;
        }
    }

    private static ChatPrompt prompt(String text, String language) {
        return ChatPrompt.of(List.of(ChatMessage.system(INSTRUCTION.formatted(language)), ChatMessage.user(text)));
    }

    static List<Pair> pairs(String answer) {
        List<Pair> pairs = new ArrayList<>();
        Matcher matcher = PAIR.matcher(answer);
        while (matcher.find()) {
            String question = matcher.group(1).strip();
            pairs.add(new Pair(question, matcher.group(2).strip(), TokenCounter.count(question)));
        }
        return pairs;
    }
}
