package dev.difynative.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;

class SecretPathsTest {

    @ParameterizedTest
    @CsvSource({"/mcp/server/abc/mcp,/mcp/server/REDACTED/mcp", "/form/abc,/form/REDACTED",
            "/v1/form/human_input/abc,/v1/form/human_input/REDACTED", "/triggers/webhook/abc,/triggers/webhook/REDACTED",
            "/triggers/webhook-debug/abc,/triggers/webhook-debug/REDACTED", "//triggers//webhook/abc,/triggers/webhook/REDACTED",
            "/%66orm/abc,/form/REDACTED", "/v1/../form/abc,/form/REDACTED", "/form/%zz,REDACTED"})
    void theSecretIsLeftOut(String path, String shown) { assertEquals(shown, SecretPaths.shown(path)); }

    @ParameterizedTest
    @CsvSource({"/v1/chat-messages", "/console/api/apps/1/workflows/draft/human-input/nodes/n/form/preview", "/form"})
    void otherPathsAreShownWhole(String path) { assertEquals(path, SecretPaths.shown(path)); }

    /** Whoever adds an endpoint that is opened by something in its path learns here that it must be named there. */
    @Test
    void eachEndpointWithATokenInItsPathIsKnown() {
        List<String> templates = new ClassFileImporter().importPath(Path.of("target", "classes", "dev", "difynative", "api"))
                .stream()
                .map(JavaClass::reflect).flatMap(SecretPathsTest::templates)
                .filter(template -> template.contains("{token") || template.contains("{code")).toList();
        assertTrue(templates.size() >= 5, templates::toString);
        for (String template : templates) {
            assertFalse(SecretPaths.shown(template).contains("{"), template);
        }
    }

    private static Stream<String> templates(Class<?> resource) {
        String ofClass = path(resource.getAnnotation(jakarta.ws.rs.Path.class));
        return Stream.of(resource.getDeclaredMethods()).map((Method method) -> method.getAnnotation(jakarta.ws.rs.Path.class))
                .map(ofMethod -> ofClass + path(ofMethod));
    }

    private static String path(jakarta.ws.rs.Path annotation) {
        return annotation == null ? "" : annotation.value().replaceFirst("/$", "");
    }
}
