package dev.difynative.apps.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.apps.config.ModelConfig.AgentMode;
import dev.difynative.apps.config.ModelConfig.AgentTool;
import dev.difynative.apps.config.ModelConfig.AnnotationReply;
import dev.difynative.apps.config.ModelConfig.CompletionPrompt;
import dev.difynative.apps.config.ModelConfig.DatasetConfigs;
import dev.difynative.apps.config.ModelConfig.ExternalDataTool;
import dev.difynative.apps.config.ModelConfig.Features;
import dev.difynative.apps.config.ModelConfig.FileUpload;
import dev.difynative.apps.config.ModelConfig.MetadataFilter;
import dev.difynative.apps.config.ModelConfig.Model;
import dev.difynative.apps.config.ModelConfig.Moderation;
import dev.difynative.apps.config.ModelConfig.Opening;
import dev.difynative.apps.config.ModelConfig.Prompt;
import dev.difynative.apps.config.ModelConfig.PromptMessage;
import dev.difynative.apps.config.ModelConfig.Reranking;
import dev.difynative.apps.config.ModelConfig.TextToSpeech;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.json.ConfigNode;

/** Reads model configurations. A fault in the shape is the caller's, with the place of it in {@code details.field}. */
@Singleton
public class ModelConfigs {
    private static final int MAX_PROMPT_MESSAGES = 10;
    private static final int MAX_STOP_WORDS = 4;
    private static final int MAX_ITERATIONS = 99;
    private static final int MAX_FILES = 100;
    private static final int MAX_TOP_K = 100;

    private final ObjectMapper json;

    ModelConfigs(ObjectMapper json) { this.json = json; }

    public ModelConfig parse(String text) {
        ConfigNode config = ConfigNode.root(read(text), json);
        return new ModelConfig(model(config), prompt(config), FormFields.of(config), externalDataTools(config),
                datasetConfigs(config), agentMode(config), opening(config), features(config), moderation(config),
                fileUpload(config), config.node());
    }

