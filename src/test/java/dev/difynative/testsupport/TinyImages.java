package dev.difynative.testsupport;

import java.util.Base64;

/** The smallest images. */
public final class TinyImages {
    private static final String PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    private TinyImages() {}

    /** One pixel. */
    public static byte[] png() { return Base64.getDecoder().decode(PNG); }
}
