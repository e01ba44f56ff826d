package dev.difynative.models.catalogue;

import java.util.Map;

/**
 * Names of providers: Dify's long form {@code organisation/plugin/provider} and the bare {@code provider} mean the same; the
 * bare one is what is stored and compared.
 */
public final class ProviderIds {
    private static final String ORGANISATION = "langgenius";
    /** What Dify's plugins call the providers that have another name here, or had one before. */
    private static final Map<String, String> OTHER_NAMES = Map.of("google", "gemini", "mistral", "mistralai");

    private ProviderIds() {}

    /** The bare id, whichever form is given; null stays null. */
    public static String bare(String id) {
        if (id == null) {
            return null;
        }
        String trimmed = id.strip();
        String last = trimmed.substring(trimmed.lastIndexOf('/') + 1);
        return OTHER_NAMES.getOrDefault(last, last);
    }

    /** The long id that Dify's exports carry. */
    public static String qualified(String id) {
        String bare = bare(id);
        return ORGANISATION + "/" + bare + "/" + bare;
    }

    public static boolean same(String one, String other) { return one != null && bare(one).equals(bare(other)); }
}