    /** The same for one that somebody writes now: of what is stored, a field of a kind of tomorrow is passed on unchecked. */
    public ModelConfig checked(String text) {
        ModelConfig config = parse(text);
        FormFields.checkKinds(config.userInputForm());
        return config;
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException broken) {
            throw CommonError.INVALID_PARAM.because("The body is not valid JSON");
        }
    }

    private static Model model(ConfigNode config) {
        ConfigNode model = config.object("model");
        String provider = model.text("provider", "");
        String name = model.text("name", "");
        if (provider.isEmpty() != name.isEmpty()) {
            throw model.fault(provider.isEmpty() ? "provider" : "name", "required", "is required");
        }
        if (model.object("completion_params").has("stop")
                && model.object("completion_params").texts("stop").size() > MAX_STOP_WORDS) {
            throw model.object("completion_params").fault("stop", "length", "has at most " + MAX_STOP_WORDS + " entries");
        }
        return new Model(provider, name, oneOf(model, "mode", "chat", "completion"), model.map("completion_params"));
    }

    private static Prompt prompt(ConfigNode config) {
        boolean advanced = oneOf(config, "prompt_type", "simple", "advanced").equals("advanced");
        List<PromptMessage> messages = config.object("chat_prompt_config").objects("prompt").stream()
                .map(message -> new PromptMessage(message.text("role", "user"), message.text("text", "")))
                .toList();
        if (messages.size() > MAX_PROMPT_MESSAGES) {
            throw config.object("chat_prompt_config").fault("prompt", "length",
                    "has at most " + MAX_PROMPT_MESSAGES + " messages");
        }
        ConfigNode completion = config.object("completion_prompt_config");
        ConfigNode prefixes = completion.object("conversation_histories_role");
        return new Prompt(advanced, config.text("pre_prompt", ""), messages,
                new CompletionPrompt(completion.object("prompt").text("text", ""), prefixes.text("user_prefix", "Human"),
                        prefixes.text("assistant_prefix", "Assistant")));
    }

    /** They stand in a list of their own and, in configurations of old, among the fields of the form. */
    private static List<ExternalDataTool> externalDataTools(ConfigNode config) {
        Stream<ConfigNode> inForm = config.objects("user_input_form").stream()
                .filter(item -> item.has("external_data_tool")).map(item -> item.object("external_data_tool"));
        return Stream.concat(config.objects("external_data_tools").stream(), inForm)
                .map(tool -> new ExternalDataTool(tool.flag("enabled", false), FormFields.checkedVariable(tool),
                        tool.text("type", "api"), tool.object("config").text("api_based_extension_id", "")))
                .toList();
    }

    private static DatasetConfigs datasetConfigs(ConfigNode config) {
        ConfigNode settings = config.object("dataset_configs");
        ConfigNode reranking = settings.object("reranking_model");
        boolean bounded = settings.flag("score_threshold_enabled", settings.has("score_threshold"));
        return new DatasetConfigs(config.text("dataset_query_variable", ""), datasetIds(config, settings),
                oneOf(settings, "retrieval_model", "multiple", "single"), settings.integer("top_k", 4, 1, MAX_TOP_K),
                bounded ? settings.decimal("score_threshold", 0.0) : null,
                new Reranking(settings.flag("reranking_enable", true), settings.text("reranking_mode", ""),
                        reranking.text("reranking_provider_name", ""), reranking.text("reranking_model_name", ""),
                        settings.rawObject("weights")),
                new MetadataFilter(settings.text("metadata_filtering_mode", "disabled"),
                        settings.rawObject("metadata_model_config"), settings.rawObject("metadata_filtering_conditions")));
    }

    /** Agent apps of old name their datasets among the tools. */
    private static List<String> datasetIds(ConfigNode config, ConfigNode settings) {
        Stream<ConfigNode> listed = settings.object("datasets").objects("datasets").stream()
                .map(item -> item.object("dataset"));
        Stream<ConfigNode> asTools = config.object("agent_mode").objects("tools").stream()
                .filter(tool -> tool.has("dataset")).map(tool -> tool.object("dataset"));
        return Stream.concat(listed, asTools)
                .filter(dataset -> dataset.flag("enabled", true))
                .map(dataset -> dataset.text("id", ""))
                .filter(id -> !id.isEmpty()).distinct().toList();
    }

    private static AgentMode agentMode(ConfigNode config) {
        ConfigNode agent = config.object("agent_mode");
        ConfigNode prompt = agent.object("prompt");
        List<AgentTool> tools = agent.objects("tools").stream()
                .filter(tool -> tool.has("tool_name"))
                .map(tool -> new AgentTool(tool.flag("enabled", true), tool.text("provider_type", "builtin"),
                        tool.text("provider_id", ""), tool.text("provider_name", ""), tool.text("tool_name", ""),
                        tool.map("tool_parameters"),
                        tool.text("credential_id", null)))
                .toList();
        return new AgentMode(agent.flag("enabled", false), strategy(agent), tools,
                agent.integer("max_iteration", 10, 1, MAX_ITERATIONS), prompt.text("first_prompt", ""),
                prompt.text("next_iteration", ""));
    }

    private static AgentMode.Strategy strategy(ConfigNode agent) {
        return switch (agent.text("strategy", "function_call")) {
            case "react", "cot", "react_router" -> AgentMode.Strategy.REACT;
            case "function_call", "router", "" -> AgentMode.Strategy.FUNCTION_CALL;
            default -> throw agent.fault("strategy", "enum", "must be one of function_call, react, router, react_router");
        };
    }

    private static Opening opening(ConfigNode config) {
        return new Opening(config.text("opening_statement", ""), config.texts("suggested_questions"));
    }

    private static Features features(ConfigNode config) {
        ConfigNode speech = config.object("text_to_speech");
        ConfigNode annotations = config.object("annotation_reply");
        ConfigNode embedding = annotations.object("embedding_model");
        return new Features(isOn(config, "suggested_questions_after_answer"), isOn(config, "more_like_this"),
                isOn(config, "speech_to_text"),
                new TextToSpeech(speech.flag("enabled", false), speech.text("voice", ""), speech.text("language", ""),
                        speech.text("autoPlay", "disabled")),
                config.object("retriever_resource").flag("enabled", true),
                new AnnotationReply(annotations.flag("enabled", false), annotations.decimal("score_threshold", 1.0),
                        embedding.text("embedding_provider_name", ""), embedding.text("embedding_model_name", "")));
    }

    private static boolean isOn(ConfigNode config, String feature) { return config.object(feature).flag("enabled", false); }

    private static Moderation moderation(ConfigNode config) {
        ConfigNode avoidance = config.object("sensitive_word_avoidance");
        ConfigNode settings = avoidance.object("config");
        boolean enabled = avoidance.flag("enabled", false);
        // Switched off, the type is often an empty string.
        String type = enabled ? oneOf(avoidance, "type", "keywords", "openai_moderation", "api") : avoidance.text("type", "");
        List<String> keywords = settings.text("keywords", "").lines().map(String::strip).filter(word -> !word.isEmpty()).toList();
        Moderation.Side inputs = side(settings.object("inputs_config"));
        Moderation.Side outputs = side(settings.object("outputs_config"));
        if (enabled) {
            checkModeration(settings, type, keywords, inputs.enabled() || outputs.enabled());
        }
        return new Moderation(enabled, type, inputs, outputs,
                keywords, settings.text("api_based_extension_id", ""));
    }

    /** A filter that can filter nothing is a mistake that its author must not learn from what it lets through. */
    private static void checkModeration(ConfigNode settings, String type, List<String> keywords, boolean watches) {
        if (!watches) {
            throw settings.fault("inputs_config", "required", "or 'outputs_config' must be enabled");
        }
        if (type.equals("keywords") && keywords.isEmpty()) {
            throw settings.fault("keywords", "required", "is required");
        }
        if (type.equals("api") && settings.text("api_based_extension_id", "").isBlank()) {
            throw settings.fault("api_based_extension_id", "required", "is required");
        }
    }

    private static Moderation.Side side(ConfigNode side) {
        return new Moderation.Side(side.flag("enabled", false), side.text("preset_response", ""));
    }

    /** The older form has an {@code image} object only; it means uploads of images. */
    private static FileUpload fileUpload(ConfigNode config) {
        ConfigNode upload = config.object("file_upload");
        ConfigNode image = upload.object("image");
        boolean onlyImages = !upload.flag("enabled", false) && image.flag("enabled", false);
        List<String> methods = new ArrayList<>(upload.texts("allowed_file_upload_methods"));
        if (methods.isEmpty()) {
            methods.addAll(image.texts("transfer_methods"));
        }
        return new FileUpload(onlyImages || upload.flag("enabled", false),
                onlyImages ? List.of("image") : upload.texts("allowed_file_types"),
                upload.texts("allowed_file_extensions"), List.copyOf(methods),
                upload.integer("number_limits", image.integer("number_limits", 3, 1, MAX_FILES), 1, MAX_FILES),
                image.text("detail", "high"));
    }

    /** The first value is the default. */
    private static String oneOf(ConfigNode node, String field, String... values) {
        String text = node.text(field, values[0]);
        for (String value : values) {
            if (value.equals(text)) {
                return value;
            }
        }
        throw node.fault(field, "enum", "must be one of " + String.join(", ", values));
    }
}
