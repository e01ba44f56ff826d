package dev.difynative.models;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

import dev.difynative.platform.event.EventLoops;
import dev.difynative.platform.text.LoneHalves;

/** Counts tokens by cl100k_base. The first call loads the vocabulary, and a long text takes its time: not for an event loop. */
public final class TokenCounter {
    // Assigned by the first call and not by the initialiser, which would put the vocabulary into the native image.
    private static volatile Encoding encoding;

    private TokenCounter() {}

    public static int count(String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        EventLoops.aboutToWait();
        return encoding().countTokensOrdinary(LoneHalves.replacedIn(text));
    }

    private static Encoding encoding() {
        Encoding loaded = encoding;
        if (loaded == null) {
            synchronized (TokenCounter.class) {
                loaded = encoding;
                if (loaded == null) {
                    loaded = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
                    encoding = loaded;
                }
            }
        }
        return loaded;
    }
}
