package dev.difynative.apps;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;

/** Finds names that no app of a workspace has yet. */
final class AppNames {
    private static final int MAX_IMPORTED_LENGTH = 255;

    private AppNames() {}

    /** {@code Support copy}, {@code Support copy 2} and so on. */
    static String ofCopy(UUID tenantId, String original) {
        return free(tenantId, original, AppRules.MAX_NAME_LENGTH, number -> number == 1 ? " copy" : " copy " + number);
    }

    /** The name itself, or {@code Support (2)} and so on. */
    static String ofImport(UUID tenantId, String original) {
        return free(tenantId, original, MAX_IMPORTED_LENGTH, number -> number == 1 ? "" : " (" + number + ")");
    }

    private static String free(UUID tenantId, String original, int maxLength, IntFunction<String> suffixes) {
        App.lockNames(tenantId);
        Set<String> taken = new HashSet<>(App.names(tenantId));
        for (int number = 1;; number++) {
            String suffix = suffixes.apply(number);
            String name = shortened(original, maxLength - suffix.length()) + suffix;
            if (!taken.contains(name)) {
                return name;
            }
        }
    }

    private static String shortened(String text, int maxLength) {
        return text.codePointCount(0, text.length()) <= maxLength
                ? text
                : text.substring(0, text.offsetByCodePoints(0, maxLength)).strip();
    }
}
