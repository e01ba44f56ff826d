package dev.difynative.platform.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.smallrye.config.PropertyName;

/** The binary asks these in place of a map of names, so both must find the same. */
class StarredDefaultsTest {
    private static final List<String> ASKED = List.of("log.category.\"a.b\".level", "log.category.a.level",
            "log.category.a.b.level",
            "log.level", "tls.other", "tls.other.trust", "*.category.a.level", "items[3].name", "home", "tls.", ".", "");

    @Test
    void eachNameHasTheDefaultThatTheMapHas() {
        Map<PropertyName, String> all = map("log.category.*.level", "tls.*", "tls.*.trust");
        for (String name : ASKED) {
            assertEquals(all.get(new PropertyName(name)), StarredDefaults.of(all).get(name), name);
        }
        assertEquals("log.category.*.level", StarredDefaults.of(all).get("log.category.\"a.b\".level"));
    }

    @Test
    void aStarInTheFirstSegmentIsFound() {
        Map<PropertyName, String> all = map("items[*].name", "tls.*");
        for (String name : ASKED) {
            assertEquals(all.get(new PropertyName(name)), StarredDefaults.of(all).get(name), name);
        }
        assertEquals("items[*].name", StarredDefaults.of(all).get("items[3].name"));
    }

    @Test
    void whatIsAddedOrChangedLaterIsFoundToo() {
        Map<PropertyName, String> all = map("tls.*");
        assertEquals("tls.*", StarredDefaults.of(all).get("tls.a"));
        all.put(new PropertyName("log.*"), "added");
        all.put(new PropertyName("tls.*"), "changed");
        assertEquals("added", StarredDefaults.of(all).get("log.a"));
        assertEquals("changed", StarredDefaults.of(all).get("tls.a"));
    }

    private static Map<PropertyName, String> map(String... names) {
        Map<PropertyName, String> all = new HashMap<>();
        for (String name : names) {
            all.put(new PropertyName(name), name);
        }
        return all;
    }
}
