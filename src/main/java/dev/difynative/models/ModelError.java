package dev.difynative.models;

import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Wire;

/** The ways in which using or configuring a model fails. */
public enum ModelError implements ErrorCode {
    /** The workspace has no credentials for the provider. */
    PROVIDER_NOT_INITIALIZE(400, "provider_not_initialize"),
    /** The provider's account is used up; asking again does not help. */
    PROVIDER_QUOTA_EXCEEDED(400, "provider_quota_exceeded"),
    /** The provider does not know the model, or the model cannot do what is asked. */
    MODEL_CURRENTLY_NOT_SUPPORT(400, "model_currently_not_support"),
    /** The provider refused, failed, went silent or broke off. */
    COMPLETION_REQUEST_ERROR(400, "completion_request_error"),
    /** The provider refused the credentials that are to be stored. */
    INVALID_CREDENTIALS(400, "invalid_param"),
    PROVIDER_NOT_FOUND(404, "not_found"),
    CREDENTIAL_NOT_FOUND(404,
            "not_found"),
    MODEL_NOT_FOUND(404, "not_found");

    private final Wire wire;

    ModelError(int status, String code) { wire = Wire.of(status, code); }

    @Override
    public Wire wire() { return wire; }
}
