package dev.difynative.apps.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.DefaultModels;
import dev.difynative.models.ModelError;
import dev.difynative.models.ModelRef;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.ModelType;
import dev.difynative.models.Payer;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.Parameters;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Lets a model write what an app's author would write: a prompt, code for a node, a JSON Schema. */
@Singleton
public class RuleGenerator {
    private static final int LONGEST_INSTRUCTION = 20_000;
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{([a-zA-Z_][a-zA-Z0-9_]{0,29})}}");
    private static final Pattern FENCED = Pattern.compile("(?s)```[a-zA-Z0-9]*\\s*\\n(.*?)```");
    private static final String PROMPT = """
            You write the system prompt of an assistant. The user describes what the assistant is for. Answer with one JSON \
            object and nothing else: {"prompt": "…", "opening_statement": "…"}. The prompt tells the assistant its task, what it \
            is given, the form of its answers and its limits. %s The opening statement is what the assistant says first, in the \
            language of the description.""";
    private static final String WITH_VARIABLES = "Where the prompt needs something that differs from use to use, write a "
            + "variable such as {{topic}}: letters, digits and underscores.";
    private static final String WITHOUT_VARIABLES = "Write no variables in double braces.";
    private static final String CODE = """
            Write a function named main in %s that does what the user describes. Its parameters are the inputs; it returns a %s \
            of outputs. Answer with the code alone.""";
    private static final String SCHEMA = """
            Write a JSON Schema (type object, with properties, required and additionalProperties false) for the data that the \
            user describes. Answer with the schema alone.""";

    private final ModelRuntime models;
    private final DefaultModels defaults;
    private final ObjectMapper json;

    /** What is wanted, and of which model; without one, of the workspace's default. */
    @RegisterForReflection(ignoreNested = false)
    public record Wish(String instruction, Model modelConfig, Boolean noVariable, String codeLanguage) {

        public record Model(String provider, String name, Map<String, Object> completionParams) {}
    }

    /** {@code error} is empty when it worked. */
    @RegisterForReflection
    public record Rule(String prompt, List<String> variables, String openingStatement, String error) {}

    @RegisterForReflection
    public record Code(String code, String language, String error) {}

    @RegisterForReflection
    public record Schema(String output, String error) {}

    RuleGenerator(ModelRuntime models, DefaultModels defaults, ObjectMapper json) {
        this.models = models;
        this.defaults = defaults;
        this.json = json;
    }

    public Rule prompt(UUID tenantId, Wish wish) {
        try {
            String answer = ask(tenantId, wish,
                    PROMPT.formatted(Boolean.TRUE.equals(wish.noVariable()) ? WITHOUT_VARIABLES : WITH_VARIABLES));
            JsonNode written = object(answer);
            // A model that does not do as it is told has written the prompt itself.
            String prompt = written == null ? answer : written.path("prompt").asText("");
            return new Rule(prompt, Boolean.TRUE.equals(wish.noVariable()) ? List.of() : variables(prompt),
                    written == null ? "" : written.path("opening_statement").asText(""), "");
        } catch (CompletionException | Failure failed) {
            return new Rule("", List.of(), "", reason(failed));
        }
    }

    public Code code(UUID tenantId, Wish wish) {
        String language = "javascript".equals(wish.codeLanguage()) ? "javascript" : "python3";
        try {
            return new Code(unfenced(ask(tenantId, wish, CODE.formatted(language.equals("python3") ? "Python 3" : "JavaScript",
                    language.equals("python3") ? "dict" : "object"))), language, "");
        } catch (CompletionException | Failure failed) {
            return new Code("", language, reason(failed));
        }
    }

    public Schema schema(UUID tenantId, Wish wish) {
        try {
            JsonNode schema = object(ask(tenantId, wish, SCHEMA));
            return schema == null
                    ? new Schema("", "The model has not written a JSON object")
                    : new Schema(schema.toPrettyString(), "");
        } catch (CompletionException | Failure failed) {
            return new Schema("", reason(failed));
        }
    }

    private String ask(UUID tenantId, Wish wish, String task) {
        if (wish.instruction() == null || wish.instruction().isBlank()) {
            throw Parameters.missing("instruction");
        }
        if (wish.instruction().length() > LONGEST_INSTRUCTION) {
            throw CommonError.INVALID_PARAM.field("instruction", "length",
                    "Parameter 'instruction' must be at most %d characters",
                    LONGEST_INSTRUCTION);
        }
        Wish.Model wanted = wish.modelConfig();
        ModelRef model = wanted == null || wanted.provider() == null || wanted.provider().isBlank()
                ? defaults.find(tenantId, ModelType.LLM)
                        .orElseThrow(() -> ModelError.PROVIDER_NOT_INITIALIZE.because("No model is configured"))
                : new ModelRef(wanted.provider(), wanted.name());
        Map<String, Object> parameters = new HashMap<>(
                wanted == null || wanted.completionParams() == null ? Map.of() : wanted.completionParams());
        parameters.remove("stop");
        return models.ask(Payer.workspace(tenantId), model,
                ChatPrompt.of(List.of(ChatMessage.system(task), ChatMessage.user(wish.instruction()))).with(parameters))
                .join().text().strip();
    }

    /** The JSON object in an answer, with words or fences around it or not; null when there is none. */
    private JsonNode object(String answer) {
        int begin = answer.indexOf('{');
        int end = answer.lastIndexOf('}');
        if (begin < 0 || end < begin) {
            return null;
        }
        try {
            JsonNode read = json.readTree(answer.substring(begin, end + 1));
            return read.isObject() ? read : null;
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private static String unfenced(String answer) {
        Matcher fenced = FENCED.matcher(answer);
        return (fenced.find() ? fenced.group(1) : answer).strip();
    }

    private static List<String> variables(String prompt) {
        Set<String> names = new LinkedHashSet<>();
        Matcher variable = VARIABLE.matcher(prompt);
        while (variable.find()) {
            names.add(variable.group(1));
        }
        return new ArrayList<>(names);
    }

    /** What the model or its provider has said; what is wrong with the request itself is thrown. */
    private static String reason(RuntimeException failed) {
        Throwable cause = failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        if (cause instanceof Failure failure && failure.code() == CommonError.INVALID_PARAM) {
            throw failure;
        }
        return cause instanceof Failure ? cause.getMessage() : "The model could not be asked";
    }
}
