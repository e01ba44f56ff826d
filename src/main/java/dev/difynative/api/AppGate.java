package dev.difynative.api;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.apps.access.AppAccesses;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.Role;

/** Keeps members from the apps that are not for them: what every call passes that names an app in its path. */
@ApplicationScoped
public class AppGate {
    private static final Pattern OF_APP = Pattern.compile("/(?:console/api|api/management)/apps/(?:imports/)?([^/]{36})(?:/.*)?");

    private final AppAccesses access;

    AppGate(AppAccesses access) { this.access = access; }

    public void check(String path, UUID tenantId, UUID accountId, Role role) {
        Matcher matcher = OF_APP.matcher(path);
        if (role != Role.OWNER && matcher.matches()) {
            access.refuseHidden(tenantId, Ids.tryParse(matcher.group(1)).orElse(null), accountId, role);
        }
    }
}
