package dev.difynative.auth.keys;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;

/** What a key is called and what it may do; keys of an app and of datasets need neither. */
public record KeyTerms(String name, Set<Permission> permissions) {
    public static final KeyTerms NONE = new KeyTerms(null, Set.of());
    private static final int MAX_NAME_LENGTH = 40;

    /** The terms of a workspace key; both are needed. */
    public static KeyTerms of(String name, List<Permission> permissions) {
        String itsName = Parameters.text("name", name, MAX_NAME_LENGTH);
        if (permissions == null || permissions.isEmpty() || permissions.contains(null)) {
            throw CommonError.INVALID_PARAM.field("permissions", "required",
                    "Parameter 'permissions' needs one of chat, completion, workflow at least");
        }
        return new KeyTerms(itsName, EnumSet.copyOf(permissions));
    }
}
