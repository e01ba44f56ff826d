package dev.difynative.platform.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.config.PropertyName;

/** Defaults whose names have a star, by how the names begin: the characters up to the last dot before the star. */
final class StarredDefaults {
    private static final char STAR = '*';
    private static final char DOT = '.';
    private static final Map<Map<PropertyName, String>, StarredDefaults> KNOWN = Collections
            .synchronizedMap(new IdentityHashMap<>());

    private final Map<PropertyName, String> all;
    private final int count;
    private final Map<String, List<Map.Entry<PropertyName, String>>> byBeginning = new HashMap<>();

    private StarredDefaults(Map<PropertyName, String> all) {
        this.all = all;
        count = all.size();
        for (Map.Entry<PropertyName, String> each : all.entrySet()) {
            String name = each.getKey().getName();
            String beginning = name.substring(0, name.lastIndexOf(DOT, name.indexOf(STAR)) + 1);
            byBeginning.computeIfAbsent(beginning, unused -> new ArrayList<>()).add(each);
        }
    }

    /** Sorted once, as long as none is added. */
    static StarredDefaults of(Map<PropertyName, String> all) {
        StarredDefaults known = KNOWN.get(all);
        if (known == null || known.count != all.size()) {
            known = new StarredDefaults(all);
            KNOWN.put(all, known);
        }
        return known;
    }

    /** What the map of all has under a name that equals this one, or null. */
    String get(String name) {
        PropertyName wanted = new PropertyName(name);
        if (name.indexOf(STAR) >= 0 || byBeginning.containsKey("")) {
            return all.get(wanted);
        }
        for (int dot = name.indexOf(DOT); dot >= 0; dot = name.indexOf(DOT, dot + 1)) {
            for (Map.Entry<PropertyName, String> each : byBeginning.getOrDefault(name.substring(0, dot + 1), List.of())) {
                if (each.getKey().hashCode() == wanted.hashCode() && each.getKey().equals(wanted)) {
                    return each.getValue();
                }
            }
        }
        return null;
    }
}
