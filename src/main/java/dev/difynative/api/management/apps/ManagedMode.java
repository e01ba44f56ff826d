package dev.difynative.api.management.apps;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonValue;

import dev.difynative.apps.AppMode;
import dev.difynative.platform.error.CommonError;

/** The modes of apps under the names that this surface has for them; public, since its document tells these. */
public enum ManagedMode {
    CHAT(AppMode.CHAT),
    COMPLETION(AppMode.COMPLETION),
    AGENT_CHAT(AppMode.AGENT_CHAT),
    WORKFLOW(AppMode.WORKFLOW),
    ADVANCED_CHAT(AppMode.ADVANCED_CHAT);

    private final AppMode mode;

    ManagedMode(AppMode mode) { this.mode = mode; }

    @JsonValue
    public String wire() { return name().toLowerCase(Locale.ROOT); }

    AppMode mode() { return mode; }

    static ManagedMode of(AppMode mode) {
        return Stream.of(values()).filter(managed -> managed.mode == mode).findFirst().orElseThrow();
    }

    /** The mode of a list's parameter; null and empty stand for all. */
    static AppMode parameter(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        Optional<ManagedMode> named = Stream.of(values()).filter(managed -> managed.wire().equals(text)).findFirst();
        return named.orElseThrow(() -> CommonError.INVALID_PARAM.field("mode", "enum",
                "Parameter 'mode' must be chat, completion, agent_chat, workflow or advanced_chat")).mode;
    }
}
