package dev.difynative.apps.site;

import dev.difynative.platform.error.Parameters;

/** What is to change about an app's public page; null leaves a part as it is. */
public record UpdateSite(String title, String description, String defaultLanguage, String chatColorTheme,
        Boolean chatColorThemeInverted, String copyright, String privacyPolicy, String inputPlaceholder, String customDisclaimer,
        Boolean showWorkflowSteps, Boolean useIconAsAnswerIcon) {
    private static final int MAX_LINE_LENGTH = 255;
    private static final int MAX_TEXT_LENGTH = 512;

    void apply(Site site) {
        site.title = title == null || title.isBlank() ? site.title : Parameters.bounded("title", title.strip(), MAX_LINE_LENGTH);
        site.description = given(description, site.description, "description", MAX_TEXT_LENGTH);
        site.defaultLanguage = given(defaultLanguage, site.defaultLanguage, "default_language", MAX_LINE_LENGTH);
        site.chatColorTheme = given(chatColorTheme, site.chatColorTheme, "chat_color_theme", MAX_LINE_LENGTH);
        site.copyright = given(copyright, site.copyright, "copyright", MAX_LINE_LENGTH);
        site.privacyPolicy = given(privacyPolicy, site.privacyPolicy, "privacy_policy", MAX_TEXT_LENGTH);
        site.inputPlaceholder = given(inputPlaceholder, site.inputPlaceholder, "input_placeholder", MAX_LINE_LENGTH);
        site.customDisclaimer = given(customDisclaimer, site.customDisclaimer, "custom_disclaimer", MAX_TEXT_LENGTH);
        site.chatColorThemeInverted = chatColorThemeInverted == null ? site.chatColorThemeInverted : chatColorThemeInverted;
        site.showWorkflowSteps = showWorkflowSteps == null ? site.showWorkflowSteps : showWorkflowSteps;
        site.useIconAsAnswerIcon = useIconAsAnswerIcon == null ? site.useIconAsAnswerIcon : useIconAsAnswerIcon;
    }

    private static String given(String value, String present, String field, int maxLength) {
        return value == null ? present : Parameters.bounded(field, value, maxLength);
    }
}
