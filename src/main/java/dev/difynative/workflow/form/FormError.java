package dev.difynative.workflow.form;

import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Wire;

/** The ways in which a form is refused. */
public enum FormError implements ErrorCode {
    FORM_NOT_FOUND(404, "not_found"),
    INVALID_FORM_DATA(400, "invalid_form_data"),
    FORM_SUBMITTED(412, "human_input_form_submitted"),
    FORM_EXPIRED(412, "human_input_form_expired"),
    MAIL_OFF(400, "invalid_param");

    private final Wire wire;

    FormError(int status, String code) { wire = Wire.of(status, code); }

    @Override
    public Wire wire() { return wire; }
}
