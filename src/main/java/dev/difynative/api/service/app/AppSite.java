package dev.difynative.api.service.app;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.site.SiteDetail;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How an app's public page looks. */
@RegisterForReflection(ignoreNested = false)
public record AppSite(String title, @JsonUnwrapped Colours colours, @JsonUnwrapped Icon icon, String description,
        @JsonUnwrapped Notices notices, String inputPlaceholder, String defaultLanguage, boolean showWorkflowSteps) {

    public record Colours(String chatColorTheme, boolean chatColorThemeInverted) {}

    public record Icon(String iconType, String icon, String iconBackground, String iconUrl, boolean useIconAsAnswerIcon) {}

    public record Notices(String copyright, String privacyPolicy, String customDisclaimer) {}

    static AppSite of(AppSnapshot.Face face, String iconUrl) {
        SiteDetail site = face.site();
        return new AppSite(site.title(), new Colours(site.chatColorTheme(), site.chatColorThemeInverted()),
                new Icon(face.iconType(), face.icon(), face.iconBackground(), iconUrl, site.useIconAsAnswerIcon()),
                site.description(), new Notices(site.copyright(), site.privacyPolicy(), site.customDisclaimer()),
                site.inputPlaceholder(), site.defaultLanguage(), site.showWorkflowSteps());
    }
}
