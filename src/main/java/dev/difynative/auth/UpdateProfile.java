package dev.difynative.auth;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;

import dev.difynative.platform.error.CommonError;

/** What is to change about how a person is shown and sees the console; null leaves a part as it is. */
public record UpdateProfile(String interfaceLanguage, String interfaceTheme, String timezone) {
    static final String LIGHT = "light";
    private static final Set<String> THEMES = Set.of(LIGHT, "dark", "system");
    private static final int MAX_LANGUAGE_LENGTH = 20;

    void apply(Account account) {
        account.interfaceLanguage = interfaceLanguage == null ? account.interfaceLanguage : language();
        account.interfaceTheme = interfaceTheme == null ? account.interfaceTheme : theme();
        account.timezone = timezone == null ? account.timezone : zone();
    }

    private String language() {
        boolean known = interfaceLanguage.length() <= MAX_LANGUAGE_LENGTH
                && !Locale.forLanguageTag(interfaceLanguage).getLanguage().isEmpty();
        if (!known) {
            throw CommonError.INVALID_PARAM.field("interface_language", "format",
                    "Parameter 'interface_language' must be a language such as en-US");
        }
        return interfaceLanguage;
    }

    private String theme() {
        if (!THEMES.contains(interfaceTheme)) {
            throw CommonError.INVALID_PARAM.field("interface_theme", "enum",
                    "Parameter 'interface_theme' must be light, dark or system");
        }
        return interfaceTheme;
    }

    private String zone() {
        if (!ZoneId.getAvailableZoneIds().contains(timezone)) {
            throw CommonError.INVALID_PARAM.field("timezone", "enum", "Parameter 'timezone' must be one such as Asia/Shanghai");
        }
        return timezone;
    }
}
