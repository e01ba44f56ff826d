package dev.difynative.chat;

import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Wire;

/** The ways in which a question is refused. */
public enum ChatError implements ErrorCode {
    CONVERSATION_NOT_FOUND(404, "not_found"),
    MESSAGE_NOT_FOUND(404, "not_found"),
    END_USER_NOT_FOUND(404, "end_user_not_found"),
    /** The app has no configuration that could answer. */
    APP_UNAVAILABLE(400, "app_unavailable"),
    NOT_CHAT_APP(400, "not_chat_app"),
    /** An agent still wants to use tools after its last round. */
    AGENT_UNFINISHED(400, "completion_request_error"),
    SUGGESTED_QUESTIONS_DISABLED(400,
            "bad_request"),
    MORE_LIKE_THIS_DISABLED(403, "app_more_like_this_disabled"),
    EXTENSION_FAILED(400, "invalid_param");

    private final Wire wire;

    ChatError(int status, String code) { wire = Wire.of(status, code); }

    @Override
    public Wire wire() { return wire; }
}
