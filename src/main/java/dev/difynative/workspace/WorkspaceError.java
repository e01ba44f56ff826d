package dev.difynative.workspace;

import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Wire;

/** Ways to fail at workspaces and their members. */
public enum WorkspaceError implements ErrorCode {
    WORKSPACE_NOT_FOUND(404, "not_found"),
    MEMBER_NOT_FOUND(404, "not_found"),
    TAG_NOT_FOUND(404, "not_found"),
    /** Nobody removes oneself or changes the own role. */
    CANNOT_OPERATE_SELF(400, "cannot_operate_self"),
    /** The owner stays the owner until the workspace is handed over. */
    OWNER_IS_FIXED(403, "access_denied"),
    ALREADY_A_MEMBER(409, "already_a_member"),
    INVITATION_INVALID(400, "invalid_or_expired_token"),
    CREATION_NOT_ALLOWED(403, "access_denied"),
    /** The workspace has as much of something as its plan allows. */
    PLAN_LIMIT_REACHED(429, "rate_limit_exceeded");

    private final Wire wire;

    WorkspaceError(int status, String code) { wire = Wire.of(status, code); }

    @Override
    public Wire wire() { return wire; }
}
