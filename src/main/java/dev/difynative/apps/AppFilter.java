package dev.difynative.apps;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.persistence.LikePattern;
import dev.difynative.workspace.Role;
import dev.difynative.workspace.tag.TagFilter;

/** Which apps a list shows: those whose name contains a text, whatever its case, those of one mode, those with one of some tags, and those that an account may see; null sets no bound. */
public record AppFilter(String name, AppMode mode, TagFilter tags, UUID account) {

    /** Reads the parameters of a list; the mode {@code all} is the same as none. */
    public static AppFilter of(String name, String mode) {
        if (mode == null || mode.isEmpty() || mode.equals("all")) {
            return of(name, (AppMode) null);
        }
        return of(name, AppMode.find(mode).orElseThrow(
                () -> CommonError.INVALID_PARAM.field("mode", "enum", "Parameter 'mode' is not a kind of app")));
    }

    public static AppFilter of(String name, AppMode mode) {
        return new AppFilter(name == null || name.isBlank() ? null : name.strip(), mode, TagFilter.NONE, null);
    }

    /** Of these only the ones that have one of the tags. */
    public AppFilter tagged(TagFilter wanted) {
        return new AppFilter(name, mode, wanted, account);
    }

    /** Of these only the ones that a member may see; the owner of the workspace sees all. */
    public AppFilter seenBy(UUID accountId, Role role) {
        return new AppFilter(name, mode, tags, role == Role.OWNER ? null : accountId);
    }

    /** Whether it shows all apps of the workspace. */
    boolean isOpen() {
        return name == null && mode == null && tags.isOpen() && account == null;
    }

    boolean isSearch() { return name != null; }

    String where() {
        return "a.tenantId = :tenant" + (name == null ? "" : " and a.name ilike :name escape '!'")
                + (mode == null ? "" : " and a.mode = :mode") + tags.and("a.id")
                + (account == null
                        ? ""
                        : " and (a.access = :everyone or a.createdBy = :account"
                                + " or exists (select 1 from AppMember m where m.appId = a.id and m.accountId = :account))");
    }

    Map<String, Object> parameters(UUID tenantId) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("tenant", tenantId);
        if (name != null) {
            parameters.put("name", LikePattern.containing(name));
        }
        if (mode != null) {
            parameters.put("mode", mode);
        }
        tags.addTo(parameters);
        if (account != null) {
            parameters.put("everyone", AppAccess.ALL_TEAM_MEMBERS);
            parameters.put("account", account);
        }
        return parameters;
    }
}
