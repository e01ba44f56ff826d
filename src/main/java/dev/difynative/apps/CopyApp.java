package dev.difynative.apps;

/** What a copy of an app has of its own; null takes it from the original, and for the name a new one that is free. */
public record CopyApp(String name, String description, String iconType, String icon, String iconBackground) {
    public static final CopyApp UNCHANGED = new CopyApp(null, null, null, null, null);
}
