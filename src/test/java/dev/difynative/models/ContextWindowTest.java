package dev.difynative.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import dev.difynative.models.catalogue.Catalogue;
import dev.difynative.models.catalogue.ProviderSpec;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.credentials.ConfiguredProvider;

class ContextWindowTest {

    @Test
    void anAnswerThatFitsKeepsItsLimit() {
        ChatPrompt prompt = prompt(100, 500);
        assertSame(prompt, new ContextWindow(1_000).fitted(prompt));
    }

    @Test
    void anAnswerIsLimitedToWhatThePromptLeaves() {
        int limit = (int) new ContextWindow(1_000).fitted(prompt(600, 900)).parameters().get("max_tokens");
        assertTrue(limit > 350 && limit < 400, "600 words of 1000: " + limit);
    }

    @Test
    void aPromptThatFillsTheWindowGetsAShortAnswer() {
        assertEquals(16, new ContextWindow(500).fitted(prompt(600, 900)).parameters().get("max_tokens"));
    }

    @Test
    void anUnknownWindowBoundsNothing() {
        ChatPrompt prompt = prompt(600, 900);
        assertSame(prompt, ContextWindow.UNKNOWN.fitted(prompt));
    }

    @Test
    void whatIsLeftForTheHistoryIsTheWindowWithoutPromptAndAnswer() {
        int left = new ContextWindow(1_000).leftBeside(prompt(300, 500));
        assertTrue(left > 150 && left < 200, "1000 - 500 - 300: " + left);
    }

    @Test
    void sizesAreKnownFromTheCatalogueAndFromTheCredentialsOfAnAddedModel() {
        ProviderSpec openai = Catalogue.get("openai");
        assertEquals(OptionalInt.of(128_000), openai.contextSize("gpt-4o-mini"));
        assertEquals(OptionalInt.of(128_000), openai.contextSize("gpt-4o-mini-2024-07-18"));
        assertEquals(OptionalInt.empty(), openai.contextSize("nobodys-model"));
        ConfiguredProvider compatible = new ConfiguredProvider(Catalogue.get("openai_api_compatible"), null, List.of(
                new ConfiguredProvider.AddedModel(ModelType.LLM, "mine", Map.of("context_size", "4096"))));
        assertEquals(OptionalInt.of(4_096), compatible.contextSize("mine"));
        ConfiguredProvider azure = new ConfiguredProvider(Catalogue.get("azure_openai"), null, List.of(
                new ConfiguredProvider.AddedModel(ModelType.LLM, "support", Map.of("base_model_name", "gpt-4o-mini"))));
        assertEquals(OptionalInt.of(128_000), azure.contextSize("support"));
    }

    private static ChatPrompt prompt(int words, int maxTokens) {
        return ChatPrompt.of(List.of(ChatMessage.user("word ".repeat(words)))).with(Map.of("max_tokens", maxTokens));
    }
}
