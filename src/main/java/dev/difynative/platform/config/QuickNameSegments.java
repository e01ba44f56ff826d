package dev.difynative.platform.config;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import io.quarkus.runtime.configuration.NameIterator;
import io.quarkus.runtime.configuration.PropertiesUtil;
import io.smallrye.config.PropertyName;

/**
 * Each start compares the segments of all settings with those that Quarkus knows, tens of thousands of times. In the binary most end
 * at the first character, before the end of the segment is looked for (docs/adr/0011).
 */
@TargetClass(PropertiesUtil.class)
final class QuickNameSegments {
    private QuickNameSegments() {}

    /** A star stands for any segment. */
    @Substitute
    public static boolean isMapped(NameIterator place, String known) {
        String name = place.getName();
        int start = place.getPosition() + 1;
        if (start < name.length() && !known.isEmpty()) {
            char first = name.charAt(start);
            char wanted = known.charAt(0);
            if (first != wanted && first != '*' && wanted != '*') {
                return false;
            }
        }
        int end = place.getNextEnd();
        return PropertyName.equals(name, start, end == 0 ? name.length() : end - start, known, 0, known.length());
    }
}
