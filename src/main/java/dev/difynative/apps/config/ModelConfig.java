package dev.difynative.apps.config;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a chat, completion or agent app answers. {@code source} is the configuration as it was saved, unknown keys included, and
 * must not be changed; the other components are what the service understands of it.
 */
public record ModelConfig(
        Model model,
        Prompt prompt,
        List<FormField> userInputForm,
        List<ExternalDataTool> externalDataTools,
        DatasetConfigs datasetConfigs,
        AgentMode agentMode,
        Opening opening,
        Features features,
        Moderation sensitiveWordAvoidance,
        FileUpload fileUpload,
        JsonNode source) {

    /** The same configuration for another model, or for other parameters of it. */
    public ModelConfig with(Model otherModel) {
        return new ModelConfig(otherModel, prompt, userInputForm, externalDataTools, datasetConfigs, agentMode, opening, features,
                sensitiveWordAvoidance, fileUpload, source);
    }

    /** The same configuration with another annotation reply, which is settled apart from the rest. */
    public ModelConfig with(AnnotationReply reply) {
        return new ModelConfig(model, prompt, userInputForm, externalDataTools, datasetConfigs, agentMode, opening,
                features.with(reply), sensitiveWordAvoidance, fileUpload, source);
    }

    /** The model that answers; without provider and name it is the workspace's default one. */
    public record Model(String provider, String name, String mode, Map<String, Object> completionParams) {
        public boolean isChosen() { return !provider.isEmpty() && !name.isEmpty(); }
    }

    /** The simple form is {@code prePrompt}; the advanced form has messages of its own, or one text for completion models. */
    public record Prompt(boolean advanced, String prePrompt, List<PromptMessage> messages, CompletionPrompt completion) {}

    public record PromptMessage(String role, String text) {}

    public record CompletionPrompt(String text, String userPrefix, String assistantPrefix) {}

    /** Asks a service of the workspace's own for the value of a variable. */
    public record ExternalDataTool(boolean enabled, String variable, String type, String apiBasedExtensionId) {}

    /** Which datasets are searched, and how; {@code scoreThreshold} is null when none is set. */
    public record DatasetConfigs(String queryVariable, List<String> datasetIds, String retrievalModel, int topK,
            Double scoreThreshold, Reranking reranking, MetadataFilter metadataFilter) {}

    /** {@code weights} is the object as it was sent, or null. */
    public record Reranking(boolean enabled, String mode, String provider, String model, JsonNode weights) {}

    /** {@code model} and {@code conditions} are the objects as they were sent, or null. */
    public record MetadataFilter(String mode, JsonNode model, JsonNode conditions) {}

    public record AgentMode(boolean enabled, Strategy strategy, List<AgentTool> tools, int maxIteration, String firstPrompt,
            String nextIteration) {

        public enum Strategy {
            FUNCTION_CALL, REACT
        }
    }

    public record AgentTool(boolean enabled, String providerType, String providerId, String providerName, String toolName,
            Map<String, Object> parameters, String credentialId) {}

    public record Opening(String statement, List<String> suggestedQuestions) {}

    /** What is switched on beside the answer itself. */
    public record Features(boolean suggestedQuestionsAfterAnswer, boolean moreLikeThis, boolean speechToText,
            TextToSpeech textToSpeech, boolean retrieverResource, AnnotationReply annotationReply) {

        Features with(AnnotationReply reply) {
            return new Features(suggestedQuestionsAfterAnswer, moreLikeThis, speechToText, textToSpeech, retrieverResource,
                    reply);
        }
    }

    public record TextToSpeech(boolean enabled, String voice, String language, String autoPlay) {}

    public record AnnotationReply(boolean enabled, double scoreThreshold, String embeddingProvider, String embeddingModel) {}

    /** The filter of sensitive words; {@code type} is keywords, openai_moderation or api. */
    public record Moderation(boolean enabled, String type, Side inputs, Side outputs, List<String> keywords,
            String apiBasedExtensionId) {

        /** Whether questions (or answers) are filtered, and what is said instead of one that is held back. */
        public record Side(boolean enabled, String presetResponse) {}
    }

    /** Which files may come with a question; an empty list sets no bound. */
    public record FileUpload(boolean enabled, List<String> types, List<String> extensions, List<String> methods,
            int numberLimits, String imageDetail) {}
}
