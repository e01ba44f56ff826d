package dev.difynative.apps;

import java.time.Clock;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.apps.config.ModelConfig;
import dev.difynative.apps.config.ModelConfigs;
import dev.difynative.models.DefaultModels;
import dev.difynative.models.ModelType;
import dev.difynative.platform.error.CommonError;

/** The model configurations of apps. Each one that is saved stays; the app points at the one in force. */
@Singleton
public class AppConfigs {
    private static final int MAX_LENGTH = 1_000_000;

    private final ModelConfigs reader;
    private final DefaultModels defaults;
    private final AppDirectory directory;
    private final AppDatasets datasets;
    private final ObjectMapper json;
    private final Clock clock;

    AppConfigs(ModelConfigs reader, DefaultModels defaults, AppDirectory directory, AppDatasets datasets, ObjectMapper json,
            Clock clock) {
        this.reader = reader;
        this.defaults = defaults;
        this.directory = directory;
        this.datasets = datasets;
        this.json = json;
        this.clock = clock;
    }

    /** Puts a configuration in force. It is kept word for word, so that a console finds again what this version ignores. */
    @Transactional
    public void save(UUID tenantId, UUID accountId, UUID appId, String config) {
        App app = App.lockOwned(tenantId, appId).orElseThrow(AppService::notFound);
        if (app.mode.isGraph()) {
            throw AppError.RULED_BY_GRAPH.field("mode", "mode", "An app of mode '%s' is configured by its graph",
                    app.mode.wire());
        }
        check(tenantId, app.mode, config);
        app.modelConfigId = add(tenantId, appId, config, accountId);
        app.updatedBy = accountId;
        app.updatedAt = clock.instant();
        directory.changed(tenantId, appId);
    }

    /** The app as it would be with another configuration, which is checked as if it were to be saved. */
    public AppSnapshot tried(AppSnapshot app, String config) {
        return app.with(check(app.tenantId(), app.mode(), config));
    }

    UUID add(UUID tenantId, UUID appId, String config, UUID accountId) {
        AppModelConfig saved = new AppModelConfig();
        saved.appId = appId;
        saved.config = config;
        saved.createdBy = accountId;
        saved.createdAt = clock.instant();
        saved.persist();
        datasets.replace(tenantId, appId, reader.parse(config).datasetConfigs().datasetIds());
        return saved.id;
    }

    /** What a new app starts with: the workspace's default model and nothing else. */
    String initial(UUID tenantId, AppMode mode) {
        ObjectNode config = json.createObjectNode();
        ObjectNode model = config.putObject("model");
        defaults.find(tenantId, ModelType.LLM).ifPresentOrElse(
                llm -> model.put("provider", llm.provider()).put("name", llm.model()),
                () -> model.put("provider", "").put("name", ""));
        model.put("mode", "chat").putObject("completion_params");
        config.put("pre_prompt", "").put("prompt_type", "simple").put("opening_statement", "");
        config.putArray("suggested_questions");
        config.putArray("user_input_form");
        config.putObject("agent_mode").put("enabled", mode == AppMode.AGENT_CHAT).put("strategy", "function_call")
                .put("max_iteration", 10).putArray("tools");
        return config.toString();
    }

    private ModelConfig check(UUID tenantId, AppMode mode, String text) {
        if (text == null || text.isBlank()) {
            throw CommonError.INVALID_PARAM.because("The JSON body is missing or has the wrong shape");
        }
        if (text.length() > MAX_LENGTH) {
            throw CommonError.INVALID_PARAM.because("A configuration has at most %d characters", MAX_LENGTH);
        }
        ModelConfig config = reader.checked(text);
        String provider = config.model().provider();
        if (config.model().isChosen() && !defaults.knowsProvider(tenantId, provider)) {
            throw CommonError.INVALID_PARAM.field("model.provider", "enum", "The model provider '%s' is not known", provider);
        }
        boolean searches = !config.datasetConfigs().datasetIds().isEmpty();
        if (mode == AppMode.COMPLETION && searches && config.datasetConfigs().queryVariable().isEmpty()) {
            throw CommonError.INVALID_PARAM.field("dataset_query_variable", "required",
                    "Parameter 'dataset_query_variable' is required when a completion app has datasets");
        }
        return config;
    }
}
