package dev.difynative.chat.prompt;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.chat.ChatConfig;
import dev.difynative.chat.ChatTurn;
import dev.difynative.models.ContextWindow;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.chat.ChatPrompt;

/** Shares a model's context among the instruction and question, the history, and the answer. */
@ApplicationScoped
public class PromptSpace {
    private static final int HISTORY_WHERE_UNKNOWN = 8_000;

    private final ModelRuntime models;
    private final ChatConfig config;

    PromptSpace(ModelRuntime models, ChatConfig config) {
        this.models = models;
        this.config = config;
    }

    /** The most tokens of history that any prompt for this model can have. */
    public int historyLimit(UUID tenantId, String provider, String model) {
        ContextWindow window = models.contextWindow(tenantId, provider, model);
        return Math.min(config.historyTokens().orElse(Integer.MAX_VALUE),
                window.known() ? window.tokens() : config.historyTokens().orElse(HISTORY_WHERE_UNKNOWN));
    }

    /** The prompt of a turn with as much of its history as fits, and an answer no longer than what is left then. */
    public ChatPrompt fill(ChatTurn turn, PromptBuilder builder, PromptBuilder.Ingredients from) {
        UUID tenantId = turn.app().tenantId();
        ContextWindow window = models.contextWindow(tenantId, turn.message().provider(), turn.message().model());
        History history = turn.question().history();
        if (!history.isEmpty() && window.known()) {
            int left = window.leftBeside(builder.build(from, List.of(), turn.user()));
            history = history.fitting(Math.min(left, historyLimit(tenantId, turn.message().provider(), turn.message().model())));
        }
        return window.fitted(builder.build(from, history.messages(), turn.user()));
    }
}
