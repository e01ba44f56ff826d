package dev.difynative.apps;

import java.util.List;
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

    /** The same for somebody who sees all apps. */
    AppFilter seenByAll() { return new AppFilter(name, mode, tags, null); }

    /** Whether it shows all apps of the workspace, or all that an account may see. */
    boolean isOpen() {
        return name == null && mode == null && tags.isOpen();
    }

    boolean isSearch() { return name != null; }

    /** The condition for the rows {@code a} of apps; its values are added. */
    String where(UUID tenantId, List<Object> values) {
        StringBuilder where = new StringBuilder(" WHERE a.tenant_id = ?");
        values.add(tenantId);
        if (name != null) {
            where.append(" AND a.name ILIKE ? ESCAPE '!'");
            values.add(LikePattern.containing(name));
        }
        if (mode != null) {
            where.append(" AND a.mode = ?");
            values.add(mode.wire());
        }
        if (!tags.isOpen()) {
            where.append(" AND EXISTS (SELECT 1 FROM tag_bindings b WHERE b.target_id = a.id AND b.tag_id = ANY (?))");
            values.add(tags.tagIds());
        }
        if (account != null) {
            where.append(" AND (a.access = 'all_team_members' OR a.created_by = ?")
                    .append(" OR EXISTS (SELECT 1 FROM app_members m WHERE m.app_id = a.id AND m.account_id = ?))");
            values.add(account);
            values.add(account);
        }
        return where.toString();
    }
}
