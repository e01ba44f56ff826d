package dev.difynative.api.models;

import dev.difynative.models.ModelType;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;

/** Reads the {@code model_type} parameter. */
public final class ModelTypes {
    private ModelTypes() {}

    public static ModelType required(String name) {
        if (name == null || name.isBlank()) {
            throw Parameters.missing("model_type");
        }
        return ModelType.find(name)
                .orElseThrow(() -> CommonError.INVALID_PARAM.field("model_type", "enum", "'%s' is not a type of model", name));
    }

    public static ModelType optional(String name) { return name == null || name.isBlank() ? null : required(name); }
}
