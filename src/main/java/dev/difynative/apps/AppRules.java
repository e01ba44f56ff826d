package dev.difynative.apps;

import java.util.Set;
import java.util.regex.Pattern;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;

/** What the parts of an app may be; each rule gives the value back in its normal form. Lengths count characters, not UTF-16 units. */
final class AppRules {
    static final int MAX_NAME_LENGTH = 40;
    static final String DEFAULT_ICON = "🤖";
    static final String DEFAULT_ICON_BACKGROUND = "#FFEAD5";
    static final String DEFAULT_ICON_TYPE = "emoji";
    private static final int MAX_DESCRIPTION_LENGTH = 200;
    private static final int MAX_ICON_LENGTH = 255;
    private static final Pattern HEX_COLOUR = Pattern.compile("#[0-9A-Fa-f]{6}");
    private static final Set<String> ICON_TYPES = Set.of(DEFAULT_ICON_TYPE, "image", "link");

    private AppRules() {}

    static String name(String name) { return Parameters.text("name", name, MAX_NAME_LENGTH); }

    static String description(String description) {
        return description == null ? "" : Parameters.bounded("description", description, MAX_DESCRIPTION_LENGTH);
    }

    static String icon(String icon) {
        return icon == null || icon.isBlank() ? DEFAULT_ICON : Parameters.bounded("icon", icon, MAX_ICON_LENGTH);
    }

    static String iconType(String iconType) {
        if (iconType != null && !iconType.isEmpty() && !ICON_TYPES.contains(iconType)) {
            throw CommonError.INVALID_PARAM.field("icon_type", "enum", "Parameter 'icon_type' must be emoji, image or link");
        }
        return iconType == null || iconType.isEmpty() ? DEFAULT_ICON_TYPE : iconType;
    }

    static String iconBackground(String colour) {
        if (colour == null || colour.isEmpty()) {
            return DEFAULT_ICON_BACKGROUND;
        }
        if (!HEX_COLOUR.matcher(colour).matches()) {
            throw CommonError.INVALID_PARAM.field("icon_background", "format",
                    "Parameter 'icon_background' must be a hex colour such as #FFEAD5");
        }
        return colour;
    }

    static int atLeastZero(String field, int value) {
        if (value < 0) {
            throw CommonError.INVALID_PARAM.field(field, "range", "Parameter '%s' must not be negative", field);
        }
        return value;
    }
}
