package dev.difynative.workspace.tag;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.difynative.platform.persistence.Ids;

/** Of a list of things, those that have at least one of some tags; no tags set no bound. */
public record TagFilter(List<UUID> tagIds) {
    public static final TagFilter NONE = new TagFilter(List.of());
    private static final UUID OF_NO_TAG = new UUID(0, 0);

    /** Reads the parameter of a list; a text that is no id is the tag of nothing. */
    public static TagFilter of(List<String> texts) {
        return texts == null
                ? NONE
                : new TagFilter(texts.stream().filter(text -> !text.isBlank())
                        .map(text -> Ids.tryParse(text).orElse(OF_NO_TAG)).toList());
    }

    public boolean isOpen() { return tagIds.isEmpty(); }

    /** The condition to be added to a query in which {@code target} is the id of the thing. */
    public String and(String target) {
        return isOpen()
                ? ""
                : " and exists (select 1 from TagBinding b where b.targetId = " + target + " and b.tagId in :tags)";
    }

    /** Adds the parameters of that condition. */
    public void addTo(Map<String, Object> parameters) {
        if (!isOpen()) {
            parameters.put("tags", tagIds);
        }
    }
}
