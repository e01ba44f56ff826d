package dev.difynative.apps;

import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** An app as it is shown beside something that it uses. */
@RegisterForReflection
public record RelatedApp(UUID id, String name, String description, AppMode mode, String iconType, String icon,
        String iconBackground, String iconUrl) {

    static RelatedApp of(App app, String iconUrl) {
        return new RelatedApp(app.id, app.name, app.description, app.mode, app.iconType, app.icon, app.iconBackground, iconUrl);
    }
}
