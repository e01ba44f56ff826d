package dev.difynative.api.console.models;

import java.util.Map;

import dev.difynative.api.models.ModelTypes;
import dev.difynative.models.ModelError;
import dev.difynative.models.ModelType;

/** A model of a provider by name and type, with credentials of its own or none. */
public record ModelBody(String model, String modelType, Map<String, Object> credentials) {

    ModelType type() { return ModelTypes.required(modelType); }

    String name() {
        if (model == null || model.isBlank()) {
            throw ModelError.INVALID_CREDENTIALS.field("model", "required", "Parameter 'model' is required");
        }
        return model.strip();
    }
}
