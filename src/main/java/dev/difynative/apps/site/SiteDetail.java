package dev.difynative.apps.site;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** How an app presents itself on its public page. */
@RegisterForReflection
public record SiteDetail(String code, String title, String description, String defaultLanguage, String chatColorTheme,
        boolean chatColorThemeInverted, String copyright, String privacyPolicy, String inputPlaceholder, String customDisclaimer,
        boolean showWorkflowSteps, boolean useIconAsAnswerIcon) {

    public static SiteDetail of(Site site) {
        return new SiteDetail(site.code, site.title, site.description, site.defaultLanguage, site.chatColorTheme,
                site.chatColorThemeInverted, site.copyright, site.privacyPolicy, site.inputPlaceholder, site.customDisclaimer,
                site.showWorkflowSteps, site.useIconAsAnswerIcon);
    }
}
