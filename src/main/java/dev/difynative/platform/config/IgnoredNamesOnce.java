package dev.difynative.platform.config;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * Each start looks for settings that nobody knows. Quarkus has all of its own ignored, by a prefix and again name by name; the names
 * have few hash codes among them, so that looking one up compares it with hundreds (docs/adr/0011). In the binary the prefix alone
 * stands for them, which ignores the same.
 */
@TargetClass(SmallRyeConfigBuilder.MappingBuilder.class)
final class IgnoredNamesOnce {
    @Alias private Set<String> ignoredPaths;

    private IgnoredNamesOnce() {}

    @Substitute
    public Set<String> getIgnoredPaths() {
        Predicate<String> standsForAllBelow = path -> path.endsWith(".**");
        List<String> prefixes = ignoredPaths.stream().filter(standsForAllBelow).map(path -> path.substring(0, path.length() - 2))
                .toList();
        return ignoredPaths.stream()
                .filter(path -> standsForAllBelow.test(path) || prefixes.stream().noneMatch(path::startsWith))
                .collect(Collectors.toUnmodifiableSet());
    }
}
