package dev.difynative.apps;

import dev.difynative.platform.error.Parameters;

/** What an app is made of; what is null has a default, except name and mode. */
public record CreateApp(String name, AppMode mode, String description, String iconType, String icon, String iconBackground) {

    /** The same with everything in its normal form, or a failure that names what is wrong. */
    CreateApp checked() {
        String itsName = AppRules.name(name);
        if (mode == null) {
            throw Parameters.missing("mode");
        }
        return new CreateApp(itsName, mode, AppRules.description(description), AppRules.iconType(iconType),
                AppRules.icon(icon), AppRules.iconBackground(iconBackground));
    }
}
