package dev.difynative.workspace.members;

import java.util.stream.Stream;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;
import dev.difynative.workspace.Role;

/** The roles that can be given: a workspace has one owner, who hands it over. */
final class MemberRoles {
    private MemberRoles() {}

    static Role assignable(String wire) {
        if (wire == null || wire.isEmpty()) {
            throw Parameters.missing("role");
        }
        return Stream.of(Role.values()).filter(role -> role != Role.OWNER && role.wire().equals(wire)).findFirst()
                .orElseThrow(() -> CommonError.INVALID_PARAM.field("role", "enum",
                        "Parameter 'role' must be admin, editor or normal"));
    }
}
