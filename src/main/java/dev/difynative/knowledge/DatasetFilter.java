package dev.difynative.knowledge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.difynative.platform.persistence.Ids;
import dev.difynative.platform.persistence.LikePattern;
import dev.difynative.workspace.tag.TagFilter;

/**
 * Which datasets a list shows. An empty list and a null keyword set no bound.
 *
 * @param all
 *            whether the workspace's owner sees what others keep for themselves, too
 */
public record DatasetFilter(String keyword, TagFilter tags, List<UUID> ids, boolean bounded, boolean all) {

    /** Reads the parameters of a list; an id that is none matches nothing. */
    public static DatasetFilter of(String keyword, List<String> tagIds, List<String> ids, boolean all) {
        String part = keyword == null || keyword.isBlank() ? null : keyword.strip();
        List<String> named = ids == null ? List.of() : ids;
        return new DatasetFilter(part, TagFilter.of(tagIds), named.stream().flatMap(id -> Ids.tryParse(id).stream()).toList(),
                !named.isEmpty(), all);
    }

    String where(Viewer viewer) {
        StringBuilder where = new StringBuilder("d.tenantId = :tenant");
        if (!(all && viewer.seesAll())) {
            where.append(" and (d.createdBy = :account or d.permission = :team or (d.permission = :partial and exists "
                    + "(select 1 from DatasetMember m where m.datasetId = d.id and m.accountId = :account)))");
        }
        where.append(keyword == null ? "" : " and d.name ilike :keyword escape '!'");
        where.append(bounded ? " and d.id in :ids" : "");
        return where.append(tags.and("d.id")).toString();
    }

    Map<String, Object> parameters(Viewer viewer) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("tenant", viewer.tenantId());
        if (!(all && viewer.seesAll())) {
            parameters.put("account", viewer.accountId());
            parameters.put("team", DatasetPermission.ALL_TEAM_MEMBERS);
            parameters.put("partial", DatasetPermission.PARTIAL_MEMBERS);
        }
        if (keyword != null) {
            parameters.put("keyword", LikePattern.containing(keyword));
        }
        if (bounded) {
            parameters.put("ids", ids);
        }
        tags.addTo(parameters);
        return parameters;
    }
}
