package dev.difynative.models.catalogue;

/** A provider's icon: its first letter on a coloured tile, since its logo is not ours to hand out. */
public final class IconTile {
    private IconTile() {}

    public static String svg(ProviderSpec provider, boolean large) {
        String name = provider.label().english();
        String label = escaped(large ? name : name.substring(0, 1));
        int width = large ? 24 + 9 * name.length() : 24;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="24" viewBox="0 0 %1$d 24" role="img" aria-label="%2$s">\
                <rect width="%1$d" height="24" rx="6" fill="%3$s"/>\
                <text x="50%%" y="17" text-anchor="middle" font-family="sans-serif" font-size="14" font-weight="600" fill="#fff">%4$s</text>\
                </svg>
                """.formatted(width, escaped(name), provider.colour(), label);
    }

    private static String escaped(String text) { return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"); }
}
