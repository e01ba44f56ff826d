package dev.difynative.apps;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.difynative.apps.site.SiteDetail;
import dev.difynative.workspace.tag.TagRef;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An app as the console shows it. It has as many components as the contract has fields; {@code modelConfig} is the JSON object
 * as it was saved.
 */
@RegisterForReflection
public record AppDetail(UUID id, String name, AppMode mode, String iconType, String icon, String iconBackground,
        String iconUrl, boolean useIconAsAnswerIcon, String description, boolean enableSite, boolean enableApi, int apiRpm,
        int apiRph,
        int maxActiveRequests, boolean isDemo, @JsonRawValue String modelConfig, SiteDetail site, UUID createdBy,
        String authorName, Instant createdAt, UUID updatedBy, Instant updatedAt, List<TagRef> tags) {

    static AppDetail of(AppRow row, String iconUrl, List<TagRef> tags) {
        App app = row.app();
        return new AppDetail(app.id, app.name, app.mode, app.iconType, app.icon, app.iconBackground, iconUrl,
                app.useIconAsAnswerIcon,
                app.description, app.enableSite, app.enableApi, app.apiRpm, app.apiRph, app.maxActiveRequests, app.isDemo,
                row.config(), row.site() == null ? null : SiteDetail.of(row.site()), app.createdBy, row.authorName(),
                app.createdAt, app.updatedBy, app.updatedAt, tags);
    }

    AppDetail with(List<TagRef> itsTags) {
        return new AppDetail(id, name, mode, iconType, icon, iconBackground, iconUrl, useIconAsAnswerIcon, description,
                enableSite,
                enableApi, apiRpm, apiRph, maxActiveRequests, isDemo, modelConfig, site, createdBy, authorName, createdAt,
                updatedBy,
                updatedAt, itsTags);
    }
}
