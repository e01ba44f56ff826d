package dev.difynative.api;

import java.util.List;

/** Paths of which a part is as good as a key: whoever knows it is let in. They are told, in logs and traces, without it. */
final class SecretPaths {
    private static final List<String> BEFORE_SECRETS = List.of("/mcp/server/", "/form/", "/api/form/human_input/",
            "/v1/form/human_input/", "/console/api/form/human_input/", "/triggers/webhook/", "/triggers/webhook-debug/");
    private static final String LEFT_OUT = "REDACTED";

    private SecretPaths() {}

    static String shown(String path) {
        for (String before : BEFORE_SECRETS) {
            if (path.startsWith(before)) {
                int end = path.indexOf('/', before.length());
                return before + LEFT_OUT + (end < 0 ? "" : path.substring(end));
            }
        }
        return path;
    }
}
