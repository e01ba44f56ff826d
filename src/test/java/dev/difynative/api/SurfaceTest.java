package dev.difynative.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurfaceTest {

    @ParameterizedTest
    @CsvSource({"/console/api/apps, CONSOLE", "/api/chat-messages, PUBLIC", "/api/management/apps, MANAGEMENT",
            "/api/managements, PUBLIC", "/elsewhere, PUBLIC", "/console/apiary, PUBLIC"})
    void theLongestPrefixDecides(String path, Surface expected) { assertEquals(expected, Surface.of(path)); }

    @ParameterizedTest
    @CsvSource({"/v1/chat-messages, /api/chat-messages", "/v1, /api", "/v1x/a, /v1x/a", "/api/info, /api/info",
            "/v1/management/apps, /v1/management/apps"})
    void theVersionedPathIsThePublicOneButNeverTheManagementOne(String path, String expected) {
        assertEquals(expected, PublicPath.canonical(path));
    }
}
