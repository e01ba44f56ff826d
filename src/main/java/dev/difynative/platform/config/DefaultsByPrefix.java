package dev.difynative.platform.config;

import java.util.Map;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import io.smallrye.config.DefaultValuesConfigSource;
import io.smallrye.config.PropertyName;

/**
 * Most settings are not set, and each of those is looked for among the defaults whose names have a star. Such names have few hash
 * codes among them, so that each is compared with hundreds (docs/adr/0011). In the binary it is compared with those that begin as it
 * does.
 */
@TargetClass(DefaultValuesConfigSource.class)
final class DefaultsByPrefix {

    @Alias private Map<String, String> properties;

    @Alias private Map<PropertyName, String> wildcards;

    @Alias private boolean hasProfiledName;

    private DefaultsByPrefix() {}

    @Substitute
    public String getValue(String name) {
        if (!hasProfiledName && name.startsWith("%")) {
            return null;
        }
        String value = properties.get(name);
        return value == null ? StarredDefaults.of(wildcards).get(name) : value;
    }
}
