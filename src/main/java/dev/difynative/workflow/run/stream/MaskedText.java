package dev.difynative.workflow.run.stream;

/**
 * A text that is said piece by piece, without secrets: what may be the beginning of one is held back until the next piece, or
 * the end, shows what it is.
 */
public final class MaskedText {
    private final Masking masking;
    private String held = "";

    public MaskedText(Masking masking) { this.masking = masking; }

    /** What can be said of the text once this piece is known. */
    public String next(String piece) {
        String masked = masking.mask(held + piece);
        int said = masked.length() - masking.begun(masked);
        held = masked.substring(said);
        return masked.substring(0, said);
    }

    /** What was held back, when nothing follows it. */
    public String rest() {
        String rest = held;
        held = "";
        return rest;
    }
}
