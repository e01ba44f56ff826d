package dev.difynative.api.service.app;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** The icons of the tools that an app uses, by tool. */
public record AppMeta(Map<String, Object> toolIcons) {

    /** Whose icons lie in this service are given with their whole address. */
    static AppMeta of(Map<String, Object> icons, String base) {
        Map<String, Object> shown = new LinkedHashMap<>();
        icons.forEach((tool, icon) -> {
            Object plain = icon instanceof JsonNode node && node.isTextual() ? node.asText() : icon;
            shown.put(tool, plain instanceof String path && path.startsWith("/") ? base.replaceFirst("/+$", "") + path : plain);
        });
        return new AppMeta(shown);
    }
}
