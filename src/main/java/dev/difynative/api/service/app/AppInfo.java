package dev.difynative.api.service.app;

import java.util.List;

import dev.difynative.apps.AppMode;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.workspace.tag.TagRef;

/** What an app is. */
public record AppInfo(String name, String description, List<String> tags, AppMode mode, String authorName) {

    static AppInfo of(AppSnapshot app, List<TagRef> tags) {
        return new AppInfo(app.name(), app.description(), tags.stream().map(TagRef::name).toList(), app.mode(),
                app.face().authorName());
    }
}
