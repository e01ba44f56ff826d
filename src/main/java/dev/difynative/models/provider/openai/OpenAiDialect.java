package dev.difynative.models.provider.openai;

import java.util.regex.Pattern;

/**
 * Where a provider differs from OpenAI's own protocol: the paths of its calls, how many texts one embedding request may
 * carry, whether its newer models want {@code max_completion_tokens}, and whether embeddings say what they are for.
 */
public record OpenAiDialect(String chatPath, String embeddingPath, int embeddingBatch,
        boolean maxCompletionTokens,
        boolean embeddingTask) {
    private static final Pattern REASONING_MODELS = Pattern.compile("(o[1-9]|gpt-([5-9]|\\d\\d)).*");

    /** OpenAI's own, which most others speak too. */
    public static final OpenAiDialect STANDARD = new OpenAiDialect("/chat/completions", "/embeddings", 64, false,
            false);

    boolean wantsMaxCompletionTokens(String model) { return maxCompletionTokens && REASONING_MODELS.matcher(model).matches(); }
}
