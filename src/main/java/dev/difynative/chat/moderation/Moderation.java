package dev.difynative.chat.moderation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.config.ModelConfig;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.Payer;
import dev.difynative.platform.event.EventLoops;
import dev.difynative.platform.tracing.Traces;

/** The filter of sensitive words: by a list of the app, by OpenAI's moderation model, or by a service of the workspace's own. */
@ApplicationScoped
class Moderation {
    private static final String OPENAI = "openai";
    private static final String MODERATION_MODEL = "omni-moderation-latest";

    private final ExtensionClient extensions;
    private final ModelRuntime models;

    Moderation(ExtensionClient extensions, ModelRuntime models) {
        this.extensions = extensions;
        this.models = models;
    }

    /** Decides about a question before any model sees it. */
    ModerationVerdict ofQuestion(AppSnapshot app, UUID endUserId, Map<String, Object> inputs, String query) {
        ModelConfig.Moderation rules = app.config().sensitiveWordAvoidance();
        if (!rules.enabled() || !rules.inputs().enabled()) {
            return ModerationVerdict.PASSED;
        }
        EventLoops.aboutToWait();
        if (rules.type().equals("api")) {
            JsonNode said = extensions.call(app.tenantId(), rules.apiBasedExtensionId(), "app.moderation.input",
                    Map.of("app_id", app.id(), "inputs", inputs, "query", query));
            return verdict(said, rules.inputs(), inputs, query);
        }
        StringBuilder all = new StringBuilder(query);
        inputs.values().forEach(value -> all.append('\n').append(value));
        return ofText(payer(app, endUserId), rules, rules.inputs(), all.toString());
    }

    /** The watcher of an answer. */
    OutputModeration ofAnswer(AppSnapshot app, UUID endUserId) {
        ModelConfig.Moderation rules = app.config().sensitiveWordAvoidance();
        if (!rules.enabled() || !rules.outputs().enabled()) {
            return OutputModeration.NONE;
        }
        return new BufferedModeration(text -> ofAnswerText(app, endUserId, rules, text), Traces.fromHere());
    }

    private ModerationVerdict ofAnswerText(AppSnapshot app, UUID endUserId, ModelConfig.Moderation rules, String text) {
        if (rules.type().equals("api")) {
            JsonNode said = extensions.call(app.tenantId(), rules.apiBasedExtensionId(), "app.moderation.output",
                    Map.of("app_id", app.id(), "text", text));
            // A rewritten answer is given instead of the answer, just as a refusal is.
            return said.path("flagged").asBoolean() && said.path("action").asText().equals("overridden")
                    ? ModerationVerdict.refused(said.path("text").asText())
                    : verdict(said, rules.outputs(), null, null);
        }
        return ofText(payer(app, endUserId), rules, rules.outputs(), text);
    }

    private ModerationVerdict ofText(Payer payer, ModelConfig.Moderation rules, ModelConfig.Moderation.Side side,
            String text) {
        boolean flagged = rules.type().equals("openai_moderation")
                ? models.moderation(payer, OPENAI, MODERATION_MODEL).flags(text).join()
                : containsAny(text, rules.keywords());
        return flagged ? ModerationVerdict.refused(side.presetResponse()) : ModerationVerdict.PASSED;
    }

    private static Payer payer(AppSnapshot app, UUID endUserId) { return new Payer(app.tenantId(), app.id(), endUserId); }

    private static boolean containsAny(String text, List<String> keywords) {
        String lower = text.toLowerCase(Locale.ROOT);
        return keywords.stream().anyMatch(keyword -> lower.contains(keyword.toLowerCase(Locale.ROOT)));
    }

    private ModerationVerdict verdict(JsonNode said, ModelConfig.Moderation.Side side, Map<String, Object> inputs,
            String query) {
        if (!said.path("flagged").asBoolean()) {
            return ModerationVerdict.PASSED;
        }
        if (said.path("action").asText().equals("overridden")) {
            return ModerationVerdict.rewritten(extensions.object(said.path("inputs"), inputs),
                    said.path("query").asText(query));
        }
        return ModerationVerdict.refused(said.path("preset_response").asText(side.presetResponse()));
    }
}
